"""What somebody searches, read from the address: every search is a URL, and a broken one still searches."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

from exchange.kernel.numbers import BadNumber, read_bounded
from exchange.kernel.place import Place
from exchange.kernel.territory import Commune, territory
from exchange.kernel.trade import Grade, LegalStatus
from exchange.kernel.words import BadText, cleaned, folded
from exchange.listings.search.sectors import SECTIONS
from exchange.listings.search.yards import Yard

WITHIN_KM = (5, 10, 20, 50)
_LONGEST_WORDS = 200


class Kind(enum.StrEnum):
    """What is looked for."""

    OFFER = "offer"
    NEED = "need"


class Sort(enum.StrEnum):
    """What comes first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    NEAREST = "nearest"
    CHEAPEST = "cheapest"
    SAVING = "saving"


class PriceKind(enum.StrEnum):
    """How a lot is paid."""

    FREE = "free"
    PAID = "paid"
    HOLDER_PAYS = "holder_pays"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Criteria:
    """A search: words, filters, order. Sets are alternatives; empty ones do not filter."""

    kind: Kind = Kind.OFFER
    words: str = ""
    materials: tuple[str, ...] = ()
    near: Commune | Yard | None = None
    """A commune, or a site of the searcher's own company."""
    within_km: int | None = None
    communes: tuple[Commune, ...] = ()
    """Anywhere in or around these: measured by public cells, as all places in a search."""
    statuses: tuple[LegalStatus, ...] = ()
    prices: tuple[PriceKind, ...] = ()
    lowest_grade: Grade | None = None
    least_kg: Decimal | None = None
    most_kg: Decimal | None = None
    from_eur_per_t: Decimal | None = None
    to_eur_per_t: Decimal | None = None
    """Bounds of the price; below zero the holder pays. A price that is open lies in no bounds."""
    on: date | None = None
    """To be had, or wanted, on this day."""
    sectors: tuple[str, ...] = ()
    """Sections of NACE rev. 2. Whoever stays anonymous tells no sector."""
    sort: Sort = Sort.NEWEST

    @property
    def origin(self) -> Place | None:
        """Where distances are measured from."""
        return self.near.place if self.near else None

    def arguments(self) -> dict[str, Any]:
        """The search as address parameters, empty ones left out."""
        given: dict[str, Any] = {
            "kind": self.kind.value if self.kind is not Kind.OFFER else None,
            "q": self.words,
            "material": list(self.materials),
            "near": self.near.code if self.near else None,
            "within": self.within_km,
            "commune": [commune.code for commune in self.communes],
            "status": [status.value for status in self.statuses],
            "price": [price.value for price in self.prices],
            "grade": int(self.lowest_grade) if self.lowest_grade else None,
            "least_kg": f"{self.least_kg:f}" if self.least_kg else None,
            "most_kg": f"{self.most_kg:f}" if self.most_kg else None,
            "price_from": f"{self.from_eur_per_t:f}" if self.from_eur_per_t is not None else None,
            "price_to": f"{self.to_eur_per_t:f}" if self.to_eur_per_t is not None else None,
            "on": self.on.isoformat() if self.on else None,
            "sector": list(self.sectors),
            "sort": self.sort.value if self.sort is not default_sort(self.words, self.near) else None,
        }
        return {name: value for name, value in given.items() if value}

    def address(self) -> str:
        """The search as text that is the same for the same search, whatever its order: what saved searches keep."""
        kept = self.to_keep
        given = kept.without(sort=default_sort(kept.words, kept.near)).arguments()
        return urlencode(sorted(given.items()), doseq=True)

    @property
    def to_keep(self) -> "Criteria":
        """The search as it is kept for later, when nobody is signed in: measured from the town, not from the site."""
        return self.without(near=self.near.town) if isinstance(self.near, Yard) else self

    def without(self, **changes: Any) -> "Criteria":
        """The same search with some criteria changed, in the order that then is usual."""
        return replace(self, **changes)


