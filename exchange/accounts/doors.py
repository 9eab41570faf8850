"""What the accounts room adds to the app."""

from flask import Flask

from exchange.accounts.views import BLUEPRINTS
from exchange.accounts.visitors import know_visitors


def register(app: Flask) -> None:
    """Visitors are known before any door opens."""
    know_visitors(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
