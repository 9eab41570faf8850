"""A company's handovers as impact knows them: its half of the figures, the whole of the kilograms."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.deals import queries
from exchange.deals.models import Deal, Movement
from exchange.impact import queries as impact
from exchange.listings.models import Need, Offer

FEWEST_SHOWN = 3
"""Below that, strangers would read a single load out of the figures."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Shares of both sides sum to the territory's figures. Euro are told to the company alone."""

    total: impact.Total
    sold_eur: Decimal
    """What others owed for what it gave, quality and claims included; below zero: it paid to have it taken."""
    bought_eur: Decimal


def own(business_id: UUID) -> Credit:
    """All that the company handed over and took over."""
    given, taken = _loads(Deal.giver_id == business_id), _loads(Deal.taker_id == business_id)
    shares = impact.giver_share(given) + impact.taker_share(taken)
    return Credit(shares, queries.settled_eur(given), queries.settled_eur(taken))


def public(business_id: UUID) -> impact.Total | None:
    """The figures of dealings in which the company's name was public; None while they are too few to show."""
    given = _loads(Deal.giver_id == business_id, ~Offer.is_anonymous)
    taken = _loads(Deal.taker_id == business_id, ~sa.func.coalesce(Need.is_anonymous, sa.false()))
    total = impact.giver_share(given) + impact.taker_share(taken)
    return total if total.handovers >= FEWEST_SHOWN else None


def _loads(*only: Any) -> sa.Select[UUID]:
    joined = sa.select(Movement.id).join(Deal, Deal.id == Movement.deal_id).join(Offer, Offer.id == Deal.offer_id)
    return joined.outerjoin(Need, Need.id == Deal.need_id).where(*only)
