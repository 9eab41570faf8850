"""What the papers room adds to the app."""

from flask import Flask

from exchange.papers import conditions, invariants, keeping, models, panels, sheets, tasks, views

MODELS, INVARIANTS, PANELS, KEEPING = models, invariants, panels, keeping
CONDITIONS, SHEETS, TASKS = conditions, sheets, tasks


def register(app: Flask) -> None:
    """Doors of documents, dossiers and the register; everything else of the room registers itself."""
    for blueprint in views.BLUEPRINTS:
        app.register_blueprint(blueprint)
