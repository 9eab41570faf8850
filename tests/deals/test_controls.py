"""Negative controls: with one guard taken away the same storm does harm, so that a green race proves the guard.

The oversell's own control stands beside its race (``test_races.test_read_then_write_would_oversell``).
"""

from collections.abc import Callable
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.deals.models import Deal
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import stock
from exchange.listings.models import Offer
from tests.deals.acts import Acts
from tests.deals.racing import broken, deadlocks, joined, lot_now, unlocked
from tests.deals.test_clock_races import keep_silent, weigh_again, weighed
from tests.deals.test_races import a_browser, call_off, cast, inside, storm, take_out
from tests.makers import send

__all__ = ["cast", "inside"]
COUNTERS = "each counter of a lot equals its ledger"
BOUND = "what is committed or on the road is what open deals agreed"
DELIVERED = "what was delivered is what was confirmed"


@pytest.fixture
def race_app(make_app: Callable[..., Flask]) -> Flask:
    """A database for each control: what it breaks stays broken."""
    return make_app("deal_controls", POOL_SIZE=22)


def test_without_its_lock_a_cancellation_gives_the_stock_back_twice(
    race_app: Flask, cast: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: Acts = cast[-1]
    called_off, kept = acts.propose(40), acts.propose(40)
    acts.accept(called_off)
    acts.accept(kept)
    monkeypatch.setattr("exchange.deals.service.ending.locked", unlocked(Barrier(2)))

    answers = storm(race_app, [partial(call_off, called_off.id, by) for by in (acts.giver, acts.taker)], threads=2)

    assert answers == ["cancelled", "cancelled"]
    assert lot_now(acts.offer_id).committed_kg == 0, "the other deal's forty went with them"
    assert broken()[BOUND]


def test_without_its_request_id_a_form_acts_at_each_press(
    race_app: Flask, cast: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, bram, farm, acts = cast
    joined(bram, farm)
    monkeypatch.setattr("exchange.web.once._first_or_seen", lambda _request_id: None)
    request_id, clients = str(uuid4()), [a_browser(race_app, bram, farm) for _ in range(20)]
    asked = {"offer_id": acts.offer_id, "quantity": "4", "price": "0", "hauler": "taker"}

    storm(race_app, [partial(send, one, "/deals", request_id=request_id, **asked) for one in clients], threads=20)

    session().rollback()
    assert session().scalar(sa.select(sa.func.count()).select_from(Deal)) == 20


def test_without_its_condition_an_acceptance_overwrites_an_edit(
    race_app: Flask, cast: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interleaving of ``test_an_edit_that_comes_between_reading_and_accepting_is_seen``, with what was read."""
    acts: Acts = cast[-1]
    deal = acts.propose(60)

    def overwrite(offer_id: UUID, quantity_kg: Any, *_: Any, **__: Any) -> None:
        read = session().get_one(Offer, offer_id)
        as_read = {"declared_kg": read.declared_kg, "free_kg": read.free_kg - quantity_kg, "committed_kg": quantity_kg}
        assert storm(race_app, [partial(take_out, acts, 50)], threads=1) == ["taken out"]
        session().execute(sa.update(Offer).where(Offer.id == offer_id).values(as_read))

    monkeypatch.setattr("exchange.deals.service.accepting.locked_lot", partial(session().get, Offer))
    with monkeypatch.context() as unguarded:
        unguarded.setattr("exchange.deals.service.accepting.stock", _StockThat(overwrite))
        acts.accept(deal)

    assert lot_now(acts.offer_id).declared_kg == 100, "fifty were taken out, and are back"
    assert broken()[COUNTERS]


class _StockThat:
    """The ledger's verbs with another way to move."""

    def __init__(self, move: Callable[..., None]) -> None:
        self.move, self.settle_state = move, stock.settle_state


def test_without_its_lock_silence_confirms_a_weight_that_was_told_anew(
    race_app: Flask, cast: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: Acts = cast[-1]
    deal_id = weighed(acts)
    together = unlocked(Barrier(2))
    for verb in ("confirming", "weighing"):
        monkeypatch.setattr(f"exchange.deals.service.{verb}.locked", together)

    answers = storm(race_app, [partial(keep_silent, deal_id), partial(weigh_again, acts, deal_id)], threads=2)

    assert answers == ["confirmed", "weighed"]
    assert broken()[DELIVERED]


def test_two_that_lock_in_a_ring_are_counted(race_app: Flask, cast: tuple[Any, ...]) -> None:
    """The races' count of deadlocks would show one."""
    acts: Acts = cast[-1]
    before, together = deadlocks(), Barrier(2)
    rows = [acts.propose(1).id, acts.propose(1).id]

    def lock(order: list[UUID]) -> str:
        try:
            with unit_of_work() as current:
                for deal_id in order:
                    current.execute(sa.select(Deal.id).where(Deal.id == deal_id).with_for_update())
                    if deal_id == order[0]:
                        together.wait(timeout=30)
        except sa.exc.OperationalError:
            return "broken"
        return "through"

    answers = storm(race_app, [partial(lock, rows), partial(lock, rows[::-1])], threads=2)

    assert sorted(answers) == ["broken", "through"]
    assert deadlocks() == before + 1
