"""A lot's kilograms are conserved: every move has a source, a target and a line in the ledger."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Site
from exchange.kernel.refusals import Conflict
from exchange.listings import stock
from exchange.listings.models import Account, Cause, ListingState, StockMovement
from tests import makers
from tests.makers import MONDAY, kg


def test_committing_takes_from_what_is_free_and_leaves_a_line(session: Session, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, quantity=500)

    stock.move(lot.id, kg(200), Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=MONDAY)
    session.refresh(lot)

    assert (lot.declared_kg, lot.free_kg, lot.committed_kg) == (500, 300, 200)
    lines = session.scalars(sa.select(StockMovement).order_by(StockMovement.number)).all()
    assert [(line.source, line.target, line.quantity_kg) for line in lines] == [
        (Account.OUTSIDE, Account.FREE, 500),
        (Account.FREE, Account.COMMITTED, 200),
    ]


def test_more_than_is_free_is_refused_with_what_is_left(session: Session, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, quantity=300)

    with pytest.raises(Conflict, match="not_enough_left") as refusal:
        stock.move(lot.id, kg(301), Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=MONDAY)

    assert "300" in refusal.value.message


def test_a_lot_with_nothing_free_is_exhausted_and_comes_back_with_its_stock(session: Session, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, quantity=300)

    stock.move(lot.id, kg(300), Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=MONDAY)
    stock.settle_state(lot.id)
    session.refresh(lot)
    assert lot.state is ListingState.EXHAUSTED

    stock.move(lot.id, kg(300), Account.COMMITTED, Account.FREE, cause=Cause.CANCELLED, at=MONDAY)
    stock.settle_state(lot.id)
    session.refresh(lot)
    assert lot.state is ListingState.PUBLISHED


def test_the_database_refuses_to_lose_kilograms_even_if_we_do_not(session: Session, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, quantity=300)

    lot.committed_kg = kg(1)

    with pytest.raises(IntegrityError, match="stock_is_conserved"):
        session.flush()
