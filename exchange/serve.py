"""Web and worker in one process, as a laptop wants them: `python -m exchange.serve [--prepare-only]`."""

import signal
import sys
from types import FrameType
from typing import Any

import click
import waitress
from flask import Flask

from exchange.factory import create_app
from exchange.kernel.background import BackgroundWorker
from exchange.prepare import compile_translations, demo_accounts, prepare

THREADS = 8
HOST = "127.0.0.1"
CONNECTIONS = 1000
"""At once. Whoever sends slowly holds a connection, never a thread; at the usual hundred, a hundred of them shut the
door to everybody."""
QUIET_S = 60
"""A connection on which nothing comes any more is closed: longer than a telephone's dead spot on the road."""
LARGEST_BODY_BYTES = 80_000_000
"""More is refused before it is read. Views allow less (web/bodies.py), but a body lies on disk before one is asked."""


def main(arguments: list[str]) -> None:
    """Prepare the site and, unless only that is asked for, serve it until SIGTERM or Ctrl-C."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a script's «&» has it ignored
    compile_translations()
    app = create_app()
    prepare(app)
    if "--prepare-only" not in arguments:
        serve(app, app.config["PORT"])


def serve(app: Flask, port: int) -> None:
    """Answer requests and work off jobs until a signal; both end before this returns.

    Raises SystemExit in words where something else listens on the port.
    """
    server = listening(app, port)
    with BackgroundWorker(app):
        click.echo(f"Navette is at http://{HOST}:{port}   (Ctrl-C stops it)\n{demo_accounts(app)}")
        server.run()  # returns at SystemExit and KeyboardInterrupt
        server.close()


def listening(app: Flask, port: int) -> Any:
    """Waitress's server with our bounds, before it runs. Raises SystemExit as ``serve``."""
    believed = app.config["TRUSTED_PROXIES"] > 0  # our own middleware reads as many hops as are trusted
    try:
        return waitress.create_server(
            app, host=HOST, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=not believed,
            connection_limit=CONNECTIONS, channel_timeout=QUIET_S, asyncore_use_poll=True,
            max_request_body_size=LARGEST_BODY_BYTES,
        )  # fmt: skip
    except OSError as error:
        raise SystemExit(f"Port {port} is in use or not allowed ({error.strerror}). Set PORT to another.") from error


def _leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the signature of a handler)
    """SIGTERM is a normal end: everything is closed on the way out."""
    raise SystemExit(0)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
