"""Every state × verb × actor: one line in the journal as the table says, or a refusal and nothing changed."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.deals import policy, service
from exchange.deals.core.transitions import STEPS, Actor, DealState, MovementState, Verb, step_from
from exchange.deals.models import Deal, DealTerms, Message, Movement, WeightKind
from exchange.deals.service import Party, SlotDraft, WeightDraft
from exchange.journal.models import JournalEntry
from exchange.kernel import invariants
from exchange.kernel.refusals import Conflict, Forbidden, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer, StockMovement
from exchange.notices.models import Notice
from tests import makers
from tests.deals.acts import TUESDAY, Acts, terms
from tests.deals.states import LONG_AFTER, STATES, Build
from tests.makers import MONDAY

Look = Callable[[Deal | UUID], Deal]


VERBS = [verb for verb in Verb if verb is not Verb.PROPOSE]


def fire(verb: Verb, deal: Deal, by: Party) -> None:
    """Any verb with arguments that fit the deal as it is."""
    load = deal.load
    calls: dict[Verb, Callable[[], object]] = {
        Verb.COUNTER: lambda: service.counter(deal.id, terms(), by=by, at=MONDAY),
        Verb.ACCEPT: lambda: service.accept(deal.id, version=deal.current_version, by=by, at=MONDAY),
        Verb.DECLINE: lambda: service.decline(deal.id, "No", by=by, at=MONDAY),
        Verb.WITHDRAW: lambda: service.withdraw(deal.id, "No", by=by, at=MONDAY),
        Verb.CANCEL: lambda: service.cancel(deal.id, "No", by=by, at=MONDAY),
        Verb.PROPOSE_SLOT: lambda: service.propose_slot(
            deal.id, SlotDraft(TUESDAY, TUESDAY + timedelta(hours=1)), by=by, at=MONDAY
        ),
        Verb.AGREE_SLOT: lambda: service.agree_slot(deal.id, start=TUESDAY, by=by, at=MONDAY),
        Verb.HAND_OVER: lambda: service.hand_over(deal.id, code=load.code if load else "", by=by, at=TUESDAY),
        Verb.WEIGH: lambda: service.weigh(deal.id, WeightDraft(Decimal(400), True, WeightKind.REAL), by=by, at=TUESDAY),
        Verb.CONFIRM: lambda: service.confirm(deal.id, received_kg=Decimal(400), by=by, at=TUESDAY),
    }
    calls[verb]()


def world(session: Session, deal: Deal) -> list[object]:
    """Everything that a refused verb must leave alone."""
    tables = (JournalEntry, Notice, StockMovement, DealTerms, Message, Movement)
    counts = [session.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]
    row = session.execute(sa.select(sa.func.row(*Deal.__table__.c)).where(Deal.id == deal.id)).scalar_one()
    lot = session.execute(sa.select(sa.func.row(*Offer.__table__.c)).where(Offer.id == deal.offer_id)).scalar_one()
    loads = sa.select(sa.func.row(*Movement.__table__.c)).where(Movement.deal_id == deal.id)
    return [*counts, row, lot, *session.scalars(loads)]


@pytest.mark.parametrize("build", STATES, ids=lambda build: build.__name__)
def test_each_verb_by_each_actor_steps_as_written_or_changes_nothing(
    build: Build, acts: Acts, session: Session, look: Look
) -> None:
    deal_id = build(acts).id
    stranger = Party(acts.giver.person_id, makers.a_business("Elsewhere").id)
    actors = {"giver": acts.giver, "taker": acts.taker, "stranger": stranger, "timer": None}
    session.commit()
    connection = session.connection()
    assert isinstance(connection, sa.Connection)
    for verb, who in itertools.product(VERBS, actors.values()):
        session.rollback()
        savepoint = connection.begin_nested()
        try_one(verb, who, look(deal_id), session, look)
        session.rollback()
        savepoint.rollback()
        session.expunge_all()


def try_one(verb: Verb, who: Party | None, deal: Deal, session: Session, look: Look) -> None:
    step = step_from(verb, deal.state, deal.load.state if deal.load else None)
    permitted = policy.may(verb, who.business_id if who else None, deal)
    before, steps = world(session, deal), deal.steps
    stepped = by_clock(verb, deal) if who is None else by_hand(verb, deal, who)
    assert stepped is permitted, (verb, who)
    if not stepped:
        assert world(session, deal) == before, (verb, who)
        return
    deal = look(deal)
    assert step is not None
    assert (deal.state, deal.load.state if deal.load else None) == (step.deal_to, step.load_to)
    assert deal.steps == steps + 1
    entry = session.scalars(sa.select(JournalEntry).order_by(JournalEntry.number.desc()).limit(1)).one()
    assert (entry.verb, entry.details["step"], entry.details["to"]) == (verb, deal.steps, step.deal_to)
    assert not any(invariants.broken().values())


def by_hand(verb: Verb, deal: Deal, who: Party) -> bool:
    if verb in {Verb.EXPIRE, Verb.CONFIRM_BY_SILENCE}:
        return False
    try:
        with unit_of_work():
            fire(verb, deal, who)
    except (Conflict, Forbidden, NotFound):
        return False
    return True


def by_clock(verb: Verb, deal: Deal) -> bool:
    clockwork = {Verb.EXPIRE: service.expire, Verb.CONFIRM_BY_SILENCE: service.confirm_by_silence}
    with unit_of_work():
        return verb in clockwork and clockwork[verb](deal.id, at=LONG_AFTER)


def test_the_table_has_no_two_lines_for_one_verb_in_one_state() -> None:
    keys = [(step.verb, step.deal_from, load) for step in STEPS for load in step.loads_from]

    assert len(keys) == len(set(keys))


def test_every_open_state_has_somebody_who_can_move() -> None:
    for deal, loads in (
        (DealState.NEGOTIATING, [None]),
        (DealState.AGREED, [MovementState(m) for m in ("planned", "scheduled", "in_transit", "received")]),
    ):
        for load in loads:
            ways = [step for step in STEPS if step.deal_from is deal and load in step.loads_from]
            assert any(step.actors - {Actor.TIMER} for step in ways), (deal, load)


def test_no_final_state_leads_anywhere() -> None:
    final = set(DealState) - {DealState.NEGOTIATING, DealState.AGREED}

    assert not [step for step in STEPS if step.deal_from in final]
