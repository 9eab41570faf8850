"""Commands of the catalogue: `flask --app wsgi catalogue …`."""

import click
from flask.cli import AppGroup

from exchange.catalogue import service
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work

cli = AppGroup("catalogue", help="Reference data: materials, waste codes, units, factors.")


@cli.command("load")
def load() -> None:
    """Bring the database to the data files; harmless to repeat."""
    with unit_of_work():
        loaded = service.load(at=clock.now())
    done = "loaded" if loaded.is_new else "already there"
    click.echo(f"Catalogue version {loaded.version} {done}.")
    if loaded.has_moved:
        click.echo("Materials were numbered anew: listings follow, and every match is judged again by the worker.")
