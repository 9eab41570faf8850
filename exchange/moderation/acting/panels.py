"""On the company's own page: when the exchange acted for it, and why."""

from typing import Any

from flask import render_template

from exchange.accounts.acting.queries import stand_ins_for
from exchange.web.panels import panel

MOST_SHOWN = 10


@panel("company", 95)
def acted_for(subject: Any) -> str:
    """Nothing where nobody ever did."""
    found = stand_ins_for(subject.id, MOST_SHOWN)
    return render_template("moderation/acting/_times.html", times=found) if found else ""
