"""Changes in words: what is missing, what a button would do, and what was done."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.kernel.trade import Grade
from exchange.listings import labels
from exchange.matching.core.counterfactual import Change, Edit, Unit
from exchange.matching.core.improvement import Improvement
from exchange.matching.sentences import material
from exchange.web.formats import day, eur_per_t, km, mass


def missing(change: Change) -> str:
    """How far a pair is from fitting: «6.2 km outside the reach»."""
    return " ".join(_missing(edit) for edit in change.edits)


def button(change: Change) -> str:
    """What one press would do: «Extend my reach to 36 km»."""
    return " ".join(_step(edit) for edit in change.edits)


def step(improvement: Improvement) -> str:
    """What would raise the score, as something to do."""
    return _step(improvement.edit)


def written(change: Change) -> str:
    """The change as a form carries it, to see later whether it is still the same: never read back as values."""
    return ";".join(f"{edit.attribute}={edit.value}" for edit in change.edits)


def _missing(edit: Edit) -> str:
    if edit.unit is not None:
        return _MISSING[edit.unit](edit.short_by)
    return {
        "accepts": _("The material would have to be accepted."),
        "accepted_statuses": _("The legal status would have to be accepted."),
        "permitted_codes": _("The receiving site needs a verified permit for this waste code."),
        "is_active": _("The listing is not active."),
    }[edit.attribute]


_MISSING: dict[Unit, Callable[[Any], str]] = {
    Unit.KM: lambda short: _("%(distance)s outside the reach", distance=km(float(short))),
    Unit.EUR_PER_T: lambda short: _("%(price)s above the limit", price=eur_per_t(short)),
    Unit.DAYS: lambda short: ngettext("%(num)d day apart", "%(num)d days apart", int(short)),
    Unit.KG: lambda short: _("%(mass)s missing for the smallest lot", mass=mass(short)),
    Unit.GRADES: lambda short: ngettext(
        "%(num)d grade below the wanted condition", "%(num)d grades below the wanted condition", int(short)
    ),
}


def _step(edit: Edit) -> str:
    return _STEPS[edit.attribute](edit)


def _deliver(edit: Edit) -> str:
    return _("Deliver within %(reach)s", reach=_km(edit.value))


def _collect(edit: Edit) -> str:
    return _("Extend my reach to %(reach)s", reach=_km(edit.value))


def _until(edit: Edit) -> str:
    return _("Leave it open until %(day)s", day=_day(edit.value))


def _from(edit: Edit) -> str:
    return _("Start on %(day)s already", day=_day(edit.value))


def _put_up(edit: Edit) -> str:
    return _("Put up %(mass)s, if there is that much", mass=_mass(edit.value))


def _call_off(edit: Edit) -> str:
    return _("Let go from %(mass)s on", mass=_mass(edit.value))


def _take_more(edit: Edit) -> str:
    return _("Take %(mass)s", mass=_mass(edit.value))


def _take_less(edit: Edit) -> str:
    return _("Come for %(mass)s already", mass=_mass(edit.value))


def _ask(edit: Edit) -> str:
    if edit.short_by is not None:
        return _("Ask for less: %(price)s", price=_price(edit.value))
    return _("State a price of %(price)s", price=_price(edit.value)) if edit.value else _("State a price")


def _pay(edit: Edit) -> str:
    return _("Raise my limit to %(price)s", price=_price(edit.value))


def _grade(edit: Edit) -> str:
    return _("Accept the condition “%(grade)s” too", grade=labels.grade(Grade(int(str(edit.value)))))


def _name_it(edit: Edit) -> str:
    named: Any = edit.value
    return _("Name “%(material)s” among what you accept", material=material(named[-1].span.code))


_STEPS: dict[str, Callable[[Edit], str]] = {
    "delivers_within_km": _deliver,
    "collects_within_km": _collect,
    "available_until": _until,
    "wanted_until": _until,
    "available_from": _from,
    "wanted_from": _from,
    "free_kg": _put_up,
    "minimum_kg": _call_off,
    "wanted_kg": _take_more,
    "smallest_lot_kg": _take_less,
    "ask_eur_per_t": _ask,
    "highest_eur_per_t": _pay,
    "lowest_grade": _grade,
    "accepts": _name_it,
}


def _km(value: object) -> str:
    return km(float(str(value)))


def _mass(value: object) -> str:
    return mass(Decimal(str(value)))


def _price(value: object) -> str:
    return eur_per_t(Decimal(str(value)))


def _day(value: object) -> str:
    return day(date.fromisoformat(str(value)))
