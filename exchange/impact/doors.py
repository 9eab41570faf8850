"""What the impact room adds to the app: the page of its method, and words for its figures on other rooms' pages."""

from flask import Flask

from exchange.impact import invariants, labels, models, views

MODELS, INVARIANTS = models, invariants


def register(app: Flask) -> None:
    """The method's door; templates say figures through these labels."""
    app.register_blueprint(views.bp)
    app.jinja_env.globals.update(
        impact_hierarchy=labels.hierarchy_label,
        impact_line=labels.line_label,
        impact_no_factor=labels.no_factor_label,
        impact_route=labels.route_label,
    )
