"""A command on a borrowed cluster sees it, and nothing of it stays."""

import sys

from exchange.kernel.postgres_borrow import borrow

ASK = """
import os, pathlib, psycopg, sys
url = os.environ["DATABASE_URL"].replace("+psycopg", "")
with psycopg.connect(url) as connection:
    fsync = connection.execute("SHOW fsync").fetchone()[0]
pathlib.Path(sys.argv[1]).write_text(f"{fsync} {os.environ['NAVETTE_DATA']}")
sys.exit(7)
"""


def test_the_command_gets_a_throw_away_server_and_returns_its_code(tmp_path):
    told = tmp_path / "told"
    assert borrow([sys.executable, "-c", ASK, str(told)]) == 7
    fsync, data = told.read_text().split()
    assert fsync == "off"
    assert not (tmp_path / data).exists()
