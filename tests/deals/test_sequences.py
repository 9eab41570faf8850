"""Whatever sequence of verbs two sides and the clock come up with: after each one everything still adds up."""

import contextlib
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from exchange.deals import policy, queries, service
from exchange.deals.core.contract import Verb
from exchange.deals.core.movement import LoadVerb
from exchange.deals.models import Deal
from exchange.deals.service import Party
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
    "refuse_part",
    "refuse_all",
    "take_back",
    "confirm",
    "lapse",
    "silence",
)
ONWARDS: dict[Verb | LoadVerb, str] = {
    LoadVerb.CONFIRM: "confirm", Verb.ACCEPT: "accept", LoadVerb.HAND_OVER: "hand_over", LoadVerb.WEIGH: "weigh",
    LoadVerb.TAKE_BACK: "take_back",
}  # fmt: skip
AT_THE_GATE = {250: "refuse_part", 600: "refuse_all"}
"""What the taker does instead of weighing: so that refusals are reached as often as weights."""
MOVES = st.tuples(
    st.one_of(st.sampled_from(VERBS), st.just("onward")), st.integers(0, DEALS - 1), st.booleans(),
    st.sampled_from(QUANTITIES),
)  # fmt: skip
reached: Counter[str] = Counter()


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(MOVES, min_size=12, max_size=24))
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
            verb, giver = onward(acts, deals[which], giver, quantity) if verb == "onward" else (verb, giver)  # noqa: PLW2901
            move(acts, verb, deals[which], giver=giver, quantity=quantity)
            reached[verb] += 1
        broken = {name: rows for name, rows in invariants.broken().items() if rows}
        assert not broken, (verb, which, giver, quantity)
    session.rollback()
    savepoint.rollback()
    session.expunge_all()


def onward(acts: Acts, deal_id: UUID, giver: bool, quantity: int) -> tuple[str, bool]:
    """The next step towards the confirmed weight, by a side that may take it; random moves alone rarely get there."""
    deal = queries.whole(deal_id)
    assert deal is not None
    for verb, name in ONWARDS.items():
        for side in (giver, not giver):
            if may(verb, (acts.giver if side else acts.taker).business_id, deal):
                at_gate = verb is LoadVerb.WEIGH and quantity in AT_THE_GATE
                return (AT_THE_GATE[quantity], False) if at_gate else (name, side)
    return "lapse", giver


def may(verb: Verb | LoadVerb, business_id: UUID, deal: Deal) -> bool:
    if isinstance(verb, Verb):
        return policy.may(verb, business_id, deal)
    return deal.load is not None and policy.may_move(verb, business_id, deal, deal.load)


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
        case "lapse" | "silence":
            by_clock(verb, deal_id)
        case _:
            carry(acts, verb, deal, by, quantity)


def carry(acts: Acts, verb: str, deal: Deal, by: Party, quantity: int) -> None:
    match verb:
        case "hand_over":
            acts.hand_over(deal, by=by, code=deal.load.code if deal.load else "")
        case "weigh":
            acts.weigh(deal, quantity, by=by)
        case "refuse_part":
            acts.refuse(deal, Decimal(quantity) / 4, quantity, by=by)
        case "refuse_all":
            acts.refuse(deal, quantity, None, by=by)
        case "take_back":
            acts.take_back(deal, by=by)
        case "confirm":
            told_kg = deal.load.received_kg if deal.load else None
            acts.confirm(deal, told_kg or Decimal(1), by=by)


def by_clock(verb: str, deal_id: UUID) -> None:
    with unit_of_work():
        if verb == "lapse":
            service.expire(deal_id, at=MONDAY + timedelta(days=15))
        else:
            late = TUESDAY + queries.SILENCE
            _ = service.confirm_by_silence(deal_id, 1, at=late) or service.take_back_by_silence(deal_id, 1, at=late)


def test_the_sequences_above_went_all_the_way() -> None:
    """A guard against a search that only collects refusals."""
    assert all(reached[name] >= 5 for name in ONWARDS.values() if name != "take_back"), reached
    assert all(reached[name] for name in ("take_back", *AT_THE_GATE.values())), reached
