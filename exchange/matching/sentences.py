"""Evidence, flags and changes as sentences in the reader's language, from the values that the core left."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.catalogue import queries as catalogue
from exchange.notices.sentences import sentence
from exchange.web.formats import day, eur_per_t, km, mass, number
from exchange.web.languages import current_language

Values = Mapping[str, Any]
"""As stored: masses and prices as text, days in ISO form, distances and counts as numbers."""


def evidence_sentence(evidence: Values) -> str:
    """What a term of a score rests on. Raises KeyError for a kind that the core does not write."""
    return _EVIDENCE[evidence["kind"]](evidence)


def flag_sentence(flag: Values) -> str:
    """What a compatible pair must still mind. Raises KeyError for a kind that the core does not write."""
    return _FLAGS[flag["kind"]](flag)


@sentence("match_found")
def match_found(facts: dict[str, Any]) -> str:
    """The notice of a new match; it names the listing and the commune, never the business."""
    first = _(
        "“%(title)s” in %(place)s fits “%(own)s”: %(distance)s away, %(score)s of 1000 points.",
        title=facts["title"], place=facts["place"] or "–", own=facts["own"], distance=km(facts["distance_km"]),
        score=facts["score"],
    )  # fmt: skip
    others = facts["others"]
    if not others:
        return first
    more = ngettext("And %(num)d more.", "And %(num)d more.", others)
    return f"{first} {more}"


def material(code: str) -> str:
    """What people of the reader's language call a material."""
    return catalogue.current().label(code, current_language())


def _same_material(values: Values) -> str:
    return _("Exactly what is wanted: %(material)s", material=material(values["offered"]))


def _under_accepted(values: Values) -> str:
    return _("%(offered)s is a kind of %(accepted)s", offered=material(values["offered"]),
             accepted=material(values["accepted"]))  # fmt: skip


def _substitution(values: Values) -> str:
    return _("%(offered)s can take the place of what is wanted", offered=material(values["offered"]))


def _distance(values: Values) -> str:
    return _("%(distance)s away, within a reach of %(reach)s", distance=km(values["km"]), reach=km(values["of_km"]))


def _quantity(values: Values) -> str:
    free, wanted = mass(Decimal(values["kg"])), mass(Decimal(values["of_kg"]))
    return _("%(mass)s of the %(wanted)s wanted", mass=free, wanted=wanted)


def _time_open(values: Values) -> str:
    if values["from"] is None:
        return _("Both are possible without an end")
    return _("Both are possible from %(first)s, without an end", first=_day(values["from"]))


def _time(values: Values) -> str:
    return ngettext(
        "%(num)d day in common: %(first)s", "%(num)d days in common: %(first)s to %(last)s", values["days"],
        first=_day(values["from"]), last=_day(values["until"]),
    )  # fmt: skip


def _price_without_limit(values: Values) -> str:
    return _("%(price)s, and no limit is set", price=_price(values["ask_eur_per_t"]))


def _price_to_negotiate(values: Values) -> str:
    return _("%(price)s asked, %(limit)s at most: to be negotiated", price=_price(values["ask_eur_per_t"]),
             limit=_price(values["highest_eur_per_t"]))  # fmt: skip


def _price_within(values: Values) -> str:
    return _("%(price)s, %(margin)s €/t below the limit", price=_price(values["ask_eur_per_t"]),
             margin=number(Decimal(values["margin_eur_per_t"]), 2))  # fmt: skip


def _net_co2e(values: Values) -> str:
    kg = values["kg_per_t"]
    if kg < 0:
        return _("Moving it would cost %(kg)s kg CO₂e per tonne", kg=number(-kg, 0))
    return _("Avoids %(kg)s kg CO₂e per tonne", kg=number(kg, 0))


_EVIDENCE: dict[str, Callable[[Values], str]] = {
    "same_material": _same_material,
    "under_accepted": _under_accepted,
    "substitution": _substitution,
    "distance": _distance,
    "quantity": _quantity,
    "time_open": _time_open,
    "time": _time,
    "price_without_limit": _price_without_limit,
    "price_to_negotiate": _price_to_negotiate,
    "price": _price_within,
    "net_co2e": _net_co2e,
}


def _border(values: Values) -> str:
    if values["is_waste"]:
        return _("Waste across a border (%(first)s–%(second)s): needs a transfer dossier", first=values["from"],
                 second=values["to"])  # fmt: skip
    return _("Crosses the border %(first)s–%(second)s", first=values["from"], second=values["to"])


def _stands_in(values: Values) -> str:
    return _("A substitute, on condition: %(condition)s", condition=values["condition"])


def _permit(values: Values) -> str:
    if values["is_observed"]:
        return _("Waste %(code)s: the taker's permit is known from a register only", code=values["waste_code"])
    return _("Waste %(code)s: covered by a verified permit", code=values["waste_code"])


_FLAGS: dict[str, Callable[[Values], str]] = {"border": _border, "substitution": _stands_in, "permit": _permit}


def _day(text: str) -> str:
    return day(date.fromisoformat(text))


def _price(text: str) -> str:
    return eur_per_t(Decimal(text))
