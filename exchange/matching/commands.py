"""Commands of matching: `flask --app wsgi match …`."""

import json
import sys
from typing import Any, TextIO
from uuid import UUID

import click
from flask.cli import AppGroup

from exchange.catalogue import queries as catalogue
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.kernel.unit_of_work import snapshot, unit_of_work
from exchange.matching import service
from exchange.matching.explaining import explanation
from exchange.matching.queries import matches

cli = AppGroup("match", help="Matching: everything anew, or one pair explained.")


@cli.command("all")
@click.option("--json", "file", type=click.File("w", encoding="utf-8"), help="Write every match, one object per line.")
def match_all(file: TextIO | None) -> None:
    """Judge every pair of the exchange anew and store what changed."""
    click.echo("Matching everything …", err=True)
    began = clock.now()
    with unit_of_work():
        pairs = service.match_all(at=began)
    click.echo(f"{pairs} pairs in {(clock.now() - began).total_seconds():.1f} s.", err=True)
    if file is not None:
        written = write_all(file)
        click.echo(f"{written} matches written in {(clock.now() - began).total_seconds():.1f} s.", err=True)


@cli.command("catch-up")
def catch_up() -> None:
    """After an upgrade: have everything matched by the worker where live listings have no live rows yet."""
    with unit_of_work():
        service.catch_up()


@cli.command("explain")
@click.argument("offer", type=click.UUID)
@click.argument("need", type=click.UUID)
def explain(offer: UUID, need: UUID) -> None:
    """Say why an offer and a need fit, or which rules fail and what would change that, as JSON."""
    try:
        said = explanation(offer, need, at=clock.now())
    except NotFound:
        click.echo("There is no such offer or need.", err=True)
        sys.exit(1)
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))


def write_all(file: TextIO) -> int:
    """Write the live matches as lines of JSON (DESIGN 10); returns how many."""
    written = 0
    with snapshot():
        known = catalogue.current()
        for row in matches.everything():
            file.write(json.dumps(_line(row, known)) + "\n")
            written += 1
    return written


def _line(row: Any, known: Catalogue) -> dict[str, Any]:
    return {
        "offer": row.offer_ref or str(row.offer_id),
        "need": row.need_ref or str(row.need_id),
        "material_offer": row.material_code,
        "material_need": _named(row, known),
        "score": row.score,
        "distance_km": row.distance_km,
    }


def _named(row: Any, known: Catalogue) -> str:
    """The node that the need names and takes the offer under, the narrowest; of a substitution, the one that the
    substitute may stand for."""
    around = [code for code in row.accepts if known.lies_under(row.material_code, code)]
    if around:
        return str(max(around, key=lambda code: known.span(code).depth))
    rules = [(rule, code) for code in row.accepts for rule in known.substitutions_into(code)]
    fitting = [(rule, code) for rule, code in rules if known.lies_under(row.material_code, rule.substitute_code)]
    return str(min(fitting, key=lambda one: (-known.span(one[0].substitute_code).depth, one[0].code))[1])
