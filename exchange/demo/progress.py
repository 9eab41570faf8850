"""A sign of life for what takes longer than two seconds, beside the output."""

import time
from types import TracebackType

import click

QUIET_S = 2.0


class Progress:
    """Counts on standard error, from the first look after two seconds on, at most every two seconds."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._last = time.monotonic()
        self._has_spoken = False

    def __enter__(self) -> "Progress":
        return self

    def tick(self, done: int, total: int) -> None:
        """So far it has come."""
        if time.monotonic() - self._last >= QUIET_S:
            click.echo(f"{done} of {total} {self._what} … ", nl=False, err=True)
            self._last, self._has_spoken = time.monotonic(), True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._has_spoken:
            click.echo("done" if error is None else "", err=True)
