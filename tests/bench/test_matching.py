"""The measuring itself: small territories, all the way from the empty cluster to the table of aims."""

import subprocess
import sys

import pytest

from exchange.kernel.postgres import PROJECT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def printed() -> str:
    """What a run at two small sizes prints. It ends with an error when any answer differs from the references'."""
    asked = ["--rows", "2000", "4000", "--questions", "12", "--posts", "2"]
    done = subprocess.run(
        [sys.executable, "-m", "bench.matching", *asked], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_size_has_its_tables(printed: str) -> None:
    assert "## 2,000 live offers and as many live needs" in printed
    assert "## 4,000 live offers and as many live needs" in printed
    assert printed.count("| all needs that a new offer serves | 12 |") == 2
    assert printed.count("| The page with 20 matches |") == 2


def test_the_aims_are_judged_at_the_largest_size(printed: str) -> None:
    aims = printed[printed.index("## Aims at 4,000") :]

    assert "| holds |" in aims
    assert "to the point and the metre" in aims
