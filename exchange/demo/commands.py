"""`flask --app wsgi seed demo` and `seed review`."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app
from flask.cli import AppGroup

from exchange.catalogue.queries import NothingLoaded
from exchange.demo import service
from exchange.demo.plan import Size
from exchange.demo.progress import Progress
from exchange.demo.tables import table
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work

cli = AppGroup("seed", help="Fictitious companies to look around in, and fixed accounts for reviews.")

_DEFAULT = Size()


@contextmanager
def _needing_materials() -> Iterator[None]:
    """Say what to do first where the catalogue is empty."""
    try:
        yield
    except NothingLoaded:
        raise click.ClickException("The catalogue is empty. First run: flask --app wsgi catalogue load") from None


@cli.command("demo")
@click.option("--businesses", type=click.IntRange(4, 5_000), default=_DEFAULT.businesses, show_default=True)
@click.option("--offers", type=click.IntRange(0, 100_000), default=_DEFAULT.offers, show_default=True)
@click.option("--needs", type=click.IntRange(0, 100_000), default=_DEFAULT.needs, show_default=True)
@click.option("--random-seed", type=int, default=1, show_default=True, help="The same number, the same demo.")
@click.option(
    "--accounts/--no-accounts",
    default=None,
    help="Let four people of the demo sign in with a known password. By default only with the embedded database.",
)
def demo(businesses: int, offers: int, needs: int, random_seed: int, accounts: bool | None) -> None:
    """Invent a lively territory. Does nothing where there is one already."""
    is_open = current_app.config["EMBEDDED"] if accounts is None else accounts
    with _needing_materials(), unit_of_work(), Progress("steps") as progress:
        size = Size(businesses, offers, needs)
        rows = service.seed_demo(size, random_seed, with_accounts=is_open, now=clock.now(), tick=progress.tick)
    if rows is None:
        click.echo("There are demo businesses already: nothing to do.")
    elif rows:
        click.echo(f"Demo accounts:\n{table(rows)}")


@cli.command("review")
def review() -> None:
    """Fixed accounts for every role, with known passwords: never on a site that real companies use.

    Also lets 127.0.0.1 sign in a hundred times as often as strangers may. Repeating it changes nothing.
    """
    with _needing_materials(), unit_of_work():
        rows = service.seed_review(now=clock.now())
    click.echo(table(rows))
