"""Workers that are killed while they pair: in the end all is as if nobody had died, and everybody was told once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.kernel import clock
from exchange.kernel.orm import db, session
from exchange.kernel.place import Place
from exchange.kernel.postgres import PROJECT
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from tests import makers
from tests.matching import drafts, truth
from tests.running import wait_for

pytestmark = pytest.mark.slow

NAME = "killed_workers"
POSTS_OF_A_KIND = 24
WORKERS = 2
KILLS = 6
LONGEST_LIFE_S = 0.4
"""From the first pairing that is seen under way to the kill: shorter than the whole batch takes."""
RECOVERED_S = 100
"""Forty seconds of silence, a timer of twenty, and the work that is left, on a busy machine."""

PAIRING = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND task_name LIKE 'pair_%'"
LEFT = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status IN ('todo', 'doing') AND (task_name LIKE 'pair_%' OR task_name IN ('mail_notices', 'send_mail'))
"""
WITNESS = """
    CREATE TABLE telling (offer_id uuid, need_id uuid);
    CREATE FUNCTION bear_witness() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN INSERT INTO telling VALUES (NEW.offer_id, NEW.need_id); RETURN NULL; END $$;
    CREATE TRIGGER witness AFTER UPDATE OF told_at ON match FOR EACH ROW
        WHEN (NEW.told_at IS DISTINCT FROM OLD.told_at) EXECUTE FUNCTION bear_witness();
    CREATE TRIGGER witness_of_the_first AFTER INSERT ON match FOR EACH ROW
        WHEN (NEW.told_at IS NOT NULL) EXECUTE FUNCTION bear_witness();
"""
"""Every telling that was ever committed leaves a row."""


class Workers:
    """`flask --app wsgi worker`, several at once, each to be killed and replaced."""

    def __init__(self, app: Flask) -> None:
        self.url = str(app.config["DATABASE_URL"])
        kept = {name: value for name, value in os.environ.items() if name not in {"PUBLIC_URL", "SMTP_URL"}}
        told = {"DATABASE_URL": self.url, "NAVETTE_DATA": str(app.config["DATA"]), "SECRET_KEY": "for tests"}
        self.environment = {**kept, **told, "LANG": "C.UTF-8"}
        self.log = Path(app.config["DATA"]) / "workers.log"
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """One more."""
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
            self.running.append(subprocess.Popen(command, cwd=PROJECT, env=self.environment, stdout=log, stderr=log))

    def kill_one(self, dice: random.Random) -> None:
        """Without a word: no handler runs, its connections break off."""
        victim = self.running.pop(dice.randrange(len(self.running)))
        victim.send_signal(signal.SIGKILL)
        victim.wait()

    def end(self) -> None:
        """Politely."""
        for worker in self.running:
            worker.terminate()
        for worker in self.running:
            worker.wait(60)

    def ask(self, question: str) -> int:
        """A number from the database, seen from outside."""
        with psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True) as connection:
            row = connection.execute(question).fetchone()
            assert row
            return int(row[0])


@pytest.fixture
def app(make_app: Any) -> Iterator[Flask]:
    """A database of its own, in which everything is committed."""
    app: Flask = make_app(NAME)
    owner = sa.create_engine(app.config["OWNER_URL"], poolclass=sa.NullPool)
    with owner.begin() as connection:
        connection.exec_driver_sql(WITNESS)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def workers(app: Flask) -> Iterator[Workers]:
    workers = Workers(app)
    yield workers
    workers.end()


def post_everything() -> None:
    """As many lots as needs around Lille; nearly all fit one another, so that each pairing has something to do."""
    dice = random.Random(20)
    for number in range(2 * POSTS_OF_A_KIND):
        person = makers.a_person(f"Person {number}")
        business = makers.a_business(f"Firm {number}", member=person)
        site = makers.a_site(business, Place(50.63 + dice.gauss(0, 0.1), 3.06 + dice.gauss(0, 0.15)))
        told = {"title": f"No. {number}", "quantity_kg": makers.kg(1000 + 37 * number)}
        by = {"by": person.id, "business_id": business.id, "at": clock.now()}
        with unit_of_work():
            if number % 2:
                listings.post_offer(drafts.a_lot(site.id, **told), **by)
            else:
                listings.post_need(drafts.a_need(site.id, **told), **by)


def test_killed_workers_change_nothing_in_the_end(app: Flask, workers: Workers) -> None:
    dice = random.Random()
    post_everything()
    for _ in range(WORKERS):
        workers.start()
    killed_under_way = 0
    for _ in range(KILLS):
        wait_for(lambda: workers.ask(PAIRING) or not workers.ask(LEFT), "a pairing under way")
        time.sleep(dice.uniform(0, LONGEST_LIFE_S))  # not a wait: the random moment itself
        killed_under_way += bool(workers.ask(PAIRING))
        workers.kill_one(dice)
        workers.start()

    wait_for(lambda: not workers.ask(LEFT), f"all jobs, see {workers.log}", RECOVERED_S)

    sys.stderr.write(f"\n{killed_under_way} of {KILLS} workers died while a pairing was under way\n")
    assert killed_under_way >= KILLS / 2, "too few workers died while they paired: make the batch longer"
    assert workers.ask("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'") == 0
    expected = truth.evaluated(clock.today())
    rows = session().execute(sa.text("SELECT * FROM match WHERE is_live")).all()
    assert len(expected) > POSTS_OF_A_KIND * 10
    assert {(str(row.offer_id), str(row.need_id)): (row.score, row.distance_km) for row in rows} == expected
    everybody_was_told_once(app, len(expected))


def everybody_was_told_once(app: Flask, pairs: int) -> None:
    def number(question: str) -> int:
        return int(session().scalar(sa.text(question)) or 0)

    assert number("SELECT count(*) FROM match WHERE is_live AND told_at IS NULL") == 0
    assert number("SELECT count(*) FROM telling") == pairs
    assert number("SELECT count(*) FROM (SELECT DISTINCT * FROM telling) AS once") == pairs
    mails = number("SELECT count(*) FROM outgoing_mail")
    assert number("SELECT count(*) FROM outgoing_mail WHERE state = 'sent'") == mails > 0
    assert len(list((Path(app.config["DATA"]) / "mailbox").glob("*.eml"))) == mails
    assert number("SELECT count(*) FROM notice WHERE mail_id IS NULL") == 0
    assert number("SELECT count(DISTINCT mail_id) FROM notice") == mails
