"""The demo territory on a database, a folder and a port of its own, with limits of tries that tools do not reach.

`python -m attacks.instance` serves it in the foreground, in the folder NAVETTE_DATA; mail is laid down there.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from exchange.factory import create_app
from exchange.prepare import compile_translations, prepare
from exchange.serve import HOST, serve

RATE_FACTOR = 1_000_000
"""How many times the usual tries: tools would otherwise test the limiter alone."""
_PATIENCE_S = 300


@dataclass(frozen=True, slots=True)
class Instance:
    """Where it answers and what it logs."""

    url: str
    log: Path
    folder: Path


@contextmanager
def running() -> Iterator[Instance]:
    """Serve until the block ends; the folder goes with it."""
    with tempfile.TemporaryDirectory(prefix="navette-attacks-") as name:
        folder, port = Path(name), _free_port()
        log = folder / "log"
        surroundings = {**os.environ, "NAVETTE_DATA": name, "PORT": str(port), "PUBLIC_URL": "", "DATABASE_URL": ""}
        with log.open("w") as written:
            child = subprocess.Popen(
                [sys.executable, "-m", "attacks.instance"], env=surroundings, stdout=written, stderr=written
            )
        try:
            url = f"http://{HOST}:{port}"
            _wait_for(url, child, log)
            yield Instance(url, log, folder)
        finally:
            child.send_signal(signal.SIGTERM)
            child.wait()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])


def _wait_for(url: str, child: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and child.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health/ready"):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    raise SystemExit(f"The instance did not start:\n{log.read_text()[-3000:]}")


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the signature of a handler)
    raise SystemExit(0)


def _serve() -> None:
    signal.signal(signal.SIGTERM, _leave)
    compile_translations()
    app = create_app(RATE_FACTOR=RATE_FACTOR)
    prepare(app)
    serve(app, app.config["PORT"])


if __name__ == "__main__":
    _serve()
