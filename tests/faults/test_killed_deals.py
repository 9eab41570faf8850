"""Processes that are killed inside a step of a deal: nothing of it stays, and taken again it is there once.

Killed at the commit, all of it stays or nothing does; taken again, it is there once either way.
"""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.accounts import service as accounts
from exchange.accounts.models import StaffRole
from exchange.deals.claims import service as claims
from exchange.deals.claims.service import ClaimDraft
from exchange.deals.models import ClaimGround, Deal, DealState
from exchange.deals.recurring import queries as rhythms
from exchange.deals.recurring import service as recurring
from exchange.deals.service import Party
from exchange.journal.models import JournalEntry
from exchange.kernel import invariants
from exchange.kernel.orm import db, session
from exchange.kernel.postgres import PROJECT
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import StockMovement
from exchange.notices.models import Notice
from tests import makers
from tests.deals import states
from tests.deals.acts import TUESDAY, Acts
from tests.deals.judging import taken
from tests.deals.test_recurring import draft
from tests.faults.gate import AT_THE_END, closed_gate
from tests.faults.presser import REFUSED
from tests.faults.test_killed_workers import RECOVERED_S, Workers
from tests.makers import MONDAY
from tests.running import wait_for

pytestmark = pytest.mark.slow
RIVALS_LEFT = """
    SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name = 'follow_stock'
"""
Build = Callable[[Acts], Deal]


@pytest.fixture(scope="module")
def own_app(make_app: Callable[..., Flask]) -> Flask:
    """A database of its own, in which everything is committed."""
    return make_app("killed_deals")


@pytest.fixture
def acts(own_app: Flask) -> Iterator[Acts]:
    """Each test has its own."""
    with own_app.app_context():
        yield players()
        db.session.remove()
        db.engine.dispose()


def players() -> Acts:
    """A brewery with a tonne, a farm with a yard."""
    anna, bram = makers.a_person("Anna"), makers.a_person("Bram")
    brewery, farm = makers.a_business("Brasserie", member=anna), makers.a_business("Ferme", member=bram)
    lot = makers.a_lot(makers.a_site(brewery), quantity=1000)
    makers.a_site(farm, makers.ROUBAIX)
    return Acts(lot.id, Party(anna.id, brewery.id), Party(bram.id, farm.id))


def claimed(acts: Acts) -> Deal:
    """Completed; the taker says that the scale was wrong."""
    deal = states.completed(acts)
    with unit_of_work():
        said = ClaimDraft("Ten kilograms less", Decimal(390), Decimal(0))
        claims.raise_claim(deal.id, 1, ClaimGround.WEIGHT, said, by=acts.taker, at=TUESDAY)
    return deal


def rhythm_proposed(acts: Acts) -> Deal:
    """Agreed about a first load; the taker asks to go on."""
    deal = states.planned(acts)
    with unit_of_work():
        recurring.propose(deal.id, draft(50), by=acts.taker, at=MONDAY)
    return deal


def rolling(acts: Acts) -> Deal:
    """Loads every week; a week later one more is due."""
    deal = rhythm_proposed(acts)
    with unit_of_work():
        rhythm = rhythms.open_of(deal.id)
        assert rhythm is not None
        recurring.agree(deal.id, rhythm.id, by=acts.giver, at=MONDAY)
    return deal


def suspended(acts: Acts) -> Deal:
    """Negotiating; the taker may not trade from now on."""
    deal, mona = states.asked(acts), makers.a_person("Mona", staff=StaffRole.MODERATOR)
    with unit_of_work():
        accounts.suspend_business(acts.taker.business_id, by=mona.id, at=MONDAY, reason="Waste was sold as goods")
    return deal


GIVER, TAKER = "giver", "taker"
CASES: list[tuple[str, Build, str, str]] = [
    ("accept", states.asked, GIVER, "stock_movement"),
    ("accept", states.asked, GIVER, "journal_entry"),
    ("accept", states.asked, GIVER, "notice"),
    ("accept", states.asked, GIVER, "procrastinate_jobs"),
    ("accept", states.asked, GIVER, AT_THE_END),
    ("cancel", states.planned, TAKER, "journal_entry"),
    ("give_sample", states.sample_asked, GIVER, "stock_movement"),
    ("confirm", states.weighed, GIVER, "notice"),
    ("confirm", states.weighed, GIVER, AT_THE_END),
    ("agree_claim", claimed, GIVER, "notice"),
    ("agree_rhythm", rhythm_proposed, GIVER, "movement"),
    ("follow_rhythm", rolling, GIVER, "movement"),
    ("follow_rhythm", rolling, GIVER, "notice"),
    ("lapse_hold", states.held, GIVER, "journal_entry"),
    ("silence", states.weighed, GIVER, "notice"),
    ("silence", states.weighed, GIVER, AT_THE_END),
    ("follow_standing", suspended, GIVER, "notice"),
]


