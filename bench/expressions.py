"""What the trades say, against the materials it means: the project's own set, kept with the tests."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from exchange.catalogue.core.snapshot import Catalogue

FILE = Path(__file__).parents[1] / "tests" / "catalogue" / "trade_expressions.csv"
CONTROL_FILE = FILE.with_name("trade_control.csv")
YARD_FILE = FILE.with_name("yard_control.csv")
FIRST = 5
AFTERWARDS = "written_after"
"""The control: written after the trade words, which were not touched again for it. Reported, never in the sum."""

_STEMMERS = {"fr": "french", "en": "english", "nl": "dutch"}


@dataclass(frozen=True, slots=True)
class Expression:
    """Words, the language they were typed in, the materials of which any is right, their kind and their set."""

    words: str
    language: str
    expected: frozenset[str]
    kind: str
    set: str


Finder = Callable[[Expression], Sequence[str]]


def read() -> list[Expression]:
    """All expressions of the file."""
    return [
        Expression(row["expression"], row["language"], frozenset(row["expected"].split("|")), row["kind"], row["set"])
        for row in _rows(FILE)
    ]


def control() -> list[Expression]:
    """The second control, by process and by object: fixed before the words of trade usage, measured once."""
    return _control(CONTROL_FILE)


def yard() -> list[Expression]:
    """The third control, yard speech written with only the tree in sight, after all words and measured as they were."""
    return _control(YARD_FILE)


def _control(file: Path) -> list[Expression]:
    return [
        Expression(row["expression"], row["language"], frozenset(row["expected"].split("|")), row["trade"], "control")
        for row in _rows(file)
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def recall(finder: Finder, some: Sequence[Expression]) -> float:
    """The share of expressions with a right material among the first five."""
    return sum(bool(one.expected & set(list(finder(one))[:FIRST])) for one in some) / len(some)


def groups(known: Sequence[Expression]) -> Iterator[tuple[str, Sequence[Expression]]]:
    """All, each kind, what was held out, and the three controls."""
    counted = [one for one in known if one.set != AFTERWARDS]
    yield "all", counted
    for kind in sorted({one.kind for one in counted}):
        yield kind, [one for one in counted if one.kind == kind]
    yield "held out", [one for one in counted if one.set == "held_out"]
    yield "held out and unshared", [one for one in counted if one.set == "held_out" and one.kind == "unshared"]
    yield "control written before the words, not in the sum", control()
    yield "yard speech, blind, not in the sum", yard()
    yield "control, not in the sum", [one for one in known if one.set == AFTERWARDS]


def ours(catalogue: Catalogue) -> Finder:
    """The catalogue's suggestions."""
    return lambda one: [s.code for s in catalogue.suggest(one.words, language=one.language, most=FIRST)]


def index_plainly(owner: psycopg.Connection, catalogue: Catalogue) -> None:
    """A table of the same labels and trade words, all of them, for the baseline."""
    owner.execute("CREATE TEMPORARY TABLE plain_words (code text, language text, words tsvector)")
    stored = "INSERT INTO plain_words VALUES (%(code)s, %(language)s, to_tsvector(%(stemmer)s::regconfig, %(words)s))"
    with owner.cursor() as cursor:
        cursor.executemany(stored, list(_texts(catalogue)))


def plain(owner: psycopg.Connection, *, all_words: bool) -> Finder:
    """PostgreSQL by ts_rank in the language typed; all words required, or any."""
    query = "plainto_tsquery(%(stemmer)s::regconfig, %(words)s)"
    if not all_words:
        query = f"CAST(replace(CAST({query} AS text), '&', '|') AS tsquery)"
    rows = (
        f"SELECT code FROM plain_words, LATERAL (SELECT {query} AS q) asked"
        " WHERE language = %(language)s AND words @@ q"
        " ORDER BY ts_rank(words, q) DESC, code LIMIT 5"
    )

    def find(one: Expression) -> list[str]:
        asked = {"language": one.language, "stemmer": _STEMMERS[one.language], "words": one.words}
        return [row[0] for row in owner.execute(rows.encode(), asked)]

    return find


def _texts(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    for entry in catalogue.materials.values():
        for language, stemmer in _STEMMERS.items():
            words = " ; ".join((entry.label(language), *entry.synonyms.get(language, ())))
            yield {"code": entry.code, "language": language, "stemmer": stemmer, "words": words}
