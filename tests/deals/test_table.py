"""Every state × verb × actor: one line in the journal as the table says, or a refusal and nothing changed."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.deals import policy, queries, service
from exchange.deals.core.actors import Actor
from exchange.deals.core.contract import OPEN_STATES, STEPS, DealState, Verb, after_loads
from exchange.deals.core.movement import LOAD_STEPS, OPEN_LOADS, LoadVerb, MovementState, load_step_from
from exchange.deals.models import Deal, DealTerms, Message, Movement, RefusalGround, SampleEnd, WeightKind
from exchange.deals.service import Party, RefusalDraft, SampleDraft, SlotDraft, WeightDraft
from exchange.journal.models import JournalEntry
from exchange.kernel import invariants
from exchange.kernel.refusals import Conflict, Forbidden, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import stock
from exchange.listings.models import Account, Cause, Offer, StockMovement
from exchange.notices.models import Notice
from tests import makers
from tests.deals.acts import FRIDAY, TUESDAY, Acts, terms
from tests.deals.states import LONG_AFTER, STATES, Build
from tests.makers import MONDAY

Look = Callable[[Deal | UUID], Deal]


OPENINGS = {Verb.PROPOSE, Verb.CLAIM}
VERBS: list[Verb | LoadVerb] = [*(verb for verb in Verb if verb not in OPENINGS), *LoadVerb]
CLOCKWORK: dict[Verb | LoadVerb, Callable[[UUID], bool]] = {
    Verb.EXPIRE: lambda deal_id: service.expire(deal_id, at=LONG_AFTER),
    Verb.LAPSE_HOLD: lambda deal_id: service.lapse_hold(deal_id, at=LONG_AFTER),
    Verb.LAPSE_SAMPLE: lambda deal_id: service.lapse_sample(deal_id, at=LONG_AFTER),
    Verb.WAIT: lambda deal_id: with_stock(deal_id, 1, DealState.ON_HOLD),
    Verb.REVIVE: lambda deal_id: with_stock(deal_id, 1000, DealState.NEGOTIATING),
    LoadVerb.CONFIRM_BY_SILENCE: lambda deal_id: service.confirm_by_silence(deal_id, 1, at=LONG_AFTER),
    LoadVerb.TAKE_BACK_BY_SILENCE: lambda deal_id: service.take_back_by_silence(deal_id, 1, at=LONG_AFTER),
}


def with_stock(deal_id: UUID, free_kg: int, leads_to: DealState) -> bool:
    """Bring what is free to an amount by the ledger, and have the deal follow; whether it went where it should."""
    deal = queries.whole(deal_id)
    assert deal is not None
    if deal.state is not (DealState.NEGOTIATING if leads_to is DealState.ON_HOLD else DealState.ON_HOLD):
        return False
    change_kg = free_kg - deal.offer.free_kg
    ends = (Account.OUTSIDE, Account.FREE) if change_kg > 0 else (Account.FREE, Account.OUTSIDE)
    if change_kg:
        stock.move(deal.offer_id, abs(change_kg), *ends, cause=Cause.CORRECTED, at=MONDAY)
    return service.follow_stock(deal_id, at=MONDAY) and deal.state is leads_to


def fire(verb: Verb | LoadVerb, deal: Deal, by: Party) -> None:
    """Any verb with arguments that fit the deal as it is."""
    load, possible = deal.load, min(400, deal.offer.free_kg + deal.held_kg)
    calls: dict[Verb | LoadVerb, Callable[[], object]] = {
        Verb.COUNTER: lambda: service.counter(deal.id, terms(possible), by=by, at=MONDAY),
        Verb.ACCEPT: lambda: service.accept(deal.id, version=deal.current_version, by=by, at=MONDAY),
        Verb.DECLINE: lambda: service.decline(deal.id, "No", by=by, at=MONDAY),
        Verb.WITHDRAW: lambda: service.withdraw(deal.id, "No", by=by, at=MONDAY),
        Verb.ASK_HOLD: lambda: service.ask_hold(deal.id, FRIDAY, by=by, at=MONDAY),
        Verb.GRANT_HOLD: lambda: service.grant_hold(deal.id, by=by, at=MONDAY),
        Verb.REFUSE_HOLD: lambda: service.refuse_hold(deal.id, by=by, at=MONDAY),
        Verb.ASK_LONGER: lambda: service.ask_longer(deal.id, FRIDAY + timedelta(days=1), by=by, at=MONDAY),
        Verb.EXTEND_HOLD: lambda: service.extend_hold(deal.id, FRIDAY + timedelta(days=1), by=by, at=MONDAY),
        Verb.RELEASE_HOLD: lambda: service.release_hold(deal.id, by=by, at=MONDAY),
        Verb.ASK_SAMPLE: lambda: service.ask_sample(deal.id, SampleDraft(Decimal(10)), by=by, at=MONDAY),
        Verb.GIVE_SAMPLE: lambda: service.give_sample(deal.id, by=by, at=MONDAY),
        Verb.REFUSE_SAMPLE: lambda: service.refuse_sample(deal.id, "No", by=by, at=MONDAY),
        Verb.DROP_SAMPLE: lambda: service.drop_sample(deal.id, by=by, at=MONDAY),
        Verb.JUDGE_SAMPLE: lambda: service.judge_sample(deal.id, SampleEnd.SUITS, "", by=by, at=MONDAY),
        Verb.CANCEL: lambda: service.cancel(deal.id, "No", by=by, at=MONDAY),
        LoadVerb.PROPOSE_SLOT: lambda: service.propose_slot(
            deal.id, 1, SlotDraft(TUESDAY, TUESDAY + timedelta(hours=1)), by=by, at=MONDAY
        ),
        LoadVerb.AGREE_SLOT: lambda: service.agree_slot(deal.id, 1, start=TUESDAY, by=by, at=MONDAY),
        LoadVerb.HAND_OVER: lambda: service.hand_over(deal.id, 1, code=load.code if load else "", by=by, at=TUESDAY),
        LoadVerb.WEIGH: lambda: service.weigh(
            deal.id, 1, WeightDraft(Decimal(400), True, WeightKind.REAL), by=by, at=TUESDAY
        ),
        LoadVerb.REFUSE_PART: lambda: service.refuse(deal.id, 1, refusal(Decimal(300)), by=by, at=TUESDAY),
        LoadVerb.REFUSE_ALL: lambda: service.refuse(deal.id, 1, refusal(None), by=by, at=TUESDAY),
        LoadVerb.TAKE_BACK: lambda: service.take_back(deal.id, 1, by=by, at=TUESDAY),
        LoadVerb.CONFIRM: lambda: service.confirm(
            deal.id, 1, received_kg=(load and load.received_kg) or Decimal(400), by=by, at=TUESDAY
        ),
    }
    calls[verb]()


def refusal(accepted: Decimal | None) -> RefusalDraft:
    return RefusalDraft(Decimal(100), accepted, True, WeightKind.REAL, RefusalGround.TOO_WET, "Wet")


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


def expected(verb: Verb | LoadVerb, who: Party | None, deal: Deal) -> tuple[DealState, MovementState | None] | None:
    """Where the table leads, or None where it lets nobody, or not this one."""
    business_id, load = who.business_id if who else None, deal.load
    if isinstance(verb, Verb):
        step = policy.contract_step(verb, deal)
        if step is None or not policy.may(verb, business_id, deal):
            return None
        return step.after, {Verb.ACCEPT: MovementState.PLANNED, Verb.CANCEL: MovementState.CANCELLED}.get(verb)
    move = load_step_from(verb, load.state) if load else None
    if load is None or move is None or not policy.may_move(verb, business_id, deal, load):
        return None
    return after_loads(deal.state, [move.after]), move.after


def try_one(verb: Verb | LoadVerb, who: Party | None, deal: Deal, session: Session, look: Look) -> None:
    leads_to = expected(verb, who, deal)
    before, steps = world(session, deal), deal.steps
    stepped = by_clock(verb, deal) if who is None else by_hand(verb, deal, who)
    assert stepped is (leads_to is not None), (verb, who)
    if not stepped:
        assert world(session, deal) == before, (verb, who)
        return
    deal = look(deal)
    assert leads_to == (deal.state, deal.load.state if deal.load else None)
    assert deal.steps == steps + 1
    entry = session.scalars(sa.select(JournalEntry).order_by(JournalEntry.number.desc()).limit(1)).one()
    assert (entry.verb, entry.details["step"], entry.details["to"]) == (verb, deal.steps, deal.state)
    assert not any(invariants.broken().values())


def by_hand(verb: Verb | LoadVerb, deal: Deal, who: Party) -> bool:
    if verb in CLOCKWORK:
        return False
    try:
        with unit_of_work():
            fire(verb, deal, who)
    except (Conflict, Forbidden, NotFound):
        return False
    return True


def by_clock(verb: Verb | LoadVerb, deal: Deal) -> bool:
    with unit_of_work():
        return verb in CLOCKWORK and CLOCKWORK[verb](deal.id)


def test_no_table_has_two_lines_for_one_verb_in_one_state() -> None:
    contract = [(step.verb, state, step.asks_hold, step.gave_sample) for step in STEPS for state in step.before]
    load = [(step.verb, state) for step in LOAD_STEPS for state in step.before]

    assert len(contract) == len(set(contract))
    assert len(load) == len(set(load))


def test_every_open_load_has_somebody_who_can_move() -> None:
    for state in OPEN_LOADS:
        assert any(step.actors - {Actor.TIMER} for step in LOAD_STEPS if state in step.before), state


def test_no_final_state_leads_anywhere() -> None:
    assert not [step for step in STEPS if step.before - OPEN_STATES]
    assert not [step for step in LOAD_STEPS if step.before - OPEN_LOADS]


def test_a_contract_for_a_quantity_is_done_with_its_last_load() -> None:
    done, open_ = MovementState.CONFIRMED, MovementState.RECEIVED

    assert after_loads(DealState.AGREED, [done, open_]) is DealState.AGREED
    assert after_loads(DealState.AGREED, [done, done]) is DealState.COMPLETED
    assert after_loads(DealState.ACTIVE, [done, done]) is DealState.ACTIVE, "a running one goes on"
