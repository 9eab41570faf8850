"""What the deals room adds to the app."""

from flask import Flask

from exchange.deals import invariants, keeping, models, panels, parties, sentences, sheets, tasks, views

MODELS, SENTENCES, TASKS, INVARIANTS, PANELS = models, sentences, tasks, invariants, panels
PARTIES, SHEETS, KEEPING = parties, sheets, keeping


def register(app: Flask) -> None:
    """Doors under /deals; tasks, panels, notices' sentences and invariants register themselves."""
    app.register_blueprint(views.bp)
