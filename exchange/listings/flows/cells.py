"""Reading one cell at a time, strictly: what a program wrote, not what a person typed."""

import re
from collections.abc import Container
from datetime import date
from decimal import Decimal
from typing import Any

from exchange.kernel.orm import MOST_KG
from exchange.kernel.registration import BadRegistration, Registration, read_registration
from exchange.kernel.trade import Country
from exchange.kernel.words import BadText, cleaned
from exchange.listings.flows.faults import Fault
from exchange.listings.flows.rows import Role

_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,17})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WASTE_CODE = re.compile(r"\d{2} ?\d{2} ?\d{2} ?\*?", re.ASCII)
_GRAM = Decimal("0.001")
_CENT = Decimal("0.01")
FARTHEST_KM = 1000


class BadCell(ValueError):
    """A cell that does not hold what its column promises; the fault and its values say what was expected."""

    def __init__(self, fault: Fault, **values: Any) -> None:
        super().__init__(fault)
        self.fault, self.values = fault, values


def words(text: str, most: int) -> str:
    """Clean text of one to ``most`` characters on one line."""
    try:
        line = cleaned(text)
    except BadText:
        raise BadCell(Fault.UNREADABLE) from None
    if not 1 <= len(line) <= most or "\n" in line:
        raise BadCell(Fault.LENGTH, most=most)
    return line


def degrees(text: str, bound: float) -> float:
    """A coordinate with a decimal point, within ±bound."""
    value = float(_number(text))
    if not -bound <= value <= bound:
        raise BadCell(Fault.DEGREES, bound=int(bound))
    return value


def role(text: str) -> Role:
    """``offer`` or ``need``."""
    if text not in set(Role):
        raise BadCell(Fault.ROLE)
    return Role(text)


def material(text: str, known: Container[str]) -> str:
    """A code that the catalogue lists."""
    if text not in known:
        raise BadCell(Fault.MATERIAL, code=shown(text))
    return text


def quantity_kg(text: str) -> Decimal:
    """Kilograms above zero, rounded to the gram."""
    return _bounded(text, _GRAM, _GRAM, Decimal(MOST_KG))


def min_lot_kg(text: str) -> Decimal:
    """Kilograms from zero, rounded to the gram; nothing means any lot."""
    return _bounded(text, _GRAM, Decimal(0), Decimal(MOST_KG)) if text else Decimal(0)


def price_eur_per_t(text: str) -> Decimal | None:
    """Euro per tonne, rounded to the cent, negative where the holder pays; nothing means not stated."""
    return _bounded(text, _CENT, Decimal(-100_000), Decimal(10_000_000)) if text else None


def reach_km(text: str) -> int:
    """Whole kilometres from 0 to 1000."""
    value = _number(text)
    if value != value.to_integral_value() or not 0 <= value <= FARTHEST_KM:
        raise BadCell(Fault.REACH, most=FARTHEST_KM)
    return int(value)


def day(text: str) -> date:
    """A calendar day as 2018-12-31."""
    if not _DAY.fullmatch(text):
        raise BadCell(Fault.DAY_FORM)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell(Fault.DAY) from None


def registration(text: str) -> Registration | None:
    """A SIREN, SIRET or Belgian enterprise number with a right checksum; nothing means not known."""
    if not text:
        return None
    try:
        return read_registration(text)
    except BadRegistration:
        raise BadCell(Fault.REGISTRATION) from None


def waste_code(text: str) -> tuple[str | None, bool]:
    """Six digits of the List of Waste, with a star where hazardous; nothing means not known."""
    if not text:
        return None, False
    if not _WASTE_CODE.fullmatch(text):
        raise BadCell(Fault.WASTE_CODE)
    plain = text.replace(" ", "")
    return plain.rstrip("*"), plain.endswith("*")


def country(text: str) -> Country | None:
    """FR, BE or GB; nothing means not stated."""
    if not text:
        return None
    if text not in set(Country):
        raise BadCell(Fault.COUNTRY, countries=[str(one) for one in Country])
    return Country(text)


def shown(text: str) -> str:
    """The beginning of a cell as a report may repeat it: no controls, no half characters."""
    return "".join(char if char.isprintable() else "�" for char in text[:60])


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise BadCell(Fault.NUMBER)
    return Decimal(text)


def _bounded(text: str, step: Decimal, least: Decimal, most: Decimal) -> Decimal:
    value = _number(text).quantize(step)
    if not least <= value <= most:
        raise BadCell(Fault.BOUNDS, least=str(least), most=str(most))
    return value
