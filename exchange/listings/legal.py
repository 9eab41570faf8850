"""What a holder declares of a lot in law (directive 2008/98, articles 3, 5 and 6). ``lawful`` judges it. Pure."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

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
    use_by: date | None = None
    """The use-by date that food for people carries; None where it carries none."""
    donation_refused: str = ""
    """Which associations declined it and when, where the law has it given away first."""

    @property
    def six_digits(self) -> str | None:
        """The code as the lot stores it; None for anything but waste."""
        return read_code(self.waste_code).rstrip("*") if self.status is LegalStatus.WASTE else None

    @property
    def answers(self) -> dict[str, Any]:
        """What is kept beside the status, JSON-ready."""
        return self._of_status() | self._told()

    def _of_status(self) -> dict[str, Any]:
        if self.status is LegalStatus.BY_PRODUCT:
            return {"tests": {str(test): words for test, words in self.tests.items()}}
        if self.status is LegalStatus.END_OF_WASTE:
            return {"act": str(self.act)}
        if self.status is not LegalStatus.WASTE:
            return {}
        return {"waste_code": read_code(self.waste_code)} | ({"is_pop": True} if self.is_pop else {})

    def _told(self) -> dict[str, Any]:
        told = {
            "animal_category": self.animal_category,
            "feed_registration": self.feed_registration.strip(),
            "use_by": self.use_by.isoformat() if self.use_by else None,
            "donation_refused": self.donation_refused.strip(),
        }
        return {name: answer for name, answer in told.items() if answer}


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
    waste_code: str | None
    is_hazardous: bool


def claim_of(lot: Claimed) -> LegalClaim:
    """The declaration as it was made. Raises ValueError for what a register observed: nobody declared that."""
    if lot.legal_status is None:
        raise ValueError("nobody declared a legal status")
    answers = lot.legal_answers
    return LegalClaim(
        lot.legal_status,
        tests={ByProductTest(test): words for test, words in answers.get("tests", {}).items()},
        waste_code=answers.get("waste_code") or lot.waste_code or "",
        is_hazardous=lot.is_hazardous,
        act=EndOfWasteAct(answers["act"]) if "act" in answers else None,
        is_pop=bool(answers.get("is_pop")),
        animal_category=answers.get("animal_category"),
        feed_registration=answers.get("feed_registration", ""),
        use_by=date.fromisoformat(answers["use_by"]) if "use_by" in answers else None,
        donation_refused=answers.get("donation_refused", ""),
    )
