"""What the room shows on pages of rooms further right."""

from typing import Any

from flask import render_template

from exchange.web.panels import panel
from exchange.web.visitor import visitor


@panel("desk", 35)
def to_introductions(_: Any) -> str:
    """The way to the funnel of introductions, for facilitators."""
    return render_template("steering/_to_introductions.html") if visitor().may_facilitate else ""
