"""What the races of the deals share: the count of deadlocks, and the verbs with their lock taken away."""

from collections.abc import Callable, Iterator
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.accounts.models import Business, MemberRole, Membership, Person
from exchange.deals import queries
from exchange.deals.models import Deal
from exchange.deals.service import Party
from exchange.kernel import invariants
from exchange.kernel.orm import db, session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer
from tests.makers import MONDAY

FEW, MANY = 2, 20
"""Rounds in the fast suite, and in the longer checks: one green round proves nothing."""
ROUNDS = pytest.mark.parametrize("rounds", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
_DEADLOCKS = sa.text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
    " AND pid <> pg_backend_pid()"
)
_LOOKS = 10_000


def deadlocks() -> int:
    """How many deadlocks the database had to break so far: a backend tells at the latest when it leaves."""
    session().rollback()
    db.engine.dispose()
    for _ in range(_LOOKS):
        others, count = session().scalar(_OTHERS), session().scalar(_DEADLOCKS)
        session().rollback()
        if not others:
            return int(count or 0)
    raise AssertionError("somebody is still connected")


@pytest.fixture
def no_deadlocks(race_app: Flask, inside: None) -> Iterator[None]:
    """The database broke none of our own making."""
    before = deadlocks()
    yield
    assert deadlocks() == before


def unlocked(together: Barrier) -> Callable[[UUID, Party | None], Deal]:
    """``steps.locked`` with its lock taken away: all have read before anybody writes."""

    def read(deal_id: UUID, by: Party | None) -> Deal:
        row = sa.select(Deal).where(Deal.id == deal_id).options(*queries.WHOLE)
        deal = session().scalars(row.execution_options(populate_existing=True)).one()
        together.wait(timeout=30)
        return deal

    return read


def joined(person: Person, business: Business) -> None:
    """Make somebody a member: to press buttons, and to be told."""
    with unit_of_work() as current:
        current.add(Membership(person_id=person.id, business_id=business.id, role=MemberRole.MEMBER, since=MONDAY))


def broken() -> dict[str, list[str]]:
    """The invariants that do not hold, with their rows."""
    session().rollback()
    return {name: rows for name, rows in invariants.broken().items() if rows}


def lot_now(offer_id: UUID) -> Any:
    """The lot as the database has it."""
    session().rollback()
    return session().get_one(Offer, offer_id, populate_existing=True)
