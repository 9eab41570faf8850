"""Whatever is killed: nothing is left behind, nothing is lost, and the site comes back by itself."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

from exchange.kernel.postgres import PROJECT, EmbeddedServer
from tests.faults.browsing import Visitor
from tests.faults.gate import closed_gate
from tests.kernel.servers import postmaster
from tests.running import Site, wait_for, words

pytestmark = pytest.mark.slow
AGAIN_S = 90
"""A second start takes seconds; the rest is for machines that do much else."""
RESCUED_S = 90
"""A job whose worker was killed runs again within this (BAR 7)."""
LOT_OF_ANNA = """
    SELECT offer.id, free_kg FROM offer JOIN business ON business.id = offer.business_id
    WHERE business.name = 'Brasserie de la Navette' AND offer.state = 'published' AND minimum_kg = 0
    AND NOT is_whole_lot AND legal_status <> 'waste' AND free_kg / kg_per_unit > 2 AND kg_per_unit <= 50
    ORDER BY offer.id LIMIT 1
"""
UNDER_WAY = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that has run once."""
    site = Site(tmp_path_factory.mktemp("faults") / "data")
    site.start()
    site.end()
    yield site
    site.wait_until_nothing_is_left()
    site.forget()


@pytest.fixture
def site(seeded: Site) -> Iterator[Site]:
    """It runs; afterwards it does not, and no server of it does."""
    seeded.wait_until_nothing_is_left()
    seeded.start(AGAIN_S)
    yield seeded
    if seeded.process and seeded.process.poll() is None:
        seeded.end()
    seeded.wait_until_nothing_is_left()


def rows(site: Site, question: str) -> list[tuple[object, ...]]:
    """Ask the site's database."""
    url = EmbeddedServer(site.data / "postgres").url("navette_owner").replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchall()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_a_polite_end_leaves_no_process(site: Site, number: signal.Signals) -> None:
    assert site.end(number) in {0, 130}
    site.wait_until_nothing_is_left()


def test_a_killed_site_starts_again_in_seconds_with_all_its_rows(site: Site) -> None:
    before = rows(site, "SELECT (SELECT count(*) FROM offer), (SELECT count(*) FROM journal_entry)")
    site.end(signal.SIGKILL)
    site.wait_until_nothing_is_left()

    took_s = site.start(AGAIN_S)

    assert rows(site, "SELECT (SELECT count(*) FROM offer), (SELECT count(*) FROM journal_entry)") == before
    assert "Seeding" not in site.said().rpartition("Migrating")[2]
    sys.stderr.write(f"\nsecond start after kill -9: {took_s:.1f} s\n")


def test_people_are_asked_back_while_the_database_is_away_and_then_served(site: Site) -> None:
    assert site.status("/search")[0] == 200
    os.kill(postmaster(site.data / "postgres"), signal.SIGKILL)

    answers = [site.status("/search")]
    until = time.monotonic() + AGAIN_S
    while answers[-1][0] != 200 or len(answers) < 5:
        assert time.monotonic() < until, "the database did not come back"
        answers.append(site.status("/search"))

    assert {status for status, _ in answers} <= {200, 503}
    assert all("Retry-After" in headers for status, headers in answers if status == 503)
    assert site.process
    assert site.process.poll() is None


def test_what_was_posted_before_a_kill_is_paired_after_it_and_told_once(site: Site) -> None:
    site.end()
    poster = subprocess.run(
        [sys.executable, "-m", "tests.faults.poster"],
        cwd=PROJECT,
        env=site.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert poster.returncode == -signal.SIGKILL, poster.stderr
    pair = "'Fault: 900 kg', 'Fault: 800 kg'"
    site.wait_until_nothing_is_left()
    site.start(AGAIN_S)

    def letters(to_address: str) -> list[str]:
        return [text for text in map(words, site.letters(to_address)) if "900 kg" in text and "800 kg" in text]

    for address in ("anna@navette.example", "bram@navette.example"):
        wait_for(lambda address=address: letters(address), f"a mail to {address}")
    site.end(signal.SIGKILL)
    site.wait_until_nothing_is_left()
    site.start(AGAIN_S)

    told = rows(site, f"SELECT count(*) FROM match JOIN offer ON offer.id = offer_id WHERE title IN ({pair})")
    assert told == [(1,)]
    wait_for(lambda: rows(site, UNDER_WAY) == [(0,)], "the jobs that the killed worker had", RESCUED_S)
    assert rows(site, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'") == [(0,)]
    assert [len(letters(f"{name}@navette.example")) for name in ("anna", "bram")] == [1, 1]


def test_a_button_pressed_at_a_site_that_is_killed_meanwhile_counts_once_when_it_is_pressed_again(site: Site) -> None:
    anna, bram = (Visitor(site, f"{name}@navette.example") for name in ("anna", "bram"))
    [(lot, free_kg)] = rows(site, LOT_OF_ANNA)
    proposal = {"offer_id": str(lot), "quantity": "2", "price": "1", "price_for": "a_tonne", "hauler": "taker"}
    deal = bram.send(f"/offers/{lot}", "/deals", lasts="14", **proposal)
    bram.send(deal, f"{deal}/sample", amount="1")
    press = {"page": deal, "action": f"{deal}/sample/handing-out", "request_id": str(uuid4())}
    owner = EmbeddedServer(site.data / "postgres").url("navette_owner")
    with ThreadPoolExecutor(1) as hand, closed_gate(owner, "notice", leaves=True) as gate:
        pressed = hand.submit(lambda: anna.send(**press))
        gate.wait_for_somebody()
        site.end(signal.SIGKILL)
        assert isinstance(pressed.exception(), OSError), "nobody told that it was done"
    site.wait_until_nothing_is_left()
    site.start(AGAIN_S)

    state = "SELECT deal.state, free_kg, sample_kg FROM deal JOIN offer ON offer.id = offer_id WHERE deal.id = '{}'"
    asked = state.format(deal.rsplit("/", 1)[1])
    assert rows(site, asked) == [("sample", free_kg, 0)]
    again = Visitor(site, "anna@navette.example")
    for _ in range(2):
        assert again.send(**press) == deal, "the same press sent twice counts once"
    [(_, left_kg, sample_kg)] = rows(site, asked)
    assert sample_kg > 0
    assert left_kg + sample_kg == free_kg
    about = f"FROM {{}} WHERE {{}} = '{deal}'"
    told = rows(site, "SELECT count(*) " + about.format("notice", "kind = 'deal_sample_given' AND path"))
    assert told == [(1,)]


def test_a_taken_port_is_told_in_words(seeded: Site) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        taken = {**seeded.environment(), "PORT": str(door.getsockname()[1])}
        run = [sys.executable, "-m", "exchange.serve"]
        done = subprocess.run(run, cwd=PROJECT, env=taken, capture_output=True, text=True, timeout=AGAIN_S, check=False)

    assert done.returncode == 1
    assert f"Port {taken['PORT']} is in use" in done.stderr
    assert "Traceback" not in done.stderr
