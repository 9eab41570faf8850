"""The words that all sentences about deals share."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from exchange.web.formats import mass

Facts = dict[str, Any]


def words(facts: Facts) -> dict[str, str]:
    """Who, how much and what; names that are kept back and timers' acts have words of their own."""
    return {
        "who": facts["who"] or _("The other side"),
        "quantity": mass(Decimal(facts["received_kg"] if "received_kg" in facts else facts["quantity_kg"])),
        "title": facts["title"],
    }
