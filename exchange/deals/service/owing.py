"""What a load costs, written down with its arithmetic; nothing that was written is changed."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa

from exchange.deals import queries
from exchange.deals.core import settlement
from exchange.deals.core.quality import percent_of_price
from exchange.deals.core.settlement import MoneyLine
from exchange.deals.models import Deal, Movement, SettlementLine
from exchange.kernel.orm import session


def owe(deal: Deal, load: Movement, *, at: datetime) -> None:
    """The lines of a load whose weight counts now: price times accepted mass."""
    _write(load.id, lines_of(deal, load), None, at=at)


def lines_of(deal: Deal, load: Movement) -> list[MoneyLine]:
    """What a load costs as it was told: price times accepted mass, and what the agreed bands make of it."""
    terms, percent = deal.current, _percent(deal, load)
    return settlement.accepted(load.stands_at_kg, terms.price_eur_per_t, percent, terms.price_for_all)


def standing_lines(deal: Deal, load: Movement) -> Sequence[MoneyLine | SettlementLine]:
    """What counts by now: the lines that were written with the weight and by claims, or would be written."""
    return queries.settlement(load.id) or lines_of(deal, load)


def standing_eur(deal: Deal, load: Movement) -> Decimal:
    """What counts by now, in euro. Positive: the taker pays the giver."""
    return sum((line.amount_eur for line in standing_lines(deal, load)), Decimal(0))


def _percent(deal: Deal, load: Movement) -> Decimal:
    return percent_of_price(deal.current.bands_read, load.measured)


def owe_claimed(
    deal: Deal, load: Movement, claim_id: UUID, *, difference_kg: Decimal, compensation_eur: Decimal, at: datetime
) -> None:
    """The compensating lines of a claim. ``compensation_eur``: positive to the giver, negative to the taker."""
    price = deal.current.price_eur_per_t
    _write(load.id, settlement.claimed(difference_kg, price, _percent(deal, load), compensation_eur), claim_id, at=at)


def _write(movement_id: UUID, lines: Sequence[MoneyLine], claim_id: UUID | None, *, at: datetime) -> None:
    count = sa.select(sa.func.count()).where(SettlementLine.movement_id == movement_id)
    written = session().scalar(count) or 0
    for number, line in enumerate(lines, written + 1):
        session().add(
            SettlementLine(
                movement_id=movement_id, number=number, kind=line.kind, quantity_kg=line.quantity_kg,
                price_eur_per_t=line.price_eur_per_t, percent=line.percent, amount_eur=line.amount_eur,
                claim_id=claim_id, at=at,
            )
        )  # fmt: skip
