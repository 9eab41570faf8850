"""Whatever sequence of verbs two sides and the clock come up with: after each one everything still adds up."""

import contextlib
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from exchange.deals import queries, service
from exchange.kernel import invariants
from exchange.kernel.refusals import Refusal
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals.acts import TUESDAY, Acts
from tests.makers import MONDAY

DEALS = 3
QUANTITIES = (1, 250, 400, 600, 1000)
VERBS = (
    "counter",
    "accept",
    "decline",
    "withdraw",
    "cancel",
    "slot",
    "hand_over",
    "weigh",
    "confirm",
    "lapse",
    "silence",
)
MOVES = st.tuples(
    st.sampled_from(VERBS), st.integers(0, DEALS - 1), st.booleans(), st.sampled_from(QUANTITIES)
)  # fmt: skip


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, min_size=6, max_size=14))
def test_after_every_move_stock_terms_and_journal_add_up(
    acts: Acts, session: Session, moves: list[tuple[str, int, bool, int]]
) -> None:
    session.commit()
    connection = session.connection()
    assert isinstance(connection, sa.Connection)
    session.rollback()
    savepoint = connection.begin_nested()
    deals = [acts.propose(quantity).id for quantity in (400, 600, 1000)]
    for verb, which, giver, quantity in moves:
        with contextlib.suppress(Refusal):
            move(acts, verb, deals[which], giver=giver, quantity=quantity)
        broken = {name: rows for name, rows in invariants.broken().items() if rows}
        assert not broken, (verb, which, giver, quantity)
    session.rollback()
    savepoint.rollback()
    session.expunge_all()


def move(acts: Acts, verb: str, deal_id: UUID, *, giver: bool, quantity: int) -> None:
    deal, by = queries.whole(deal_id), acts.giver if giver else acts.taker
    assert deal is not None
    match verb:
        case "counter":
            acts.counter(deal, quantity, by=by)
        case "accept":
            acts.accept(deal, by=by)
        case "decline" | "withdraw" | "cancel":
            acts.end(verb, deal, by)
        case "slot":
            acts.propose_slot(deal, by=by)
        case "hand_over":
            acts.hand_over(deal, by=by, code=deal.load.code if deal.load else "")
        case "weigh":
            acts.weigh(deal, quantity, by=by)
        case "confirm":
            told_kg = deal.load.received_kg if deal.load else None
            acts.confirm(deal, told_kg or Decimal(1), by=by)
        case _:
            by_clock(verb, deal_id)


def by_clock(verb: str, deal_id: UUID) -> None:
    with unit_of_work():
        if verb == "lapse":
            service.expire(deal_id, at=MONDAY + timedelta(days=15))
        else:
            service.confirm_by_silence(deal_id, at=TUESDAY + queries.SILENCE)
