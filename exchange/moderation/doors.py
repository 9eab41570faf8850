"""What the moderation room adds to the app."""

from flask import Flask

from exchange.moderation import commands, invariants, panels, sentences, tasks
from exchange.moderation.rules import service as rules
from exchange.moderation.rules import views as hold_rules
from exchange.moderation.views import checks, desk, reviews, statements

FILLS = (invariants, panels, rules, sentences, tasks)
"""Imported for what they register elsewhere: invariants, panels of other rooms' pages, words of notices, jobs."""


def register(app: Flask) -> None:
    """The desk, its decisions and their reasons; the command that proves the database right."""
    for blueprint in (desk.bp, hold_rules.bp, reviews.bp, checks.bp, statements.bp):
        app.register_blueprint(blueprint)
    app.cli.add_command(commands.check_invariants)
