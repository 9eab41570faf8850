"""The page of threats names tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"tests/[\w/]+\.py")


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/threats.md"])
def test_each_test_that_is_named_is_there(page: str) -> None:
    named = set(NAMED.findall((ROOT / page).read_text("utf-8")))

    assert named
    assert {path for path in named if not (ROOT / path).is_file()} == set()


def test_every_threat_that_is_met_names_its_test() -> None:
    met = (ROOT / "docs" / "threats.md").read_text("utf-8").split("## Actors", 1)[1].split("## Open", 1)[0]
    rows = [line for line in met.splitlines() if line.startswith("| ")][2:]

    assert rows
    assert [row for row in rows if not NAMED.search(row)] == []
