"""Real commits, real threads: the last unit goes to one, whoever presses how often."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.accounts.models import Business, Person, Site
from exchange.deals import service
from exchange.deals.models import Deal, DealState, DealTerms, Hauler
from exchange.deals.service import Party
from exchange.journal.models import JournalEntry
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import stock
from exchange.listings.models import Account, Cause, Offer
from tests import makers
from tests.deals.acts import Acts
from tests.deals.racing import ROUNDS, no_deadlocks
from tests.makers import MONDAY, enter, kg

__all__ = ["no_deadlocks"]
THREADS, BUYERS, UNITS = 16, 200, 100


@pytest.fixture(scope="module")
def race_app(make_app: Callable[..., Flask]) -> Flask:
    """An app whose commits stay, with a connection for each thread."""
    return make_app("deal_races", POOL_SIZE=THREADS + 2)


@pytest.fixture
def inside(race_app: Flask) -> Iterator[None]:
    """The test's own context in that app."""
    with race_app.app_context():
        yield
        session().rollback()


@pytest.fixture
def cast(inside: None) -> tuple[Person, Business, Person, Business, Acts]:
    """A brewery with a hundred kilograms, a farm with a yard."""
    anna, bram = makers.a_person("Anna"), makers.a_person("Bram", confirmed=True)
    brewery = makers.a_business("Brasserie du Fil", member=anna)
    farm = makers.a_business("Ferme du Lin")
    lot = makers.a_lot(makers.a_site(brewery), quantity=UNITS)
    makers.a_site(farm, makers.ROUBAIX)
    return anna, brewery, bram, farm, Acts(lot.id, Party(anna.id, brewery.id), Party(bram.id, farm.id))


def storm(app: Flask, tries: list[Callable[[], Any]], threads: int = THREADS) -> list[Any]:
    """Run the tries at once, each in a context of its own; refusals by their code, anything else is raised."""
    together = Barrier(threads)

    def run(at: int, attempt: Callable[[], Any]) -> Any:
        if at < threads:
            together.wait()
        with app.app_context():
            try:
                return attempt()
            except Conflict as refusal:
                return refusal.code

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(len(tries)), tries))


def a_hundred_units(acts: Acts) -> UUID:
    site_id = session().scalars(sa.select(Offer.site_id).where(Offer.id == acts.offer_id)).one()
    return makers.a_lot(session().get_one(Site, site_id), quantity=UNITS).id


def many_proposals(acts: Acts, offer_id: UUID, count: int = BUYERS, each: Any = 1) -> list[UUID]:
    """Two hundred proposals of one kilogram each, or others, stored in one go."""
    taker_site = session().scalars(sa.select(Site.id).where(Site.business_id == acts.taker.business_id)).first()
    with unit_of_work():
        ids = [new_id() for _ in range(count)]
        deals = [
            Deal(
                id=deal_id, offer_id=offer_id, giver_id=acts.giver.business_id, taker_id=acts.taker.business_id,
                taker_site_id=taker_site, state=DealState.NEGOTIATING, current_version=1, steps=1, reason="",
                turn_of=acts.giver.business_id, expires_at=MONDAY.replace(month=12), created_at=MONDAY,
                changed_at=MONDAY,
            )
            for deal_id in ids
        ]  # fmt: skip
        terms = [
            DealTerms(
                deal_id=deal_id, version=1, quantity_kg=kg(each), quantity=Decimal(each), unit="kg",
                hauler=Hauler.TAKER, price_eur_per_t=Decimal(0), proposed_by=acts.taker.business_id,
                person_id=acts.taker.person_id, at=MONDAY, expires_at=MONDAY.replace(month=12),
            )
            for deal_id in ids
        ]  # fmt: skip
        session().add_all(deals)
        session().flush()
        session().add_all(terms)
    return ids


def accepted_on(offer_id: UUID) -> int:
    agreed = sa.select(sa.func.count()).where(Deal.offer_id == offer_id, Deal.state == DealState.AGREED)
    return session().scalar(agreed) or 0


def accept(acts: Acts, deal_id: UUID) -> str:
    with unit_of_work():
        service.accept(deal_id, version=1, by=acts.giver, at=MONDAY)
    return "accepted"


