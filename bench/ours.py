"""What is measured: the exchange's own retrieval, asked as its pages and jobs ask it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from bench.ids import row_number
from bench.scan import MOST, Answer
from exchange.kernel.orm import session
from exchange.kernel.place import Place, circle_radius_m, planar_m
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.core.verdict import Verdict, rank
from exchange.matching.judging import judge
from exchange.matching.queries import facts

_NEAR = """
    SELECT id FROM {table} WHERE state IN ('published', 'observed') AND {material}
    AND (reach @> circle(CAST(:place AS point), 0) OR place <@ circle(CAST(:place AS point), :radius))
"""
_OFFERS = sa.text(_NEAR.format(table="offer", material="material <@ CAST(:spans AS int4multirange)"))
_NEEDS = sa.text(_NEAR.format(table="need", material="material @> CAST(:spans AS int4range)"))


def best_offers(need: NeedFacts) -> Answer:
    """The best twenty offers for a new need."""
    spans = ",".join(f"[{accepted.span.lft},{accepted.span.end})" for accepted in need.accepts)
    around = _around(need.place, need.collects_within_km)
    found = session().scalars(_OFFERS, {"spans": f"{{{spans}}}", **around}).all()
    offers = facts.offers(found) if found else {}
    return _answer(rank((judge(offer, need) for offer in offers.values()), Side.NEED)[:MOST], Side.NEED)


def served_needs(offer: OfferFacts, day: date) -> Answer:
    """All needs that a new offer serves."""
    span = f"[{offer.material.lft},{offer.material.end})"
    found = session().scalars(_NEEDS, {"spans": span, **_around(offer.place, offer.delivers_within_km)}).all()
    needs = facts.needs(day, found) if found else {}
    return _answer(rank((judge(offer, need) for need in needs.values()), Side.OFFER), Side.OFFER)


def best_needs(offer: OfferFacts, day: date) -> Answer:
    """The best twenty needs for a new offer."""
    return served_needs(offer, day)[:MOST]


def rest() -> None:
    """End the transaction of a question, as a request would."""
    session().rollback()


def _around(place: Place, reach_km: float) -> dict[str, object]:
    x, y = planar_m(place)
    return {"place": f"({x!r},{y!r})", "radius": circle_radius_m(place, reach_km) if reach_km else 0.01}


def _answer(verdicts: Iterable[Verdict], side: Side) -> Answer:
    return [
        (row_number(UUID(v.offer_ref if side is Side.NEED else v.need_ref)), v.score or 0, round(v.distance_km * 1000))
        for v in verdicts
    ]
