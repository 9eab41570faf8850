"""What the papers room adds to the app."""

from flask import Flask

from exchange.papers import invariants, keeping, models, panels, views

MODELS, INVARIANTS, PANELS, KEEPING = models, invariants, panels, keeping


def register(app: Flask) -> None:
    """Doors of documents and of their check; panels, invariants and files register themselves."""
    app.register_blueprint(views.bp)
