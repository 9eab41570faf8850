"""What the catalogue room adds to the app."""

from flask import Flask

from exchange.catalogue import api, views
from exchange.catalogue.commands import cli


def register(app: Flask) -> None:
    """Pages that anyone may read, the suggestion for programs, and the command that loads the data."""
    app.register_blueprint(views.bp)
    app.register_blueprint(api.bp)
    app.cli.add_command(cli)
