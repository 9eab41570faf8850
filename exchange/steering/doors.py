"""What the steering room adds to the app."""

from flask import Flask

from exchange.steering import models, views

MODELS = models


def register(app: Flask) -> None:
    """The public figures."""
    app.register_blueprint(views.bp)
