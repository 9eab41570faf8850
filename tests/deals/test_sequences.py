"""Whatever two sides, the clock, the lot's holder and moderators come up with: after each move everything adds up."""

import contextlib
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from exchange.deals import policy, queries, service
from exchange.deals.core.contract import Verb
from exchange.deals.core.movement import LoadVerb
from exchange.deals.models import Deal
from exchange.deals.service import Party
from exchange.journal.models import JournalEntry
from exchange.kernel import invariants
from exchange.kernel.refusals import Refusal
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import following, stock
from exchange.listings import service as listings
from exchange.listings.models import Account, Cause
from exchange.notices.models import Notice
from tests.deals.acts import FRIDAY, TUESDAY, Acts
from tests.deals.states import LONG_AFTER
from tests.makers import MONDAY

DEALS = 3
QUANTITIES = (1, 250, 400, 600, 1000)
BY_SIDES = (
    "counter", "accept", "decline", "withdraw", "cancel", "slot", "hand_over", "weigh", "confirm", "ask_hold",
    "grant_hold", "refuse_hold", "ask_longer", "extend_hold", "release_hold",
)  # fmt: skip
BY_CLOCK = ("lapse", "silence", "hold_over", "follow_stock")
ON_THE_LOT = ("more", "less", "pause", "resume", "withdraw_lot", "reject", "publish")
ONWARDS: dict[Verb | LoadVerb, str] = {
    LoadVerb.CONFIRM: "confirm", Verb.ACCEPT: "accept", LoadVerb.HAND_OVER: "hand_over", LoadVerb.WEIGH: "weigh",
}  # fmt: skip
MOVES = st.tuples(
    st.one_of(st.sampled_from(BY_SIDES + BY_CLOCK), st.sampled_from(ON_THE_LOT), st.just("onward")),
    st.integers(0, DEALS - 1), st.booleans(), st.sampled_from(QUANTITIES),
)  # fmt: skip
Moves = list[tuple[str, int, bool, int]]
QUIETLY = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
reached: Counter[str] = Counter()


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=QUIETLY)
@given(moves=st.lists(MOVES, min_size=12, max_size=24))
def test_after_every_move_stock_terms_and_journal_add_up(acts: Acts, session: Session, moves: Moves) -> None:
    play(acts, session, moves)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=QUIETLY)
@given(moves=st.lists(MOVES, min_size=40, max_size=50))
def test_after_ten_thousand_moves_everything_adds_up(acts: Acts, session: Session, moves: Moves) -> None:
    play(acts, session, moves)


def play(acts: Acts, session: Session, moves: Moves) -> None:
    """Three deals on one lot; every move is judged, and all of it is undone at the end."""
    session.commit()
    connection = session.connection()
    assert isinstance(connection, sa.Connection)
    session.rollback()
    savepoint = connection.begin_nested()
    deals = [acts.propose(quantity).id for quantity in (400, 600, 1000)]
    for name, which, giver, quantity in moves:
        before = steps(session, deals)
        with contextlib.suppress(Refusal):
            verb, side = onward(acts, deals[which], giver) if name == "onward" else (name, giver)
            move(acts, verb, deals[which], giver=side, quantity=quantity)
            reached[verb] += 1
        ensure_told(session, acts, before, steps(session, deals))
        broken = {name: rows for name, rows in invariants.broken().items() if rows}
        assert not broken, (name, which, giver, quantity)
    session.rollback()
    savepoint.rollback()
    session.expunge_all()


def steps(session: Session, deals: list[UUID]) -> dict[UUID, int]:
    session.rollback()
    return dict(session.execute(sa.select(Deal.id, Deal.steps).where(Deal.id.in_(deals))).tuples().all())


def ensure_told(session: Session, acts: Acts, before: dict[UUID, int], after: dict[UUID, int]) -> None:
    """Each step that was taken is one line of the journal, and everybody but who took it was told, once."""
    everybody = {acts.giver.person_id, acts.taker.person_id}
    for deal_id, count in after.items():
        for step in range(before[deal_id] + 1, count + 1):
            line = sa.select(JournalEntry.person_id).where(
                JournalEntry.subject_id == deal_id, JournalEntry.details["step"].as_integer() == step
            )
            (by,) = session.scalars(line)
            told = sa.select(Notice.person_id).where(Notice.dedupe_key == f"deal:{deal_id}:{step}")
            assert sorted(session.scalars(told)) == sorted(everybody - {by}), (deal_id, step)


