"""How the search grows: `python -m bench.search --rows 10000 1000000` prints Markdown.

Times are those of the whole first page with its facets and map, as a guest gets it; beside it the statements that
most would write for the same page. Counts of both are compared where they mean the same.
"""

import argparse
import sys
import time
from collections.abc import Callable

import sqlalchemy as sa

from bench.cluster import Stage, stage
from bench.loading import load
from bench.report import machine, table
from bench.searching import KINDS, Question, address, naive, questions
from bench.timing import Times, timed
from bench.world import make_world
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock

Found = dict[str, tuple[Times, Times]]
ALL = "all together"


def main() -> None:
    """Measure each size; the growth from the smallest to the largest comes last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="live rows a side")
    parser.add_argument("--questions", type=int, default=40, help="pages of each kind")
    parser.add_argument("--naive", type=int, default=2, help="of these, asked naively, too")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    found: dict[int, Found] = {}
    for rows in sorted(options.rows):
        with stage() as ready:
            if not found:
                _print(machine(ready.owner.info.parameter_status("server_version") or ""))
            found[rows] = _measured(ready, rows, options)
        _print(_table(rows, found[rows]))
    _print(_growth(found))


def _measured(ready: Stage, rows: int, options: argparse.Namespace) -> Found:
    with ready.app.app_context():
        known = catalogue.current()
    world = make_world(rows, known, clock.today(), options.seed)
    _say(f"{rows:,} rows: loading")
    with ready.app.app_context():
        load(ready.owner, world)
    spans = {code: (entry.span.lft, entry.span.end) for code, entry in known.materials.items()}
    _say("asking")
    taken: Found = {}
    for kind in KINDS:
        asked = questions(world, kind, options.questions, options.seed)
        pages = [timed(_page(ready, one))[1] for one in asked[:2] + asked][2:]
        plainly = [timed(_naively(ready, one, spans))[1] for one in asked[: options.naive]]
        taken[kind] = Times(pages), Times(plainly)
        _say(f"{kind}: {taken[kind][0]} ms, naively {taken[kind][1]}")
    every = [[ms for both in taken.values() for ms in both[side].ms] for side in (0, 1)]
    return {**taken, ALL: (Times(every[0]), Times(every[1]))}


def _page(ready: Stage, asked: Question) -> Callable[[], None]:
    def ask() -> None:
        answer = ready.app.test_client().get(address(asked))
        if answer.status_code != 200:
            raise AssertionError(f"{address(asked)}: {answer.status_code}")

    return ask


def _naively(ready: Stage, asked: Question, spans: dict[str, tuple[int, int]]) -> Callable[[], None]:
    statements = [sa.text(statement).text.encode() for statement in naive(asked, spans)]

    def ask() -> None:
        for statement in statements:
            ready.owner.execute(statement).fetchall()

    return ask


def _table(rows: int, found: Found) -> str:
    head = ("Pages in ms: p50 / p95 / p99", "Navette", "naive SQL, statements alone", "p95: naive over ours")
    lines = [(kind, ours, plain, f"{plain.p95 / ours.p95:.1f} ×") for kind, (ours, plain) in found.items()]
    return f"## {rows:,} live offers and as many live needs\n\n{table(head, lines)}"


def _growth(found: dict[int, Found]) -> str:
    least, most = min(found), max(found)
    small, large = found[least][ALL][0].p95, found[most][ALL][0].p95
    kinds = [(kind, f"{found[most][kind][0].p95 / found[least][kind][0].p95:.1f} ×") for kind in (*KINDS, ALL)]
    verdict = "holds" if large <= 5 * small else "**misses**"
    head = (f"p95 at {most:,} over that at {least:,}", f"aim: 5 × at most; {verdict}")
    return table(head, kinds)


def _print(text: str) -> None:
    sys.stdout.write(text + "\n\n")
    sys.stdout.flush()


def _say(what: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {what}\n")


if __name__ == "__main__":
    main()
