"""What the deals room adds to the app."""

from flask import Flask

from exchange.deals import credit_panels, invariants, models, panels, parties, sentences, sheets, tasks, views

MODELS, SENTENCES, TASKS, INVARIANTS, PANELS = models, sentences, tasks, invariants, panels
PARTIES, SHEETS, CREDITS = parties, sheets, credit_panels


def register(app: Flask) -> None:
    """Doors under /deals; tasks, panels, notices' sentences and invariants register themselves."""
    app.register_blueprint(views.bp)
    app.register_blueprint(views.claiming.bp)
    app.jinja_env.globals["turn_count"] = views.turn_count
