"""Run one command on a throw-away cluster: `python -m exchange.kernel.postgres_borrow COMMAND …`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from exchange.kernel.postgres import EmbeddedServer


def borrow(command: list[str]) -> int:
    """Run the command with DATABASE_URL and DATABASE_OWNER_URL set; returns its exit code."""
    with tempfile.TemporaryDirectory(prefix="navette-") as data:
        server = EmbeddedServer(Path(data) / "postgres", durable=False)
        server.start()
        urls = {"DATABASE_URL": server.url(), "DATABASE_OWNER_URL": server.url("navette_owner"), "NAVETTE_DATA": data}
        try:
            return subprocess.run(command, env={**os.environ, **urls}, check=False).returncode
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(borrow(sys.argv[1:]))
