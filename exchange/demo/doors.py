"""What the demo adds to the app."""

from flask import Flask

from exchange.demo.commands import cli


def register(app: Flask) -> None:
    """The commands that seed."""
    app.cli.add_command(cli)
