"""How the search grows: `python -m bench.search` prints Markdown, for 10,000, 100,000 and a million listings a side.

Costs are those of the whole first page with its counts and its map, as a guest gets it: milliseconds of processors,
page and server processes together, which do not depend on who else uses the machine; the wall's beside them. Then the
statements that most would write for the same page. Some pages of each kind are checked against counting and sorting
everything; one wrong number ends the run.
"""

import argparse
import sys
import time

import numpy as np
import sqlalchemy as sa

from bench import asking
from bench.checking import check
from bench.cluster import Stage, stage
from bench.materials import Materials, all_materials
from bench.report import machine, table
from bench.searching import KINDS, Question, address, naive, questions
from bench.stocking import stock
from bench.timing import Times
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock

ALL = "all together"
AIM = 5
Found = dict[str, "Kind"]


class Kind:
    """What was measured of one kind of question: costs of pages, of naive statements, and pages with all numbers."""

    def __init__(self, pages: list[asking.Cost], plain: list[asking.Cost], told: int, checked: int) -> None:
        self.pages, self.plain, self.told, self.checked = pages, plain, told, checked
        self.cpu, self.wall = Times([one.cpu_ms for one in pages]), Times([one.wall_ms for one in pages])
        self.plain_cpu = Times([one.cpu_ms for one in plain])


def main() -> None:
    """Measure each size; the growth from the smallest to the largest comes last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="live rows a side")
    parser.add_argument("--questions", type=int, default=40, help="pages of each kind")
    parser.add_argument("--checked", type=int, default=2, help="of these, checked, and asked naively, too")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    found: dict[int, Found] = {}
    for rows in sorted(options.rows):
        with stage() as ready:
            if not found:
                _print(machine(ready.owner.info.parameter_status("server_version") or ""))
            with ready.app.app_context():
                known = catalogue.current()
            materials = all_materials(np.random.default_rng(options.seed), known, clock.today())
            _say(f"{rows:,} rows: loading")
            stock(ready.owner, materials, rows, options.seed)
            found[rows] = measured(ready, materials, options)
        _print(_table(rows, found[rows]))
    _print(_growth(found))


def measured(ready: Stage, materials: Materials, options: argparse.Namespace) -> Found:
    """Each kind of question, asked, checked and asked naively."""
    with ready.app.app_context():
        known = catalogue.current()
    spans = {code: (entry.span.lft, entry.span.end) for code, entry in known.materials.items()}
    taken: Found = {}
    for kind in KINDS:
        asked = questions(materials, kind, options.questions, options.seed)
        for one in asked[:2]:
            asking.page(ready, address(one))
        pages = [asking.page(ready, address(one)) for one in asked]
        plain = [_naively(ready, one, spans) for one in asked[: options.checked]]
        few = list(zip(asked, pages, strict=True))[: options.checked]
        told = sum(check(ready, one, html) for one, (html, _cost) in few)
        taken[kind] = Kind([cost for _html, cost in pages], plain, told, options.checked)
        _say(f"{kind}: {taken[kind].cpu} ms, naively {taken[kind].plain_cpu}")
    every = list(taken.values())
    taken[ALL] = Kind(
        [cost for one in every for cost in one.pages], [cost for one in every for cost in one.plain],
        sum(one.told for one in every), sum(one.checked for one in every),
    )  # fmt: skip
    return taken


def _naively(ready: Stage, asked: Question, spans: dict[str, tuple[int, int]]) -> asking.Cost:
    return asking.statements(ready, [sa.text(one).text.encode() for one in naive(asked, spans)])[1]


def _table(rows: int, found: Found) -> str:
    head = ("ms: p50 / p95 / p99", "Navette, processors", "wall", "naive SQL alone, processors", "all counts told, of")
    lines = [(kind, one.cpu, one.wall, one.plain_cpu, f"{one.told} of {one.checked}") for kind, one in found.items()]
    return f"## {rows:,} published lots and as many needs\n\n{table(head, lines)}"


def _growth(found: dict[int, Found]) -> str:
    least, most = min(found), max(found)
    kinds = [
        (kind, *(f"{getattr(found[most][kind], what).p95 / getattr(found[least][kind], what).p95:.1f} ×"
                 for what in ("cpu", "wall", "plain_cpu")))
        for kind in found[most]
    ]  # fmt: skip
    grown = found[most][ALL].cpu.p95 / found[least][ALL].cpu.p95
    verdict = f"aim: p95 of all at most {AIM} times: {grown:.1f}, **{'holds' if grown <= AIM else 'misses'}**"
    head = (f"p95 at {most:,} over that at {least:,}", "Navette, processors", "wall", "naive, processors")
    return f"{table(head, kinds)}\n\n{verdict}"


def _print(text: str) -> None:
    sys.stdout.write(text + "\n\n")
    sys.stdout.flush()


def _say(what: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {what}\n")


if __name__ == "__main__":
    main()
