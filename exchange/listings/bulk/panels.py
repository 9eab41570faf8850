"""What bulk files show on the page of a company."""

from typing import Any

from flask import render_template

from exchange.web.panels import panel
from exchange.web.visitor import visitor


@panel("company", 21)
def in_and_out(_business: Any) -> str:
    """The ways for lots to come in and everything to go out by file."""
    return render_template("listings/bulk/_of_company.html") if visitor().is_confirmed else ""
