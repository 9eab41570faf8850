"""The ledger of ASVS 5.0 names every requirement of levels 1 and 2 once, a state, and what is there to be looked at."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "asvs.md").read_text("utf-8")
ROWS = [line.strip("| ").split(" | ") for line in TEXT.splitlines() if re.match(r"\| \d+\.\d+\.\d+ ", line)]
STATES = {"met", "partly", "not met", "not applicable", "operator"}
PLACES = re.findall(r"`((?:tests|docs|web|kernel)/[\w/.-]+)`", TEXT)


def test_all_253_stand_there_once_with_state_and_reason() -> None:
    assert Counter(row[1] for row in ROWS) == {"1": 70, "2": 183}
    assert len({row[0] for row in ROWS}) == 253
    assert {row[3] for row in ROWS} == STATES
    assert [row[0] for row in ROWS if len(row) != 5 or not row[2].strip() or not row[4].strip()] == []


def test_the_sums_are_those_of_the_rows() -> None:
    told = re.findall(r"^\| ([a-z ]+) \| (\d+) \| (\d+) \|$", TEXT, re.MULTILINE)
    counted = Counter((row[3], row[1]) for row in ROWS)

    assert [(state, int(one), int(two)) for state, one, two in told] == [
        (state, counted[state, "1"], counted[state, "2"]) for state, *_ in told
    ]
    assert {state for state, *_ in told} == STATES


@pytest.mark.parametrize("place", sorted(set(PLACES)))
def test_what_it_names_exists(place: str) -> None:
    assert (ROOT / place).exists() or (ROOT / "exchange" / place).exists()
