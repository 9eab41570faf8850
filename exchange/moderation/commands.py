"""Commands that look after the whole exchange: moderation stands furthest left, so it sees every room's promises."""

from datetime import datetime

import click
from flask.cli import with_appcontext

from exchange.kernel import clock, retention
from exchange.kernel.invariants import broken
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import snapshot
from exchange.moderation import lawful

_SHOWN_ROWS = 20


@click.command("check-invariants")
@with_appcontext
def check_invariants() -> None:
    """Prove every promise of every room on this database, as of one moment; exit 1 if one is broken."""
    with snapshot():
        found = broken()
    for name, rows in found.items():
        click.echo(f"{'ok    ' if not rows else 'BROKEN'}  {name}{f': {len(rows)} rows' if rows else ''}")
        for row in rows[:_SHOWN_ROWS]:
            click.echo(f"          {row}")
    if any(found.values()):
        raise SystemExit(1)


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
@with_appcontext
def retain(dry_run: bool) -> None:
    """Take what has been kept long enough, as each night does; with --dry-run tell it and write nothing."""
    at = clock.now()
    found = retention.due(at)
    session().rollback()
    taken = {} if dry_run else retention.run(at)
    for one in found:
        since = f"  oldest {one.oldest.date().isoformat()}" if one.oldest else ""
        click.echo(f"{one.rows if dry_run else taken[one.name]:>9}  {one.name}{since}")


@click.command("check-lawful")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the check; today if left out.")
@with_appcontext
def check_lawful(on: datetime | None) -> None:
    """List what the check of a day would hide, with the rule that bars it. Hides nothing."""
    found = 0
    for lot, rule in lawful.would_hide(on.date() if on else clock.today()):
        click.echo(f"{lot.id}  {rule}  {lot.title}")
        found += 1
    click.echo(f"{found} lots")
    session().rollback()
