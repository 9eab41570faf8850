"""What the search page says around its results: filters with counts, chips."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings import labels
from exchange.listings.search import sectors
from exchange.listings.search.criteria import Criteria, Kind, PriceKind, Sort, default_sort
from exchange.listings.search.facets import Facets
from exchange.listings.search.filters import Meant
from exchange.listings.search.yards import Yard
from exchange.web import formats


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a facet: what it would give, and whether it is chosen."""

    name: str
    value: str
    label: str
    count: int | None
    is_chosen: bool
    depth: int = 0


def address(criteria: Criteria, **more: Any) -> str:
    """The address of a search."""
    return url_for("search.show", **{**criteria.arguments(), **more})


def heading(criteria: Criteria, counts: Facets) -> str:
    """How many answers, in words."""
    total = counts.total
    if counts.is_more:
        return _("More than %(number)s answers", number=formats.number(Decimal(total), 0))
    if criteria.kind is Kind.NEED:
        return ngettext("%(num)d need to serve", "%(num)d needs to serve", total)
    return ngettext("%(num)d lot to take", "%(num)d lots to take", total)


def nodes(criteria: Criteria, catalogue: Catalogue) -> list[tuple[str, int]]:
    """The tree of materials as it unfolds, each node with its depth: families, and what hangs under chosen nodes."""
    unfolded = {node.code for code in criteria.materials for node in catalogue.path(code)}
    upcoming = [(family, 0) for family in reversed(catalogue.families)]
    found = []
    while upcoming:
        node, depth = upcoming.pop()
        found.append((node.code, depth))
        if node.code in unfolded:
            upcoming += [(child, depth + 1) for child in reversed(catalogue.children(node.code))]
    return found


def groups(criteria: Criteria, counts: Facets, catalogue: Catalogue, language: str) -> list[tuple[str, list[Choice]]]:
    """The groups of filters with what each choice would give; materials that would give nothing are left out."""
    materials = [
        Choice("material", code, catalogue.label(code, language), _told(counts, counts.materials, code), chosen, depth)
        for code, depth in nodes(criteria, catalogue)
        if (chosen := code in criteria.materials) or counts.materials.get(code) or not counts.is_known
    ]
    prices = [
        Choice("price", kind.value, price_kind_label(kind), _told(counts, counts.prices, kind), kind in criteria.prices)
        for kind in PriceKind
    ]
    statuses = [
        Choice("status", s.value, labels.legal_status(s), _told(counts, counts.statuses, s), s in criteria.statuses)
        for s in LegalStatus
        if criteria.kind is Kind.OFFER
    ]
    found = [(_("Material"), materials), (_("Price"), prices), (_("Legal status"), statuses)]
    return [(title, choices) for title, choices in found if choices]


def grades(criteria: Criteria, counts: Facets) -> list[Choice]:
    """Conditions to ask for, each with how many lots are at least so good or how many needs take that."""
    return [
        Choice("grade", str(int(grade)), labels.grade(grade), _told(counts, counts.grades, grade), is_chosen)
        for grade in Grade
        for is_chosen in [grade is criteria.lowest_grade]
    ]


def _told(counts: Facets, of_facet: Mapping[Any, int], value: Any) -> int | None:
    """What a choice would give; None where there was too much to count."""
    return of_facet.get(value, 0) if counts.is_known else None


def chosen_sectors(criteria: Criteria) -> list[Choice]:
    """Sectors of those who say who they are."""
    return [
        Choice("sector", section, sectors.label(section), None, section in criteria.sectors)
        for section in sectors.SECTIONS
    ]


def yards(criteria: Criteria, own: Iterable[Yard]) -> list[tuple[str, str, bool]]:
    """The searcher's own sites: name, the search measured from there, whether it is."""
    return [
        (
            yard.name,
            address(criteria.without(near=yard, sort=default_sort(criteria.words, yard))),
            yard == criteria.near,
        )
        for yard in own
    ]


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
    chips += [
        (sectors.label(one), criteria.without(sectors=tuple(o for o in criteria.sectors if o != one)))
        for one in criteria.sectors
    ]
    chips += [(label, criteria.without(**{name: None})) for name, label in bounds(criteria)]
    if criteria.near:
        chips.append((_("Near %(town)s", town=criteria.near.name), criteria.without(near=None, within_km=None)))
    chips += [
        (town.name, criteria.without(communes=tuple(other for other in criteria.communes if other is not town)))
        for town in criteria.communes
    ]
    return [(label, address(search)) for label, search in chips]


def bounds(criteria: Criteria) -> list[tuple[str, str]]:
    """Each bound in force by the name of its criterion, in words."""
    told = {
        "lowest_grade": criteria.lowest_grade and _("%(grade)s at least", grade=labels.grade(criteria.lowest_grade)),
        "least_kg": criteria.least_kg and _("%(mass)s at least", mass=formats.mass(criteria.least_kg)),
        "most_kg": criteria.most_kg and _("%(mass)s at most", mass=formats.mass(criteria.most_kg)),
        "from_eur_per_t": criteria.from_eur_per_t is not None
        and _("From %(price)s", price=_bound(criteria.from_eur_per_t)),
        "to_eur_per_t": criteria.to_eur_per_t is not None
        and _("Up to %(price)s", price=_bound(criteria.to_eur_per_t)),
        "on": criteria.on and _("On %(day)s", day=formats.day(criteria.on)),
    }
    return [(name, label) for name, label in told.items() if label]


def _bound(price: Decimal) -> str:
    """A bound as it was typed: below zero the holder pays."""
    return _("%(euro)s €/t", euro=formats.euro(price))


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
        Sort.CHEAPEST: _("Cheapest") if criteria.kind is Kind.OFFER else _("Pays best"),
        Sort.SAVING: _("Spares most CO₂e") if criteria.kind is Kind.OFFER else "",
    }
    return [(sort.value, label, sort is criteria.sort) for sort, label in labels.items() if label]
