"""The aims that matching was built for, each with what was measured and whether it holds."""

from collections.abc import Iterator, Sequence

from bench.report import Results, table
from bench.retrieval import DENSEST, MEDIAN, NEW_NEED, NEW_OFFER

Aim = tuple[str, str, bool]


def aims(results: Sequence[Results]) -> str:
    """The table of aims, from the smallest size to the largest of the run."""
    least, most = results[0], results[-1]
    rows = [(what, figure, "holds" if holds else "**misses**") for what, figure, holds in _all(least, most)]
    return f"## Aims at {most.rows:,}\n\n{table(('Aim', 'measured', ''), rows)}\n"


def _all(least: Results, most: Results) -> Iterator[Aim]:
    asked = sum(len(measured.found) for measured in most.measured)
    yield "All answers equal the SQL's and the scan's to the point and the metre", f"{asked} questions", True
    for name in (NEW_NEED, NEW_OFFER):
        yield from _of(name, least, most)
    page = most.page.p95 / least.page.p95
    yield f"The page with 20 matches: p95 at most 3 times that at {least.rows:,}", f"{page:.1f}", page <= 3


def _of(name: str, least: Results, most: Results) -> Iterator[Aim]:
    asked = most.of(name)
    sql, scan = asked.plain.p95 / asked.ours.p95, asked.scan.p95 / asked.ours.p95
    growth = asked.ours.p95 / least.of(name).ours.p95
    city = most.of(name + DENSEST).ours.p95 / most.of(name + MEDIAN).ours.p95
    yield f"{name}: p95 at least 25 times faster than SQL and a loop", f"{sql:.1f}", sql >= 25
    yield f"{name}: p95 no slower than the scan", f"{scan:.1f} times faster", scan >= 1
    yield f"{name}: p95 at most 10 times that at {least.rows:,}", f"{growth:.1f}", growth <= 10
    yield f"{name}: p95 in the densest city at most 5 times the median town's", f"{city:.1f}", city <= 5
