"""What the search page says around its results: filters with counts, chips."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.trade import LegalStatus
from exchange.listings import labels
from exchange.listings.search.criteria import Criteria, Kind, PriceKind, Sort
from exchange.listings.search.filters import Meant
from exchange.listings.search.queries import Facets


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a facet: what it would give, and whether it is chosen."""

    name: str
    value: str
    label: str
    count: int | None
    is_chosen: bool


def address(criteria: Criteria, **more: Any) -> str:
    """The address of a search."""
    return url_for("search.show", **{**criteria.arguments(), **more})


def heading(criteria: Criteria, total: int) -> str:
    """How many answers, in words."""
    if criteria.kind is Kind.NEED:
        return ngettext("%(num)d need to serve", "%(num)d needs to serve", total)
    return ngettext("%(num)d lot to take", "%(num)d lots to take", total)


def facets(criteria: Criteria, counts: Facets, catalogue: Catalogue, language: str) -> list[tuple[str, list[Choice]]]:
    """The groups of filters with what each choice would give."""
    families = [
        Choice("material", f.code, f.label(language), counts.families.get(f.code, 0), f.code in criteria.materials)
        for f in catalogue.families
        if counts.families.get(f.code) or f.code in criteria.materials
    ]
    finer = [
        Choice("material", code, catalogue.label(code, language), None, is_chosen=True)
        for code in criteria.materials
        if code not in {family.code for family in catalogue.families}
    ]
    prices = [
        Choice("price", kind.value, price_kind_label(kind), counts.prices[kind], kind in criteria.prices)
        for kind in PriceKind
    ]
    statuses = [
        Choice("status", s.value, labels.legal_status(s), counts.statuses.get(s, 0), s in criteria.statuses)
        for s in LegalStatus
        if criteria.kind is Kind.OFFER
    ]
    groups = [(_("Material"), finer + families), (_("Price"), prices), (_("Legal status"), statuses)]
    return [(title, choices) for title, choices in groups if choices]


def price_kind_label(kind: PriceKind) -> str:
    """How a kind of price is called."""
    return {
        PriceKind.FREE: _("Free"),
        PriceKind.PAID: _("At a price"),
        PriceKind.HOLDER_PAYS: _("Holder pays"),
        PriceKind.OPEN: _("To be discussed"),
    }[kind]


def chips(criteria: Criteria, catalogue: Catalogue, language: str) -> list[tuple[str, str]]:
    """Each filter in force with the address of the search without it."""
    chips = [
        (catalogue.label(code, language), criteria.without(materials=tuple(c for c in criteria.materials if c != code)))
        for code in criteria.materials
    ]
    chips += [
        (price_kind_label(kind), criteria.without(prices=tuple(p for p in criteria.prices if p is not kind)))
        for kind in criteria.prices
    ]
    chips += [
        (labels.legal_status(s), criteria.without(statuses=tuple(o for o in criteria.statuses if o is not s)))
        for s in criteria.statuses
    ]
    if criteria.near:
        chips.append((_("Near %(town)s", town=criteria.near.name), criteria.without(near=None, within_km=None)))
    chips += [
        (town.name, criteria.without(communes=tuple(other for other in criteria.communes if other is not town)))
        for town in criteria.communes
    ]
    return [(label, address(search)) for label, search in chips]


def meanings(criteria: Criteria, meanings: list[Meant], catalogue: Catalogue, language: str) -> list[tuple[str, str]]:
    """Materials that the words may mean, each with the search under it alone."""
    return [
        (catalogue.label(one.code, language), address(criteria.without(words="", materials=(one.code,))))
        for one in meanings
        if one.code not in criteria.materials
    ]


def sorts(criteria: Criteria) -> list[tuple[str, str, bool]]:
    """The orders that make sense for this search: value, label, chosen."""
    labels = {
        Sort.RELEVANCE: _("Best answer") if criteria.words else "",
        Sort.NEWEST: _("Newest"),
        Sort.NEAREST: _("Nearest") if criteria.near else "",
        Sort.CHEAPEST: _("Cheapest"),
    }
    return [(sort.value, label, sort is criteria.sort) for sort, label in labels.items() if label]