def test_read_then_write_would_oversell(race_app: Flask, cast: tuple[Any, Any, Any, Any, Acts]) -> None:
    """The negative control: without the conditional update the same storm sells more than there is."""
    acts = cast[-1]
    offer_id = a_hundred_units(acts)
    ids = many_proposals(acts, offer_id)

    storm(race_app, [partial(naive_accept, offer_id, deal_id) for deal_id in ids])

    session().rollback()
    sold = session().scalar(sa.select(sa.func.count()).where(Deal.offer_id == offer_id, Deal.reason == "sold"))
    assert sold is not None
    assert sold > UNITS
    forget(offer_id)


def naive_accept(offer_id: UUID, deal_id: UUID) -> None:
    """Look whether there is enough, then write down what is left: right for one buyer."""
    with unit_of_work() as current:
        free_kg = current.scalars(sa.select(Offer.free_kg).where(Offer.id == offer_id)).one()
        if free_kg < 1:
            return
        left = {"free_kg": free_kg - 1, "committed_kg": UNITS - free_kg + 1}
        current.execute(sa.update(Offer).where(Offer.id == offer_id).values(left))
        current.execute(sa.update(Deal).where(Deal.id == deal_id).values(reason="sold"))


def forget(offer_id: UUID) -> None:
    """Put the oversold lot's counters right again, so that the invariants of later tests speak of the product."""
    with unit_of_work() as current:
        counters = {"free_kg": UNITS, "committed_kg": 0}
        current.execute(sa.update(Offer).where(Offer.id == offer_id).values(counters))


def a_browser(app: Flask, person: Person, business: Business) -> Any:
    return enter(app.test_client(), person, business)


@ROUNDS
def test_twenty_cancellations_give_the_stock_back_once(
    race_app: Flask, cast: tuple[Person, Business, Person, Business, Acts], no_deadlocks: None, rounds: int
) -> None:
    acts = cast[-1]
    acts.accept(acts.propose(40))
    for _ in range(rounds):
        deal = acts.propose(40)
        acts.accept(deal)
        presses = [partial(call_off, deal.id, by) for by in (acts.giver, acts.taker)] * 10

        answers = storm(race_app, presses, threads=20)

        assert sorted(set(answers)) == ["cancelled", "not_possible_now"]
        assert answers.count("cancelled") == times(deal.id, "cancelled") == 1
        assert (lot_of(acts).free_kg, lot_of(acts).committed_kg) == (60, 40), "the other deal keeps its forty"


def call_off(deal_id: UUID, by: Party) -> str:
    with unit_of_work():
        service.cancel(deal_id, "Too late", by=by, at=MONDAY)
    return "cancelled"


def test_an_edit_that_comes_between_reading_and_accepting_is_seen(
    race_app: Flask, cast: tuple[Person, Business, Person, Business, Acts], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rival step is injected at the one line where it hurts: after the checks, before the stock moves."""
    acts = cast[-1]
    deal = acts.propose(60)
    edited: list[Any] = []

    def edit_first(*arguments: Any, **named: Any) -> None:
        monkeypatch.undo()
        edited.extend(storm(race_app, [partial(take_out, acts, 50)], threads=1))
        stock.move(*arguments, **named)

    monkeypatch.setattr("exchange.deals.service.accepting.locked_lot", partial(session().get, Offer))
    monkeypatch.setattr("exchange.deals.service.accepting.stock.move", edit_first)
    with pytest.raises(Conflict, match="not_enough_left"):
        acts.accept(deal)

    assert edited == ["taken out"]
    assert (lot_of(acts).free_kg, lot_of(acts).committed_kg) == (50, 0)


def take_out(acts: Acts, quantity: int) -> str:
    """The holder corrects the lot downwards."""
    with unit_of_work():
        stock.move(acts.offer_id, kg(quantity), Account.FREE, Account.OUTSIDE, cause=Cause.CORRECTED, at=MONDAY)
    return "taken out"


def lot_of(acts: Acts) -> Offer:
    session().rollback()
    return session().get_one(Offer, acts.offer_id, populate_existing=True)


def times(deal_id: UUID, verb: str) -> int:
    entries = sa.select(sa.func.count()).where(JournalEntry.subject_id == deal_id, JournalEntry.verb == verb)
    return session().scalar(entries) or 0
