"""What members are told about introductions."""

from typing import Any

from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue
from exchange.matching.core.facts import Side
from exchange.notices.sentences import sentence
from exchange.web.formats import km
from exchange.web.languages import current_language


@sentence("introduced")
def introduced(facts: dict[str, Any]) -> str:
    """To each side: what it is about, who stands across as far as may be told, how far."""
    values = {
        "material": catalogue.current().label(facts["material"], current_language()),
        "other": across(facts["town"]),
        "distance": km(facts["distance_km"]),
    }
    if facts["side"] == Side.OFFER:
        return _("Your “%(material)s” could be of use: %(other)s, %(distance)s away, could take it.", **values)
    return _("What you need may be near: %(other)s, %(distance)s away, has “%(material)s”.", **values)


def across(town: str) -> str:
    """Who stands across, as far as a mail may say it."""
    return _("a business in %(town)s", town=town) if town else _("a business nearby")