@pytest.mark.parametrize(("step", "build", "side", "table"), CASES, ids=[f"{c[0]}-at-{c[3]}" for c in CASES])
def test_a_step_that_was_killed_is_there_once_or_not_at_all(
    own_app: Flask, acts: Acts, step: str, build: Build, side: str, table: str
) -> None:
    deal_id, by = build(acts).id, getattr(acts, side)
    before, rows = seen(), counted(deal_id)
    with closed_gate(own_app.config["OWNER_URL"], table) as gate:
        presser = press(own_app, step, deal_id, by)
        gate.wait_for_somebody()
        presser.send_signal(signal.SIGKILL)
        presser.wait()
        gate.open_after_them()

    stayed = seen() != before
    assert table == AT_THE_END or not stayed
    assert stayed or counted(deal_id) == rows
    answers = [press(own_app, step, deal_id, by).wait() for _ in range(2)]

    assert answers == [REFUSED if stayed else 0, REFUSED]
    session().rollback()
    assert not {name: wrong for name, wrong in invariants.broken().items() if wrong}
    now = counted(deal_id)
    assert now["journal_entry"] > rows["journal_entry"]
    assert now["notice"] > rows["notice"]
    told = sa.select(Notice.person_id, Notice.dedupe_key).where(Notice.path == f"/deals/{deal_id}")
    assert max(Counter(session().execute(told).tuples()).values()) == 1, "nobody was told twice"


def test_a_worker_that_was_killed_while_a_rival_came_on_hold_leaves_it_to_the_next(make_app: Any) -> None:
    app: Flask = make_app("killed_follower")
    workers = Workers(app)
    with app.app_context():
        acts = players()
        rival, faster = acts.propose(600).id, acts.propose(800)
        acts.accept(faster)
        before = seen()
        with closed_gate(app.config["OWNER_URL"], "journal_entry") as gate:
            workers.start()
            gate.wait_for_somebody()
            workers.kill_one(random.Random(0))
            gate.open_after_them()
        assert seen() == before

        workers.start()
        try:
            wait_for(lambda: workers.ask(RIVALS_LEFT) == 0, f"the rival's job, see {workers.log}", RECOVERED_S)
        finally:
            workers.end()
        session().rollback()
        assert session().get_one(Deal, rival).state is DealState.ON_HOLD
        assert counted(rival)["journal_entry"] == 2, "proposed, and on hold once"
        told = sa.select(sa.func.count()).where(Notice.kind == "deal_waits_for_stock")
        assert session().scalar(told) == 2, "each side once"
        assert not {name: wrong for name, wrong in invariants.broken().items() if wrong}
        db.session.remove()
        db.engine.dispose()


def press(app: Flask, step: str, deal_id: UUID, by: Party) -> "subprocess.Popen[bytes]":
    """Somebody takes the step in a process of their own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PUBLIC_URL", "SMTP_URL"}}
    told = {"DATABASE_URL": str(app.config["DATABASE_URL"]), "NAVETTE_DATA": str(app.config["DATA"])}
    command = [sys.executable, "-m", "tests.faults.presser", step, *map(str, (deal_id, by.person_id, by.business_id))]
    return subprocess.Popen(command, cwd=PROJECT, env={**kept, **told, "SECRET_KEY": "for tests"})


def seen() -> Any:
    """Deals and lots as others see them now."""
    session().rollback()
    picture = taken()
    session().rollback()
    return picture


def counted(deal_id: UUID) -> dict[str, int]:
    """How much is written down about a deal; jobs are those of the whole database."""
    session().rollback()
    asked = {
        "journal_entry": sa.select(sa.func.count()).where(JournalEntry.subject_id == deal_id),
        "stock_movement": sa.select(sa.func.count()).where(StockMovement.deal_id == deal_id),
        "notice": sa.select(sa.func.count()).where(Notice.path == f"/deals/{deal_id}"),
        "procrastinate_jobs": sa.select(sa.func.count()).select_from(sa.text("procrastinate_jobs")),
    }
    found = {name: session().scalar(count) or 0 for name, count in asked.items()}
    session().rollback()
    return found
