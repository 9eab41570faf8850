"""What the listings room adds to the app."""

from flask import Flask

from exchange.listings import models, panels, sentences, tasks
from exchange.listings.search import home
from exchange.listings.search import views as search
from exchange.listings.views import BLUEPRINTS

MODELS = models
REGISTERED_BY_IMPORT = (panels, sentences, tasks)


def register(app: Flask) -> None:
    """The search, the home page, and the pages of lots and needs; tasks, sentences and panels come by import."""
    for blueprint in (home.bp, search.bp, *BLUEPRINTS):
        app.register_blueprint(blueprint)
