"""Commands of observed flows: `flask --app wsgi flows …`."""

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, TextIO

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.flows import scotland, service
from exchange.listings.flows.cells import BadCell, words
from exchange.listings.flows.faults import said
from exchange.listings.flows.reading import BadFile, Reading, read
from exchange.listings.flows.rows import RowError
from exchange.listings.flows.service import listed_materials

cli = AppGroup("flows", help="Observed flows: what public registers say about materials.")

MOST_ERRORS_SHOWN = 200
LONGEST_SOURCE = 160
_QUIET_S = 2.0


def read_source(text: str) -> str:
    """The name of a register as it is stored. Raises click's BadParameter."""
    try:
        return words(text, LONGEST_SOURCE)
    except BadCell as bad:
        raise click.BadParameter(said(bad.fault, bad.values)) from None


@cli.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--keep-good-rows", is_flag=True, help="Import what is right, report what is not.")
@click.option("--source", type=read_source, help="The register and its year, as businesses will read it.")
def import_file(file: BinaryIO, keep_good_rows: bool, source: str | None) -> None:
    """Read a register file; without an option one broken row keeps all of it out."""
    began = clock.now()
    reading = _read(file)
    _report(reading.errors)
    if reading.errors and not keep_good_rows:
        click.echo(f"Nothing imported: {len(reading.errors)} errors. --keep-good-rows imports the rest.", err=True)
        sys.exit(1)
    with unit_of_work():
        done = service.import_flows(
            reading.rows, at=began, source=source, progress=_Progress(began, len(reading.rows))
        )  # fmt: skip
    _report(done.left_out)
    seconds = (clock.now() - began).total_seconds()
    click.echo(
        f"{done.created} flows new, {done.changed} changed, {done.unchanged} as before; "
        f"{done.establishments} establishments, {len(done.left_out)} left out, {len(reading.errors)} errors; "
        f"{seconds:.1f} s."
    )


@cli.command("convert-scotland")
@click.argument("source", type=click.File("rb"))
@click.argument("target", type=click.File("w", encoding="utf-8"))
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="The year of the returns to take.")
@click.option("--reach-km", type=click.IntRange(0, 1000), default=scotland.REACH_KM, show_default=True)
def convert_scotland(source: BinaryIO, target: TextIO, year: int, reach_km: int) -> None:
    """Turn the returns of Scottish waste sites into a file that `flows import` reads (see docs/flows.md)."""
    done = scotland.convert(source, target, year=year, reach_km=reach_km)
    click.echo(f"{done.written} flows of {year} written, {sum(done.dropped.values())} rows dropped.")
    for reason, count in sorted(done.dropped.items()):
        click.echo(f"  {count} with {reason}")


class _Progress:
    """A line every two seconds, so that nobody wonders."""

    def __init__(self, began: datetime, total: int) -> None:
        self._last, self._total = began, total

    def __call__(self, done: int) -> None:
        now = clock.now()
        if (now - self._last).total_seconds() > _QUIET_S:
            self._last = now
            click.echo(f"{done} of {self._total} flows …", err=True)


def _read(file: BinaryIO) -> Reading:
    try:
        return read(file, listed_materials())
    except BadFile as bad:
        with force_locale("en"):
            click.echo(f"This file cannot be read: {bad}", err=True)
        sys.exit(1)


def _report(errors: Sequence[RowError]) -> None:
    with force_locale("en"):
        for error in errors[:MOST_ERRORS_SHOWN]:
            click.echo(str(error), err=True)
    if len(errors) > MOST_ERRORS_SHOWN:
        click.echo(f"… and {len(errors) - MOST_ERRORS_SHOWN} more", err=True)
