"""What the impact room adds to the app: words for its figures, shown on other rooms' pages."""

from flask import Flask

from exchange.impact import labels, models

MODELS = models


def register(app: Flask) -> None:
    """Templates say figures through these labels."""
    app.jinja_env.globals.update(
        impact_line=labels.line_label, impact_no_factor=labels.no_factor_label, impact_route=labels.route_label
    )
