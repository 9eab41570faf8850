"""A holder's claim about a lot, judged on a day: every door that posts, shows again or sweeps asks here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from exchange.catalogue.core.entries import WasteCodeEntry
from exchange.kernel.trade import Country, LegalStatus
from exchange.listings.lawful.core.case import CodeSpan, LotCase, Rule
from exchange.listings.lawful.reading import rule_book
from exchange.listings.lawful.wording import refusal
from exchange.listings.legal import ByProductTest, LegalClaim, read_code

_CODES = re.compile(r"\d{2}[ .]?\d{2}[ .]?\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Objection:
    """A rule that a lot breaks. ``code`` is the waste code as the list prints it."""

    rule: Rule
    code: str = ""

    @property
    def field(self) -> str:
        """Which answer must be mended, by its name in the forms."""
        return self.rule.field

    @property
    def message(self) -> str:
        """Why, and what would make it lawful, in the language of the moment."""
        return refusal(self.rule, code=self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What else is known of a lot: its node and those above, its words, its price, its papers, where it lies."""

    materials: frozenset[str] = frozenset()
    words: str = ""
    is_free: bool = False
    has_safety_sheet: bool = False
    country: Country = Country.FR


def objections(
    claim: LegalClaim, *, codes: Mapping[str, WasteCodeEntry], on: date, told: Told | None = None
) -> list[Objection]:
    """Everything that keeps a claim from standing on a day; empty when it may be published."""
    broken = rule_book().broken(case_of(claim, told or Told(), codes), on)
    return [Objection(rule, _spaced(claim, codes, on)) for rule in broken]


def case_of(claim: LegalClaim, told: Told, codes: Mapping[str, WasteCodeEntry]) -> LotCase:
    """The lot as the rules look at it."""
    code, is_waste = read_code(claim.waste_code), claim.status is LegalStatus.WASTE
    act = str(claim.act or "")
    return LotCase(
        status=claim.status, materials=told.materials, words=told.words,
        open_tests=frozenset(str(test) for test in ByProductTest if not claim.tests.get(test, "").strip()),
        codes_typed=len(_CODES.findall(claim.waste_code)) if is_waste else 0, code=code if is_waste else "",
        codes=tuple(CodeSpan(one.is_hazardous, one.valid_from, one.valid_to) for one in _entries(code, codes)),
        is_hazardous=claim.is_hazardous, is_pop=claim.is_pop, act=act, act_since=rule_book().acts.get(act),
        animal_category=claim.animal_category, feed_registration=bool(claim.feed_registration.strip()),
        use_by=claim.use_by, is_free=told.is_free, has_safety_sheet=told.has_safety_sheet,
        is_donation_refused=bool(claim.donation_refused.strip()), country=told.country,
    )  # fmt: skip


def _entries(code: str, codes: Mapping[str, WasteCodeEntry]) -> list[WasteCodeEntry]:
    """What a typed code may mean: itself, or the hazardous entry of the same digits."""
    return [codes[name] for name in dict.fromkeys((code, f"{code}*")) if name in codes] if code else []


def _spaced(claim: LegalClaim, codes: Mapping[str, WasteCodeEntry], on: date) -> str:
    valid = (one for one in _entries(read_code(claim.waste_code), codes) if one.is_valid_on(on))
    return next((one.spaced for one in valid), claim.waste_code)
