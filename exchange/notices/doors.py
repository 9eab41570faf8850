"""What the notices room adds to the app."""

from flask import Flask

from exchange.notices import keeping, models, tasks, views

MODELS = models
REGISTERED_BY_IMPORT = (tasks, keeping)


def register(app: Flask) -> None:
    """The bell, its count for the header, and the mails."""
    app.register_blueprint(views.bp)
    app.jinja_env.globals["unread_count"] = views.unread_count
