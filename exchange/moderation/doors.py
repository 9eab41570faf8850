"""What the moderation room adds to the app."""

from flask import Flask

from exchange.moderation import commands, invariants, panels, sentences, tasks
from exchange.moderation.acting import panels as acting_panels
from exchange.moderation.acting import sentences as acting_sentences
from exchange.moderation.acting import views as acting
from exchange.moderation.appeals import panels as appeal_panels
from exchange.moderation.appeals import sentences as appeal_sentences
from exchange.moderation.appeals import views as appeals
from exchange.moderation.companies import history as company_history
from exchange.moderation.companies import views as companies
from exchange.moderation.notices import desk as desk_notices
from exchange.moderation.notices import models as notice_models
from exchange.moderation.notices import panels as notice_panels
from exchange.moderation.notices import tasks as notice_tasks
from exchange.moderation.notices import views as content_notices
from exchange.moderation.rules import service as rules
from exchange.moderation.rules import views as hold_rules
from exchange.moderation.taking import views as taking
from exchange.moderation.views import check_queues, checks, desk, queue, reviews, statements

FILLS = (
    invariants, panels, rules, sentences, tasks, appeal_panels, appeal_sentences, notice_models, notice_panels,
    notice_tasks, acting_panels, acting_sentences, company_history,
)  # fmt: skip
"""Imported for what they register elsewhere: invariants, panels of other rooms' pages, words of notices, jobs."""


BLUEPRINTS = (
    desk.bp,
    queue.bp,
    taking.bp,
    check_queues.bp,
    hold_rules.bp,
    reviews.bp,
    checks.bp,
    companies.bp,
    statements.bp,
    appeals.bp,
)


def register(app: Flask) -> None:
    """The desk, its decisions and their reasons; the command that proves the database right."""
    for blueprint in (*BLUEPRINTS, content_notices.bp, desk_notices.bp, acting.bp):
        app.register_blueprint(blueprint)
    app.cli.add_command(commands.check_invariants)
    app.cli.add_command(commands.check_lawful)
    app.cli.add_command(commands.retain)
