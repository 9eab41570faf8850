"""What the deals room adds to the app."""

from flask import Flask

from exchange.deals import invariants, models, sentences, tasks

MODELS, SENTENCES, TASKS, INVARIANTS = models, sentences, tasks, invariants


def register(app: Flask) -> None:
    """Blueprints, tasks, panels and commands of the room."""
