"""Every figure ever published comes out again from what was kept with it."""

from decimal import Decimal
from itertools import groupby
from operator import attrgetter

import sqlalchemy as sa

from exchange.impact.core.basis import read
from exchange.impact.core.corrections import NOTHING, Ends, step
from exchange.impact.models import ImpactRecord
from exchange.kernel.invariants import invariant
from exchange.kernel.orm import session

_AT_ONCE = 1000


@invariant("each impact figure comes out again from the factors of its day")
def figures_that_do_not_recompute() -> list[str]:
    """Rows whose figures differ from the reckoning on their own basis; nothing is read from today's catalogue."""
    rows = sa.select(ImpactRecord).where(ImpactRecord.basis.is_not(None))
    in_order = rows.order_by(ImpactRecord.handover_id, ImpactRecord.number).execution_options(yield_per=_AT_ONCE)
    of_one = groupby(session().scalars(in_order), key=attrgetter("handover_id"))
    return [
        f"handover {row.handover_id}, row {row.number}: {_told(row)} is kept, {again} comes out"
        for _, rows_of_one in of_one
        for row, again in _again(list(rows_of_one))
        if _told(row) != again
    ]


def _again(rows: list[ImpactRecord]) -> list[tuple[ImpactRecord, Ends | None]]:
    before_kg, found = NOTHING, []
    for row in rows:
        after_kg = before_kg + row.mass_kg
        found.append((row, step(read(row.basis or {}), before_kg, after_kg)))
        before_kg = after_kg
    return found


def _told(row: ImpactRecord) -> Ends | None:
    ends = row.low_kgco2e, row.central_kgco2e, row.high_kgco2e
    known: list[Decimal] = [end for end in ends if end is not None]
    return Ends(*known) if len(known) == len(ends) else None
