"""Writing the register: a line for each confirmed handover, cancelled and written anew when its weight is corrected."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.deals import queries as deals
from exchange.deals.models import Deal, Movement
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.papers import queries
from exchange.papers.models import Direction, RegisterLine
from exchange.papers.register import reading
from exchange.papers.register.lines import CANCELLED, line


def write(movement_id: UUID, direction: Direction, *, at: datetime) -> bool:
    """Bring the register to a load's confirmed weight. False when it says so already: safe to run twice.

    The load is locked first, so that two workers write one line.
    """
    load = session().scalar(sa.select(Movement).where(Movement.id == movement_id).with_for_update())
    deal = deals.whole(load.deal_id) if load else None
    dossier = queries.dossier(deal.id) if deal else None
    if load is None or deal is None or dossier is None:
        return False
    before = reading.standing(movement_id, direction)
    if before is not None and before.weight_kg == load.received_kg:
        return False
    serial = 1 if before is None else before.serial + 1
    if before is not None:
        _add(_cancelling(before, serial, at))
        serial += 1
    fresh = new_id()
    columns = line(direction, fresh, deal, load, dossier, queries.carriers(deal.id))
    _add(
        RegisterLine(
            id=fresh, business_id=_whose(deal, direction), movement_id=movement_id, direction=direction, serial=serial,
            cancels_id=None, weight_kg=load.stands_at_kg, columns=columns, at=at,
        )
    )  # fmt: skip
    return True


def _cancelling(before: RegisterLine, serial: int, at: datetime) -> RegisterLine:
    """The same line once more under the same public id, with the word that takes it back."""
    return RegisterLine(
        id=new_id(), business_id=before.business_id, movement_id=before.movement_id, direction=before.direction,
        serial=serial, cancels_id=before.id, weight_kg=before.weight_kg,
        columns={**before.columns, "reason": CANCELLED}, at=at,
    )  # fmt: skip


def _whose(deal: Deal, direction: Direction) -> UUID:
    return deal.giver_id if direction is Direction.OUTGOING else deal.taker_id


def _add(row: RegisterLine) -> None:
    session().add(row)
    session().flush()
