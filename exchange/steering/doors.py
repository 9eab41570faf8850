"""What the steering room adds to the app."""

from flask import Flask

from exchange.steering import models, panels, sentences
from exchange.steering.views import BLUEPRINTS

MODELS = models
REGISTERED_BY_IMPORT = (panels, sentences)


def register(app: Flask) -> None:
    """The public figures, the potential of the territory, and introductions."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
