"""What is measured: the exchange's own retrieval, asked as its pages and jobs ask it."""

from uuid import UUID

from bench.ids import row_number
from bench.scan import MOST, Answer
from exchange.kernel.orm import session
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.weights import Weights
from exchange.matching.queries import partners, ranking

Found = list[tuple[UUID, int, int]]
"""Id of the other listing, score, metres."""


def best_offers(need: NeedFacts, weights: Weights) -> Found:
    """The best twenty offers for a new need."""
    return _told(ranking.best_offers(need, weights, MOST))


def best_needs(offer: OfferFacts, weights: Weights) -> Found:
    """The best twenty needs for a new offer."""
    return _told(ranking.best_needs(offer, weights, MOST))


def served_needs(offer: OfferFacts, weights: Weights) -> Found:
    """All needs that a new offer serves, in no order."""
    found = partners.of_offer(offer, weights)
    return list(zip(found.refs(), found.score.tolist(), found.haul_m.tolist(), strict=True))


def as_ranked(found: Found) -> Answer:
    """The same by the rows' numbers, in the order given: to compare. Its time is not counted."""
    return [(row_number(id_), score, haul_m) for id_, score, haul_m in found]


def best_first(found: Found) -> Answer:
    """The same for what comes in no order: by points, ties by id."""
    return sorted(as_ranked(found), key=lambda row: (-row[1], row[0]))


def rest() -> None:
    """End the transaction in which the questions of a set were asked."""
    session().rollback()


def _told(ranked: list[ranking.Ranked]) -> Found:
    return [(one.id, one.score, one.haul_m) for one in ranked]
