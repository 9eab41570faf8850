"""What the deals room adds to the app."""

from flask import Flask

from exchange.deals import models, sentences, tasks

MODELS, SENTENCES, TASKS = models, sentences, tasks


def register(app: Flask) -> None:
    """Blueprints, tasks, panels and commands of the room."""
