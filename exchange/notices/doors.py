"""What the notices room adds to the app."""

from flask import Flask

from exchange.notices import views


def register(app: Flask) -> None:
    """The bell and its count for the header."""
    app.register_blueprint(views.bp)
    app.jinja_env.globals["unread_count"] = views.unread_count
