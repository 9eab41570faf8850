"""Commands that look after the whole exchange: moderation stands furthest left, so it sees every room's promises."""

import click
from flask.cli import with_appcontext

from exchange.kernel.invariants import broken
from exchange.kernel.unit_of_work import snapshot

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
