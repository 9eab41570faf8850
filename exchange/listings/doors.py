"""What the listings room adds to the app."""

from flask import Flask

from exchange.listings import models
from exchange.listings.search import home
from exchange.listings.search import views as search

MODELS = models


def register(app: Flask) -> None:
    """The search and the home page."""
    for blueprint in (home.bp, search.bp):
        app.register_blueprint(blueprint)
