"""Doors of the search."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from exchange.catalogue import queries as catalogue_queries
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel import clock
from exchange.kernel.territory import territory
from exchange.kernel.words import folded
from exchange.listings.map.shown import places
from exchange.listings.partners.queries import shown_first
from exchange.listings.saved.queries import saved_as
from exchange.listings.search import queries, shown
from exchange.listings.search.cards import Card, card, marked
from exchange.listings.search.criteria import WITHIN_KM, Criteria, Sort, read_criteria
from exchange.listings.search.facets import Facets, facets
from exchange.listings.search.filters import Meant, conditions, hints, meant, table_of
from exchange.listings.search.near import merged, near
from exchange.listings.search.totals import Cluster, clusters
from exchange.listings.search.yards import own_yards
from exchange.web import copying
from exchange.web.answers import page_or_part, wants_part
from exchange.web.audiences import Audience, open_to
from exchange.web.languages import current_language
from exchange.web.visitor import acting_business, visitor

bp = Blueprint("search", __name__)


@bp.get("/search")
@open_to(Audience.ANYONE)
def show() -> ResponseReturnValue:
    """What is to be had or wanted: results, filters with exact counts, map. The address is the whole search."""
    copying.note_search()
    catalogue, language = catalogue_queries.current(), current_language()
    yards = own_yards()
    criteria = read_criteria(request.args, language, catalogue.materials, yards)
    meanings = meant(catalogue, criteria.words, language)
    counts = facets(criteria, catalogue, meanings, [code for code, _depth in shown.nodes(criteria, catalogue)])
    return page_or_part(
        "listings/search/show.html",
        "listings/search/_results.html",
        criteria=criteria,
        counts=counts,
        heading=shown.heading(criteria, counts),
        is_part=wants_part(),
        **_found(criteria, catalogue, meanings, counts),
        **_filters(criteria, catalogue, counts),
        sites=shown.yards(criteria, yards.values()),
    )


def _found(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], counts: Facets) -> dict[str, Any]:
    """The page of answers and its map; with few of them what comes close, and help with the words."""
    language, after, answers = current_language(), request.args.get("after"), counts.total
    found = queries.page(criteria, catalogue, meanings, after, answers)
    close = near(criteria, catalogue, meanings, language) if answers < queries.PAGE_SIZE and not after else []
    is_mixed = bool(found.rows and close) and criteria.sort is Sort.RELEVANCE
    better = catalogue.corrected(criteria.words) if criteria.words else None
    return {
        "cards": marked(merged(found.rows, close) if is_mixed else found.rows, catalogue, language),
        "is_mixed": is_mixed,
        "first": _first(criteria, catalogue, meanings),
        "near": [] if is_mixed else [card(hit, catalogue, language) for hit in close],
        "correction": (better, shown.address(criteria.without(words=better))) if better else None,
        "meanings": shown.meanings(criteria, hints(catalogue, criteria.words, language), catalogue, language),
        "places": places(criteria, _clusters(criteria, catalogue, meanings, counts)),
        "next_href": shown.address(criteria, after=found.next_cursor) if found.next_cursor else None,
        "first_href": shown.address(criteria) if after else None,
    }


def _clusters(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], counts: Facets) -> Sequence[Cluster]:
    if counts.is_more or counts.clusters is not None:
        return counts.clusters or []
    return clusters(criteria, catalogue, meanings)


def _first(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant]) -> list[Card]:
    """What partners show the searcher before everyone; apart from the answers and in none of their counts."""
    business = acting_business()
    if business is None or request.args.get("after"):
        return []
    named = conditions(criteria, catalogue, meanings)
    where = [test for name, test in named.items() if name != "state"]
    hits = shown_first(table_of(criteria.kind), where, business.id, clock.today())
    return [card(hit, catalogue, current_language()) for hit in hits]


def _filters(criteria: Criteria, catalogue: Catalogue, counts: Facets) -> dict[str, Any]:
    """What narrows the search down, and what is kept of it."""
    return {
        "groups": shown.groups(criteria, counts, catalogue, current_language()),
        "grades": shown.grades(criteria, counts),
        "sectors": shown.chosen_sectors(criteria),
        "chips": shown.chips(criteria, catalogue, current_language()),
        "sorts": shown.sorts(criteria),
        "within_km": WITHIN_KM,
        "communes": sorted((c for c in territory().communes.values() if c.inside), key=lambda c: folded(c.name)),
        "kept": saved_as(visitor().person_id, criteria),
    }
