"""What the matching room adds to the app."""

from flask import Flask

from exchange.matching import api, commands, models, panels, preview, tasks, views

ALSO = (models, panels, preview, tasks)


def register(app: Flask) -> None:
    """Doors for people and programs, panels of other rooms' pages, tasks and commands."""
    for blueprint in (*views.BLUEPRINTS, api.bp):
        app.register_blueprint(blueprint)
    app.cli.add_command(commands.cli)
