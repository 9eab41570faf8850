"""What was measured as Markdown: a few tables per size, ready for the documentation."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.inserts import Inserts
from bench.loading import Loaded
from bench.posting import Posted
from bench.retrieval import Measured
from bench.timing import Times

MATCHING = ("live_offer_", "live_need_")
"""How the indexes that retrieval rests on begin."""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything measured at one size."""

    rows: int
    loaded: Loaded
    measured: list[Measured]
    posted: list[Posted]
    page: Times
    inserts: Inserts

    def of(self, name: str) -> Measured:
        """The set of questions of that name."""
        return next(measured for measured in self.measured if measured.name == name)


def machine(server: str) -> str:
    """Where the figures come from."""
    cores, python, load = os.cpu_count(), platform.python_version(), os.getloadavg()[0]
    return (
        f"{cores} cores ({platform.machine()}), load {load:.1f} before the start, Python {python}, PostgreSQL {server}"
        " that does not wait for the disk."
    )


def tables(results: Results) -> str:
    """All tables of one size. Times are p50 / p95 / p99 in milliseconds."""
    parts = [
        f"## {results.rows:,} live offers and as many live needs",
        _retrieval(results.measured),
        _rest(results),
        _indexes(results.loaded),
    ]
    return "\n\n".join(parts) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, the first column to the left."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _retrieval(measured: list[Measured]) -> str:
    head = ("Question, times in ms: p50 / p95 / p99", "asked", "found, median", "Navette", "SQL and a loop",

            "SQL with each row's reach", "NumPy scan",
            "p95: faster than SQL", "than that", "than the scan")  # fmt: skip
    return table(head, [
        (m.name, len(m.found), f"{median(m.found):.0f}", m.ours, m.plain, m.closer, m.scan,
         _ratio(m.plain, m.ours), _ratio(m.closer, m.ours), _ratio(m.scan, m.ours))
        for m in measured
    ])  # fmt: skip


def _rest(results: Results) -> str:
    rows: list[Sequence[object]] = []
    for posted in results.posted:
        pairs = f"{len(posted.told.ms)} posts, {median(posted.pairs):.0f} pairs in the middle, {max(posted.pairs)} most"
        rows.append((f"Posting a new {posted.name}, until it is stored", pairs, posted.verb))
        rows.append((f"From the stored {posted.name} until both sides are told", pairs, posted.told))
    rows.append(("The page with 20 matches", f"{len(results.page.ms)} pages", results.page))
    inserts = results.inserts
    rows.append(("Inserting an offer and its row for matching", f"{len(inserts.indexed.ms)} rows", inserts.indexed))
    rows.append(("The same without the GiST indexes", f"{len(inserts.without_gist.ms)} rows", inserts.without_gist))
    return table(("What else, times in ms: p50 / p95 / p99", "of", "took"), rows)


def _indexes(loaded: Loaded) -> str:
    rows: list[Sequence[object]] = [
        (f"{'**' if _is_ours(built.name) else ''}{built.name}{'**' if _is_ours(built.name) else ''}", built.method,
         f"{built.seconds:.1f}", _mb(built.size))
        for built in loaded.indexes
    ]  # fmt: skip
    rows += [(f"table {name}", "", "", _mb(size)) for name, size in loaded.tables.items()]
    head = table(("Index (bold: for matching)", "kind", "built in s", "MB"), rows)
    took = f"All rows were copied in {loaded.copy_s:.0f} s, those that matching reads written in {loaded.keep_s:.0f} s"
    return f"{head}\n\n{took}, before the indexes were built."


def _is_ours(name: str) -> bool:
    return name.startswith(MATCHING)


def _ratio(other: Times, mine: Times) -> str:
    return f"{other.p95 / mine.p95:.1f} ×"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f}"
