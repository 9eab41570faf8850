"""What the catalogue room adds to the app."""

from flask import Flask

from exchange.catalogue import api, shown, views
from exchange.catalogue.commands import cli


def register(app: Flask) -> None:
    """Pages, the suggestion for programs, the names of units in templates, and the command that loads the data."""
    app.register_blueprint(views.bp)
    app.register_blueprint(api.bp)
    app.jinja_env.filters["unit"] = shown.unit
    app.cli.add_command(cli)
