"""What the papers room adds to the app."""

from flask import Flask

from exchange.papers import conditions, invariants, keeping, models, panels, views

MODELS, INVARIANTS, PANELS, KEEPING, CONDITIONS = models, invariants, panels, keeping, conditions


def register(app: Flask) -> None:
    """Doors of documents, their check and dossiers; panels, invariants, files and conditions register themselves."""
    app.register_blueprint(views.bp)
