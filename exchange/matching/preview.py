"""Who would match a listing that is not posted yet: how many, and the best three, as any member may see them."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import render_template

from exchange.accounts import queries as accounts
from exchange.accounts.models import Business, Standing
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.listings.cells import around
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.sketch import NeedSketch, OfferSketch
from exchange.matching.core.facts import Accepted, MaterialSpan, NeedFacts, OfferFacts
from exchange.matching.queries import weights
from exchange.matching.queries.ranking import Ranked, best_needs, best_offers
from exchange.web.panels import panel

SHOWN, MOST_COUNTED = 3, 50
_NOT_POSTED = "00000000-0000-0000-0000-000000000000"
"""Ties break by reference: what is not posted has none."""


@dataclass(frozen=True, slots=True)
class Would:
    """One that would match: what everybody reads of it, the haul in kilometres, points of 1000."""

    title: str
    href: str
    place: str
    distance_km: float
    score: int


@panel("offer.preview", 10)
def needs_for_sketch(sketch: OfferSketch) -> str:
    """Needs that the lot would fit. What registers saw is for facilitators and stays out."""
    return _drawn(best_needs(_offer(sketch), weights.current(), MOST_COUNTED, with_observed=False), Need)


@panel("need.preview", 10)
def offers_for_sketch(sketch: NeedSketch) -> str:
    """Lots that the need would fit."""
    return _drawn(best_offers(_need(sketch), weights.current(), MOST_COUNTED, with_observed=False), Offer)


def _drawn(ranked: Sequence[Ranked], table: type[Offer] | type[Need]) -> str:
    """Live rows follow a moment later: what was taken back just now is not told."""
    rows = sa.select(table.id, table.title, table.cell_name).join(Business, Business.id == table.business_id)
    public = table.state == ListingState.PUBLISHED, Business.standing == Standing.ACTIVE
    rows = rows.where(table.id.in_([one.id for one in ranked]), *public)
    told = {row.id: row for row in session().execute(rows)} if ranked else {}
    kinds = "needs" if table is Need else "offers"
    best = [
        Would(told[one.id].title, f"/{kinds}/{one.id}", told[one.id].cell_name, one.haul_m / 1000, one.score)
        for one in ranked
        if one.id in told
    ]
    return render_template(
        "matching/_preview.html", best=best[:SHOWN], count=len(best), is_more=len(ranked) == MOST_COUNTED, kinds=kinds
    )


def _offer(sketch: OfferSketch) -> OfferFacts:
    return OfferFacts(
        ref=_NOT_POSTED, business_ref=str(sketch.business_id), is_active=True, material=_span(sketch.material_code),
        place=around(sketch.site.place), country=sketch.site.country, delivers_within_km=sketch.delivers_within_km,
        available_from=sketch.available_from, available_until=sketch.available_until, free_kg=sketch.quantity_kg,
        minimum_kg=sketch.minimum_kg, ask_eur_per_t=sketch.ask_eur_per_t, is_negotiable=sketch.is_negotiable,
        condition=sketch.condition, legal_status=sketch.legal_status, waste_code=sketch.waste_code,
        is_hazardous=sketch.is_hazardous,
    )  # fmt: skip


def _need(sketch: NeedSketch) -> NeedFacts:
    permitted = accounts.permitted_codes([sketch.site.id], on=clock.today())
    return NeedFacts(
        ref=_NOT_POSTED, business_ref=str(sketch.business_id), is_active=True,
        accepts=tuple(accepted for code in sketch.material_codes for accepted in _accepted(code)),
        place=around(sketch.site.place), country=sketch.site.country, collects_within_km=sketch.collects_within_km,
        wanted_from=sketch.wanted_from, wanted_until=sketch.wanted_until, wanted_kg=sketch.quantity_kg,
        smallest_lot_kg=sketch.smallest_lot_kg, highest_eur_per_t=sketch.highest_eur_per_t,
        is_negotiable=sketch.is_negotiable, lowest_grade=sketch.lowest_grade,
        accepted_statuses=sketch.accepted_statuses,
        permitted_codes=permitted.get(sketch.site.id, frozenset()),
    )  # fmt: skip


def _accepted(code: str) -> list[Accepted]:
    rules = catalogue.current().substitutions_into(code)
    return [
        Accepted(_span(code)),
        *(Accepted(_span(rule.substitute_code), rule.code, rule.condition) for rule in rules),
    ]


def _span(code: str) -> MaterialSpan:
    span = catalogue.current().span(code)
    return MaterialSpan(code, span.lft, span.end)
