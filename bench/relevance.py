"""How well words find what they mean, beside PostgreSQL's own full-text search: `python -m bench.relevance`."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import psycopg

from bench import expressions, products
from bench.cluster import stage
from bench.report import table
from exchange.catalogue import queries as catalogue_queries
from exchange.kernel.orm import session


def main() -> None:
    """Print both tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, default=products.FOLDER, help="folder of the two qfdmo files")
    options = parser.parse_args()
    with stage() as staged, staged.app.app_context():
        _print(_expressions(staged.owner))
        _print(_products(options.real))
        session().rollback()


def _expressions(owner: psycopg.Connection) -> str:
    catalogue, known = catalogue_queries.current(), expressions.read()
    expressions.index_plainly(owner, catalogue)
    finders = [expressions.ours(catalogue), *(expressions.plain(owner, all_words=every) for every in (True, False))]
    rows = [
        (name, len(some), *(f"{expressions.recall(finder, some):.3f}" for finder in finders))
        for name, some in expressions.groups(known)
    ]
    head = ("Trade expressions, recall@5", "expressions", "Navette", "full text, all words", "full text, any word")
    return table(head, rows)


def _products(folder: Path) -> str:
    if not (folder / products.QUERIES).is_file():
        return f"Household words are left out: there is no {products.QUERIES} in {folder}."
    products.load(folder)
    asked = products.questions(folder)
    finders: dict[str, products.Finder] = {
        f"PostgreSQL full text, {name}, {'all words' if every else 'any word'}": products.plain(of, all_words=every)
        for name, of in (("names", "title"), ("names and texts", "title || ' ' || description"))
        for every in (True, False)
    }
    finders["Navette"] = products.ours
    found = {name: products.worth(finder, asked) for name, finder in finders.items()}
    rows: list[Sequence[object]] = [
        (name, *(f"{figure:.3f}" for figure in (one.recall_1, one.recall_10, one.mrr_10)))
        for name, one in found.items()
    ]
    return table((f"{len(asked)} household queries", "recall@1", "recall@10", "MRR@10"), [*rows, _times(found)])


def _times(found: dict[str, products.Worth]) -> Sequence[object]:
    mine, best = found["Navette"], [one for name, one in found.items() if name != "Navette"]
    figures: Iterable[tuple[float, float]] = (
        (mine.recall_1, max(one.recall_1 for one in best)),
        (mine.recall_10, max(one.recall_10 for one in best)),
        (mine.mrr_10, max(one.mrr_10 for one in best)),
    )
    return ("Navette over the better full text", *(f"{our / other:.2f} ×" for our, other in figures))


def _print(text: str) -> None:
    sys.stdout.write(text + "\n\n")


if __name__ == "__main__":
    main()
