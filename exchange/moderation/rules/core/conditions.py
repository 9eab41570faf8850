"""What a rule may ask of a posting, and the evidence that a condition is met."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from exchange.kernel.words import folded


class ConditionKind(StrEnum):
    """What is looked at."""

    WORDS = "words"
    MATERIAL = "material"
    STATUS = "status"
    PRICE_OUTLIER = "price_outlier"
    QUANTITY_ABOVE = "quantity_above"
    COMPANY_YOUNGER = "company_younger"
    FEWER_DEALS = "fewer_deals"
    LINKS = "links"
    CONTACTS = "contacts"
    SAME_TEXT = "same_text"
    SAME_PHOTO = "same_photo"


COPIES = {ConditionKind.SAME_TEXT, ConditionKind.SAME_PHOTO}
"""Looked up for each listing by itself."""
WITHOUT_VALUE = {ConditionKind.LINKS, ConditionKind.CONTACTS, ConditionKind.SAME_PHOTO}
LEAST_PRICES = 3
"""Fewer deals than these tell no usual price."""
MOST_SHOWN = 5
"""Of words, links or likenesses that were found, as many are kept as evidence."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of a rule. ``value`` in canonical form: words separated by «;», codes, plain numbers."""

    kind: ConditionKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another listing that says or shows nearly the same. ``percent`` of it, 100 the very same."""

    listing_id: UUID
    kind: str
    title: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A listing as rules look at it, with what was known at the moment at which they look."""

    listing_id: UUID
    is_offer: bool
    words: str
    """Title, description and composition, as typed."""
    materials: frozenset[str] = frozenset()
    """The accepted nodes and all above them."""
    statuses: frozenset[str] = frozenset()
    price_eur_per_t: Decimal | None = None
    usual_eur_per_t: tuple[Decimal, ...] = ()
    """Prices of the recent deals of the same material."""
    quantity_kg: Decimal = Decimal(0)
    company_days: int = 0
    company_deals: int = 0
    same_texts: tuple[Likeness, ...] = ()
    same_photos: tuple[Likeness, ...] = ()


Evidence = dict[str, Any]
"""What was found, JSON-ready: the condition's kind under «kind» and its findings."""

_LINK = re.compile(
    r"(?:https?://|www\.)\S{2,80}|(?<![\w@.])[a-z0-9-]{2,40}\.(?:com|fr|be|nl|net|org|eu|io|info|biz|shop)(?![\w.])"
)
_MAIL = re.compile(r"[\w.+-]{1,60}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,60}(?:\.|\(dot\))[a-z]{2,10}")
_PHONE = re.compile(r"(?<![\d,.])(?:\+\d{2}|00\d{2}|0)(?:[ ./-]{0,2}(?:\(0\))?\d){8,10}(?![\d])")


def evidence(condition: Condition, posting: Posting) -> Evidence | None:
    """What meets a condition; None where nothing does."""
    found = _FINDERS[condition.kind](condition.value, posting)
    return None if found is None else {"kind": str(condition.kind), **found}


def words_in(listed: str, text: str) -> list[str]:
    """Those of some words or phrases that a text has, in the order listed; «amiant*» meets whatever begins so.

    >>> words_in("cafe; the*", "Drêches de CAFÉ, thé vert")
    ['cafe', 'the*']
    """
    plain = " ".join(folded(text).split())
    return [word for word in split_words(listed) if _pattern(word).search(plain)]


def split_words(listed: str) -> list[str]:
    """Words and phrases as they were separated by semicolons, commas or line ends; each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[;,\n]", listed))
    return list(dict.fromkeys(part for part in parts if part.strip("* ")))


def links_in(text: str) -> list[str]:
    """Addresses of pages, as written."""
    return _LINK.findall(text.lower())


def contacts_in(text: str) -> list[str]:
    """Mail addresses and telephone numbers, as written."""
    return [*_MAIL.findall(text.lower()), *(match.group().strip() for match in _PHONE.finditer(text))]


def median(prices: tuple[Decimal, ...]) -> Decimal:
    """The middle one; of two in the middle their mean. Raises IndexError for none."""
    ranked, half = sorted(prices), len(prices) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def _pattern(word: str) -> re.Pattern[str]:
    end = "" if word.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(folded(word.rstrip('*')))}{end}")


def _found(name: str, things: list[Any]) -> Evidence | None:
    return {name: things[:MOST_SHOWN]} if things else None


def _price(value: str, posting: Posting) -> Evidence | None:
    """Only prices above zero have a usual one that can be multiplied."""
    if posting.price_eur_per_t is None or len(posting.usual_eur_per_t) < LEAST_PRICES:
        return None
    usual, times = median(posting.usual_eur_per_t), Decimal(value)
    if usual <= 0 or usual / times <= posting.price_eur_per_t <= usual * times:
        return None
    return {"price": str(posting.price_eur_per_t), "usual": str(round(usual, 2)), "deals": len(posting.usual_eur_per_t)}


def _alike(found: tuple[Likeness, ...], least: int) -> Evidence | None:
    near = [one for one in found if one.percent >= least]
    told = [{"id": str(one.listing_id), "of": one.kind, "title": one.title, "percent": one.percent} for one in near]
    return _found("alike", told)


_FINDERS: Mapping[ConditionKind, Callable[[str, Posting], Evidence | None]] = {
    ConditionKind.WORDS: lambda value, one: _found("words", words_in(value, one.words)),
    ConditionKind.MATERIAL: lambda value, one: {"material": value} if value in one.materials else None,
    ConditionKind.STATUS: lambda value, one: {"status": value} if value in one.statuses else None,
    ConditionKind.PRICE_OUTLIER: _price,
    ConditionKind.QUANTITY_ABOVE: lambda value, one: (
        {"quantity_kg": str(one.quantity_kg)} if one.quantity_kg > Decimal(value) else None
    ),
    ConditionKind.COMPANY_YOUNGER: lambda value, one: (
        {"days": one.company_days} if one.company_days < int(value) else None
    ),
    ConditionKind.FEWER_DEALS: lambda value, one: (
        {"deals": one.company_deals} if one.company_deals < int(value) else None
    ),
    ConditionKind.LINKS: lambda _value, one: _found("links", links_in(one.words)),
    ConditionKind.CONTACTS: lambda _value, one: _found("contacts", contacts_in(one.words)),
    ConditionKind.SAME_TEXT: lambda value, one: _alike(one.same_texts, int(value)),
    ConditionKind.SAME_PHOTO: lambda _value, one: _alike(one.same_photos, 0),
}
