"""The worker as a process of its own: `flask --app wsgi worker`."""

import signal
import threading
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from exchange.kernel.background import BackgroundWorker


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(worker)


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Work off jobs until SIGTERM or Ctrl-C; what runs then is finished first."""
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the signature of a handler)
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    with BackgroundWorker(current_app._get_current_object()):  # type: ignore[attr-defined]  # noqa: SLF001 (werkzeug's own way to the app behind the proxy)
        click.echo("Working; Ctrl-C stops.")
        ended.wait()
