"""Folders for real servers."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.kernel.postgres_cluster import wait_for
from exchange.kernel.postgres_home import find_home
from tests.kernel.servers import SOON_S, processes


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that root and nobody can reach, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(prefix="navette-test-", dir="/var/tmp"))
    made.chmod(0o755)
    yield made
    assert wait_for(lambda: not processes(made), limit_s=SOON_S), "a server or a watcher was left behind"
    shutil.rmtree(made)


@pytest.fixture
def root(folder) -> Iterator[Path]:
    yield folder / "postgres"
    shutil.rmtree(find_home(folder / "postgres").refuge, ignore_errors=True)