def default_sort(words: str, near: Commune | Yard | None) -> Sort:
    """Best first for words, nearest first for a place, newest first otherwise."""
    if words:
        return Sort.RELEVANCE
    return Sort.NEAREST if near else Sort.NEWEST


def read_address(address: str, known_materials: Mapping[str, Any]) -> Criteria:
    """The search that an address of ours keeps; what the catalogue or the territory dropped meanwhile is left out."""
    return read_criteria(MultiDict(parse_qsl(address)), "en", known_materials)


def read_criteria(
    arguments: MultiDict[str, str],
    language: str,
    known_materials: Mapping[str, Any],
    yards: Mapping[str, Yard] = MappingProxyType({}),
) -> Criteria:
    """The search of an address. Unknown values are left out: an old link still finds something.

    ``yards``: by id, the sites that the searcher may measure from; typed names find them before towns.
    """
    words, near = _words(arguments.get("q", "")), _near(arguments.get("near", ""), yards)
    sort = _one(Sort, arguments.get("sort"))
    if sort is None or (sort is Sort.NEAREST and not near) or (sort is Sort.RELEVANCE and not words):
        sort = default_sort(words, near)
    within = arguments.get("within", type=int)
    return Criteria(
        kind=_one(Kind, arguments.get("kind")) or Kind.OFFER,
        words=words,
        materials=_narrowest({code for code in arguments.getlist("material") if code in known_materials}),
        near=near,
        within_km=within if near and within in WITHIN_KM else None,
        communes=_communes(arguments.getlist("commune")),
        statuses=_many(LegalStatus, arguments.getlist("status")),
        prices=_many(PriceKind, arguments.getlist("price")),
        lowest_grade=_grade(arguments.get("grade", "")),
        least_kg=_kg(arguments.get("least_kg", ""), language),
        most_kg=_kg(arguments.get("most_kg", ""), language),
        from_eur_per_t=_price(arguments.get("price_from", ""), language),
        to_eur_per_t=_price(arguments.get("price_to", ""), language),
        on=_day(arguments.get("on", "")),
        sectors=tuple(letter for letter in SECTIONS if letter in arguments.getlist("sector")),
        sort=sort,
    )


def _narrowest(codes: set[str]) -> tuple[str, ...]:
    """Without those above another: whoever goes down the tree wants less than the whole family."""
    return tuple(sorted(code for code in codes if not any(other.startswith(f"{code}.") for other in codes)))


def _words(text: str) -> str:
    try:
        return cleaned(text)[:_LONGEST_WORDS]
    except BadText:
        return ""


def _near(text: str, yards: Mapping[str, Yard]) -> Commune | Yard | None:
    typed = folded(_words(text))
    named = next((yard for yard in yards.values() if typed and typed == folded(yard.name)), None)
    return yards.get(text) or named or _commune(text)


def _commune(text: str) -> Commune | None:
    """A commune by its code, or by the name or postal code that somebody typed."""
    named = _words(text)
    if not named:
        return None
    found = territory().commune(named)
    return found or next(iter(territory().communes_named(named)), None)


def _communes(codes: list[str]) -> tuple[Commune, ...]:
    """In the territory's order, so that the same set is the same search."""
    wanted = set(codes)
    return tuple(commune for code, commune in territory().communes.items() if code in wanted)


def _one(kind: Any, text: str | None) -> Any:
    return next((member for member in kind if member.value == text), None)


def _many(kind: Any, texts: list[str]) -> tuple[Any, ...]:
    return tuple(member for member in kind if member.value in texts)


def _grade(text: str) -> Grade | None:
    return next((grade for grade in Grade if str(int(grade)) == text), None)


def _kg(text: str, language: str) -> Decimal | None:
    return _number(text, language, least=0, most=100_000_000, places=3) or None


def _price(text: str, language: str) -> Decimal | None:
    return _number(text, language, least=-100_000, most=10_000_000, places=2)


def _number(text: str, language: str, *, least: int, most: int, places: int) -> Decimal | None:
    try:
        return read_bounded(text, language, least=Decimal(least), most=Decimal(most), places=places)
    except BadNumber:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-31") else None
    except ValueError:
        return None
