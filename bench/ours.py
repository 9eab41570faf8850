"""What is measured: the exchange's own retrieval, asked as its pages and jobs ask it."""

from typing import Any
from uuid import UUID

from bench.ids import row_number
from bench.scan import MOST, Answer
from exchange.kernel.orm import session
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.queries import partners, weights

Found = list[tuple[UUID, int, int]]
"""Id of the other listing, score, metres."""


def best_offers(need: NeedFacts) -> Found:
    """The best twenty offers for a new need."""
    return _best(_all(partners.of_need(need, weights.current())))


def best_needs(offer: OfferFacts) -> Found:
    """The best twenty needs for a new offer."""
    return _best(served_needs(offer))


def served_needs(offer: OfferFacts) -> Found:
    """All needs that a new offer serves, in no order."""
    return _all(partners.of_offer(offer, weights.current()))


def ranked(found: Found) -> Answer:
    """The same by the rows' numbers, best first: to compare. Its time is not counted."""
    answer = [(row_number(id_), score, haul_m) for id_, score, haul_m in found]
    return sorted(answer, key=lambda row: (-row[1], row[0]))


def rest() -> None:
    """End the transaction of a question, as a request would."""
    session().rollback()


def _best(found: Found) -> Found:
    return sorted(found, key=lambda row: (-row[1], row[0]))[:MOST]


def _all(found: Any) -> Found:
    return list(zip(found.refs(), found.score.tolist(), found.haul_m.tolist(), strict=True))
