"""The judge of the sequences sees what it is there for: each promise broken once, on purpose."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.journal import service as journal
from exchange.listings import stock
from exchange.listings.models import Offer
from tests.deals.judging import judge, taken
from tests.deals.world import MOVES, Pick, World

GIVER = Pick(0, giver=True, kg=400)


@pytest.fixture
def asked(world: World) -> World:
    """The taker asked for some."""
    world.deals.append(world.acts.propose(400).id)
    return world


def twice(act: Callable[..., None]) -> Callable[..., None]:
    def made(*arguments: Any, **named: Any) -> None:
        act(*arguments, **named)
        act(*arguments, **named)

    return made


def test_a_move_as_it_should_be_passes(asked: World) -> None:
    before = taken()
    MOVES["accept"](asked, GIVER)

    judge(asked, before, refused=False)


@pytest.mark.parametrize(
    ("what", "instead"),
    [
        ("exchange.deals.service.steps.tell", lambda *_, **__: None),
        ("exchange.deals.service.steps.journal.record", twice(journal.record)),
        ("exchange.deals.service.steps.journal.record", lambda *_, **__: None),
        ("exchange.deals.service.accepting.stock.move", lambda *_, **__: None),
        ("exchange.deals.service.accepting.stock.move", twice(stock.move)),
        ("exchange.deals.service.accepting.done", lambda *_, **__: None),
    ],
    ids=["nobody told", "journalled twice", "not journalled", "stock not bound", "bound twice", "no step"],
)
def test_a_broken_promise_is_seen(asked: World, monkeypatch: pytest.MonkeyPatch, what: str, instead: Any) -> None:
    before = taken()
    monkeypatch.setattr(what, instead)
    MOVES["accept"](asked, GIVER)

    with pytest.raises(AssertionError):
        judge(asked, before, refused=False)


def test_a_refusal_that_touched_something_is_seen(asked: World) -> None:
    before = taken()
    MOVES["accept"](asked, GIVER)

    with pytest.raises(AssertionError, match="a refusal touched something"):
        judge(asked, before, refused=True)


def test_a_gram_from_nowhere_is_seen(asked: World, session: Session) -> None:
    before = taken()
    more = {"free_kg": Offer.free_kg + 1, "declared_kg": Offer.declared_kg + 1}
    session.execute(sa.update(Offer).where(Offer.id == asked.acts.offer_id).values(more))

    with pytest.raises(AssertionError, match="counters and ledger differ"):
        judge(asked, before, refused=False)