def onward(acts: Acts, deal_id: UUID, giver: bool) -> tuple[str, bool]:
    """The next step towards the confirmed weight, by a side that may take it; random moves alone rarely get there."""
    deal = queries.whole(deal_id)
    assert deal is not None
    for verb, name in ONWARDS.items():
        for side in (giver, not giver):
            if may(verb, (acts.giver if side else acts.taker).business_id, deal):
                return name, side
    return "lapse", giver


def may(verb: Verb | LoadVerb, business_id: UUID, deal: Deal) -> bool:
    if isinstance(verb, Verb):
        return policy.may(verb, business_id, deal)
    return deal.load is not None and policy.may_move(verb, business_id, deal, deal.load)


def move(acts: Acts, verb: str, deal_id: UUID, *, giver: bool, quantity: int) -> None:
    deal = queries.whole(deal_id)
    assert deal is not None
    if verb in BY_SIDES:
        by_side(acts, verb, deal, acts.giver if giver else acts.taker, quantity)
    elif verb == "follow_stock":
        acts.follow_stock()
    elif verb in BY_CLOCK:
        by_clock(verb, deal_id)
    else:
        on_the_lot(acts, verb, quantity)


def by_side(acts: Acts, verb: str, deal: Deal, by: Party, quantity: int) -> None:
    """What a side can do, with whatever it takes to be let."""
    load, later = deal.load, FRIDAY + timedelta(days=1 + quantity % 7)
    calls: dict[str, Callable[[], object]] = {
        "counter": lambda: acts.counter(deal, quantity, by=by),
        "accept": lambda: acts.accept(deal, by=by),
        "slot": lambda: acts.propose_slot(deal, by=by),
        "hand_over": lambda: acts.hand_over(deal, by=by, code=load.code if load else ""),
        "weigh": lambda: acts.weigh(deal, quantity, by=by),
        "confirm": lambda: acts.confirm(deal, (load.received_kg if load else None) or Decimal(1), by=by),
        "ask_hold": lambda: acts.ask_hold(deal, by=by),
        "ask_longer": lambda: service.ask_longer(deal.id, later, by=by, at=MONDAY),
        "extend_hold": lambda: service.extend_hold(deal.id, later, by=by, at=MONDAY),
        **{verb: partial(acts.end, verb, deal, by) for verb in ("decline", "withdraw", "cancel")},
    }
    plain = partial(getattr(service, verb, acts.end), deal.id, by=by, at=MONDAY)
    with unit_of_work():
        calls.get(verb, plain)()


def by_clock(verb: str, deal_id: UUID) -> None:
    with unit_of_work():
        if verb == "lapse":
            service.expire(deal_id, at=MONDAY + timedelta(days=15))
        elif verb == "hold_over":
            service.lapse_hold(deal_id, at=LONG_AFTER)
        else:
            service.confirm_by_silence(deal_id, 1, at=TUESDAY + queries.SILENCE)


def on_the_lot(acts: Acts, verb: str, quantity: int) -> None:
    """What its holder and moderators do meanwhile."""
    own = {"by": acts.giver.person_id, "business_id": acts.giver.business_id, "at": MONDAY}
    calls: dict[str, Callable[[], object]] = {
        "more": lambda: correct(acts, quantity, Account.OUTSIDE, Account.FREE),
        "less": lambda: correct(acts, quantity, Account.FREE, Account.OUTSIDE),
        "pause": lambda: listings.pause_offer(acts.offer_id, **own),
        "resume": lambda: listings.resume_offer(acts.offer_id, **own),
        "withdraw_lot": lambda: listings.withdraw_offer(acts.offer_id, **own),
        "reject": lambda: listings.reject_offer(acts.offer_id, at=MONDAY),
        "publish": lambda: listings.publish_offer(acts.offer_id, at=MONDAY),
    }
    with unit_of_work():
        calls[verb]()


def correct(acts: Acts, quantity: int, source: Account, target: Account) -> None:
    """The holder counts again."""
    stock.move(acts.offer_id, Decimal(quantity), source, target, cause=Cause.CORRECTED, at=MONDAY)
    stock.settle_state(acts.offer_id)
    following.offer_changed(acts.offer_id)


def test_the_sequences_above_went_all_the_way() -> None:
    """A guard against a search that only collects refusals."""
    assert all(reached[name] >= 5 for name in [*ONWARDS.values(), "ask_hold", "follow_stock", "less"]), reached
    assert all(reached[name] >= 1 for name in ("grant_hold", "release_hold", "pause", "withdraw_lot")), reached
