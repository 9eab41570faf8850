"""What the deals room adds to the app."""

from flask import Flask

from exchange.deals import invariants, models, panels, parties, sentences, tasks, views

MODELS, SENTENCES, TASKS, INVARIANTS, PANELS, PARTIES = models, sentences, tasks, invariants, panels, parties


def register(app: Flask) -> None:
    """Doors under /deals; tasks, panels, notices' sentences and invariants register themselves."""
    app.register_blueprint(views.bp)
