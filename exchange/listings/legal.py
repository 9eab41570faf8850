"""What a legal status asks of its holder (directive 2008/98, articles 3, 5 and 6). Pure; every door asks here."""

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from flask_babel import gettext as _

from exchange.catalogue.core.entries import WasteCodeEntry
from exchange.kernel.trade import LegalStatus

_CODE = re.compile(r"(\d{2})[ .]?(\d{2})[ .]?(\d{2}) ?(\*?)", re.ASCII)


class ByProductTest(enum.StrEnum):
    """The four conditions of article 5: a by-product meets all of them."""

    CERTAIN_USE = "certain_use"
    USABLE_DIRECTLY = "usable_directly"
    INTEGRAL = "integral"
    LAWFUL = "lawful"


class EndOfWasteAct(enum.StrEnum):
    """The acts by which waste ceases to be waste that the exchange knows (RULES of 22 November 2026)."""

    WOOD_PACKAGING_FUEL = "2014-07-29"
    COOKING_OIL_FUEL = "2016-08-24"
    REUSE_ITEMS_CHEMICALS = "2018-12-11"
    REGENERATION = "2019-02-22"
    WIPERS = "2019-02-25"
    SOIL = "2021-06-04"
    PAPER = "2021-12-13"
    PYROLYSIS_OIL = "2024-02-19"
    EU_METAL_SCRAP = "333/2011"
    EU_GLASS_CULLET = "1179/2012"
    EU_COPPER_SCRAP = "715/2013"


@dataclass(frozen=True, slots=True)
class LegalClaim:
    """What the holder declares and answers for. ``waste_code`` as typed: digits, with a star or without."""

    status: LegalStatus
    tests: Mapping[ByProductTest, str] = field(default_factory=dict)
    """Why each test is met, in a few words; empty where it is not answered with yes."""
    waste_code: str = ""
    is_hazardous: bool = False
    act: EndOfWasteAct | None = None
    is_pop: bool = False
    """Whether waste holds persistent organic pollutants above the limits; apart from the star and from hazard."""
    animal_category: int | None = None
    """1 to 3 of regulation 1069/2009 where it holds animal matter; None where it holds none."""
    feed_registration: str = ""
    """Of the holder (regulation 183/2005), where it may become feed."""

    @property
    def six_digits(self) -> str | None:
        """The code as the lot stores it; None for anything but waste."""
        return read_code(self.waste_code).rstrip("*") if self.status is LegalStatus.WASTE else None

    @property
    def answers(self) -> dict[str, Any]:
        """What is kept beside the status, JSON-ready."""
        return self._of_status() | self._of_animals()

    def _of_status(self) -> dict[str, Any]:
        if self.status is LegalStatus.BY_PRODUCT:
            return {"tests": {str(test): words for test, words in self.tests.items()}}
        if self.status is LegalStatus.END_OF_WASTE:
            return {"act": str(self.act)}
        if self.status is not LegalStatus.WASTE:
            return {}
        return {"waste_code": read_code(self.waste_code)} | ({"is_pop": True} if self.is_pop else {})

    def _of_animals(self) -> dict[str, Any]:
        told = {"animal_category": self.animal_category, "feed_registration": self.feed_registration.strip()}
        return {name: answer for name, answer in told.items() if answer}


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a claim cannot stand, and which answer must be mended (its name in the forms)."""

    field: str
    message: str


def read_code(typed: str) -> str:
    """Six digits and the star, without blanks; empty for what is no code.

    >>> read_code("16 06 04*"), read_code("lots")
    ('160604*', '')
    """
    found = _CODE.fullmatch(typed.strip())
    return "".join(found.groups()) if found else ""


class Claimed(Protocol):
    """What a lot keeps of its holder's declaration."""

    legal_status: LegalStatus | None
    legal_answers: dict[str, Any]
    is_hazardous: bool


def claim_of(lot: Claimed) -> LegalClaim:
    """The declaration as it was made. Raises ValueError for what a register observed: nobody declared that."""
    if lot.legal_status is None:
        raise ValueError("nobody declared a legal status")
    answers = lot.legal_answers
    return LegalClaim(
        lot.legal_status,
        tests={ByProductTest(test): words for test, words in answers.get("tests", {}).items()},
        waste_code=answers.get("waste_code", ""),
        is_hazardous=lot.is_hazardous,
        act=EndOfWasteAct(answers["act"]) if "act" in answers else None,
        is_pop=bool(answers.get("is_pop")),
        animal_category=answers.get("animal_category"),
        feed_registration=answers.get("feed_registration", ""),
    )


def objections(claim: LegalClaim, *, codes: Mapping[str, WasteCodeEntry], on: date) -> list[Objection]:
    """Everything that keeps a claim from standing on a day; empty when it may be published."""
    return [*_about_animals(claim), *_about_the_status(claim, codes, on)]


def _about_animals(claim: LegalClaim) -> Iterator[Objection]:
    if claim.animal_category == 1:
        yield Objection("animal_category", _("Category 1 must be disposed of: it cannot be exchanged here."))


def _about_the_status(claim: LegalClaim, codes: Mapping[str, WasteCodeEntry], on: date) -> list[Objection]:
    if claim.status is LegalStatus.BY_PRODUCT:
        return list(_unanswered(claim))
    if claim.status is LegalStatus.WASTE:
        return list(_about_the_code(claim, codes, on))
    if claim.status is LegalStatus.END_OF_WASTE and claim.act is None:
        return [Objection("end_of_waste_act", _("Choose the act by which it ceased to be waste."))]
    return []


def _unanswered(claim: LegalClaim) -> Iterator[Objection]:
    for test in ByProductTest:
        if not claim.tests.get(test, "").strip():
            yield Objection(str(test), _("Say in a few words why the answer is yes."))


def _about_the_code(claim: LegalClaim, codes: Mapping[str, WasteCodeEntry], on: date) -> Iterator[Objection]:
    """A star makes it hazardous whatever the holder ticks; without one the holder may still declare it so."""
    code = read_code(claim.waste_code)
    if not code:
        yield Objection("waste_code", _("Six digits of the list of waste, as in 15 01 03."))
        return
    entry = next((codes[name] for name in (code, f"{code}*") if name in codes and codes[name].is_valid_on(on)), None)
    if entry is None:
        yield Objection("waste_code", _("The list of waste has no such code on that day."))
    elif entry.is_hazardous and not claim.is_hazardous:
        yield Objection("is_hazardous", _("%(code)s is hazardous waste: it must be declared so.", code=entry.spaced))
