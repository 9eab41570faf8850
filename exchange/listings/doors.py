"""What the listings room adds to the app."""

from flask import Flask

from exchange.listings import models
from exchange.listings.flows.commands import cli as flows

MODELS = models


def register(app: Flask) -> None:
    """Blueprints, tasks, panels and commands of the room."""
    app.cli.add_command(flows)
