"""Many hands on one lot at the same instant: one edit wins, and no reservation is overwritten by it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask

from exchange.accounts.models import Person
from exchange.kernel.orm import db, session
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service, stock
from exchange.listings.models import Account, Cause, Offer
from tests import makers
from tests.listings.test_posting_in_one_transaction import a_draft
from tests.makers import MONDAY, kg

EDITS, RESERVATIONS = 6, 6


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app("edits_at_once", POOL_SIZE=EDITS + RESERVATIONS)


def test_one_edit_wins_and_every_reservation_counts(app: Flask) -> None:
    with app.app_context():
        anna: Person = makers.a_person("Anna")
        site = makers.a_site(makers.a_business(member=anna))
        with unit_of_work():
            draft = replace(a_draft(site), quantity_kg=kg(1000))
            lot_id = service.post_offer(draft, by=anna.id, business_id=site.business_id, at=MONDAY).id
        anna_id, business_id = anna.id, site.business_id
        db.session.remove()
    start = Barrier(EDITS + RESERVATIONS)

    def edit(number: int) -> str:
        changed = replace(draft, title=f"Hand {number}", quantity_kg=kg(2000))
        return _try(app, start, lambda: service.edit_offer(
            lot_id, changed, version=1, by=anna_id, business_id=business_id, at=MONDAY
        ))  # fmt: skip

    def reserve(_number: int) -> str:
        return _try(app, start, lambda: _reserve(lot_id))

    with ThreadPoolExecutor(EDITS + RESERVATIONS) as pool:
        edits, reserved = pool.map(edit, range(EDITS)), pool.map(reserve, range(RESERVATIONS))
        outcomes, reservations = sorted(edits), list(reserved)

    with app.app_context():
        lot = session().get_one(Offer, lot_id)
        assert outcomes == ["done"] + ["stale_version"] * (EDITS - 1)
        assert reservations == ["done"] * RESERVATIONS
        assert (lot.version, lot.declared_kg, lot.committed_kg) == (2, 2000, 50 * RESERVATIONS)
        assert lot.free_kg == 2000 - 50 * RESERVATIONS
        db.session.remove()


def _reserve(lot_id: UUID) -> None:
    stock.move(lot_id, kg(50), Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=MONDAY)


def _try(app: Flask, start: Barrier, verb: Callable[[], object]) -> str:
    with app.app_context():
        try:
            start.wait()
            with unit_of_work():
                verb()
        except Conflict as refusal:
            return refusal.code
        finally:
            db.session.remove()
        return "done"
