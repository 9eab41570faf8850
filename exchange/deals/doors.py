"""What the deals room adds to the app."""

from flask import Flask

from exchange.deals import (
    credit_panels,
    invariants,
    keeping,
    models,
    panels,
    parties,
    sentences,
    sheets,
    tasks,
    ties,
    views,
)
from exchange.deals.attachments import keeping as attachment_keeping
from exchange.deals.attachments import models as attachment_models
from exchange.deals.attachments import views as attachments
from exchange.deals.claims import desk
from exchange.deals.claims import panels as claim_panels
from exchange.deals.claims import sentences as claim_sentences
from exchange.deals.claims import tasks as claim_tasks
from exchange.deals.claims import views as claim_views
from exchange.deals.ratings import models as rating_models
from exchange.deals.ratings import panels as rating_panels
from exchange.deals.ratings import sentences as rating_sentences
from exchange.deals.ratings import tasks as rating_tasks
from exchange.deals.ratings import views as ratings
from exchange.deals.recurring import calendar
from exchange.deals.recurring import models as rhythms
from exchange.deals.recurring import panels as rhythm_panels
from exchange.deals.recurring import sentences as rhythm_sentences
from exchange.deals.recurring import tasks as rhythm_tasks
from exchange.deals.recurring import views as rhythm_views

MODELS, SENTENCES, TASKS, INVARIANTS, PANELS = models, sentences, tasks, invariants, panels
PARTIES, SHEETS, CREDITS, KEEPING, TIES = parties, sheets, credit_panels, keeping, ties
CLAIMS = claim_panels, claim_sentences, claim_tasks, claim_views
ATTACHMENTS = attachment_models, attachment_keeping
RATINGS = rating_models, rating_panels, rating_sentences, rating_tasks
RHYTHMS = rhythms, rhythm_panels, rhythm_sentences, rhythm_tasks, rhythm_views


def register(app: Flask) -> None:
    """Doors under /deals; tasks, panels, notices' sentences and invariants register themselves."""
    app.register_blueprint(views.bp)
    app.register_blueprint(views.claiming.bp)
    app.register_blueprint(desk.bp)
    app.register_blueprint(ratings.bp)
    app.register_blueprint(attachments.bp)
    app.register_blueprint(calendar.bp)
    app.jinja_env.globals["turn_count"] = views.turn_count
