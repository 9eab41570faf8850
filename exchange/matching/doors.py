"""What the matching room adds to the app."""

from flask import Flask


def register(app: Flask) -> None:
    """Blueprints, tasks, panels and commands of the room."""
