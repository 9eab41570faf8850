"""How well a listing answers words: what puts the best first, among answers and among what only comes close.

What a listing says itself counts before what it is filed under: its own name most, then its text, by how much each
word tells. The material decides between those that say equally much, and where nobody says a word.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, REGCONFIG, TSQUERY, aggregate_order_by

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings.models import Offer
from exchange.listings.models.columns import ACCENTED, PLAIN
from exchange.listings.search.filters import Listing, Meant, under_one

_NAME, _TEXT, _MATERIAL, _NAMED_SO = 2.0, 1.0, 1.2, 0.4
"""Weights: all words in the name; all words once in name or text (more often: up to three times as much); a material
that is meant for sure; a name that is made of the material's own name, divided by its length."""

_SATURATED = 2.0
"""How often a word must be said to count half of the most that it can, as in BM25."""

_SURELY = 3
"""The power of a material's closeness: what leaves words unsaid is much less than the material named."""

_LEAST = 0.03
_ABOVE, _BESIDE = 0.75, 0.3
"""What a listing under the node above is worth, and one under another node of the same parent."""

_LANGUAGES = ("french", "english", "dutch")
_PER_MENTION = 0.1 * len(_LANGUAGES)
"""What ts_rank_cd gives for a word said once, in a text that is kept in three languages."""


def worth(
    table: Listing,
    words: str,
    catalogue: Catalogue,
    meanings: Sequence[Meant],
    close: Mapping[str, float] | None = None,
) -> sa.ColumnElement[float]:
    """What a listing is worth to whoever typed these words, which may mean these materials; the higher the better.

    ``close``: what stands around these, where it is known already.
    """
    close = around(catalogue, meanings) if close is None else close
    telling = catalogue.telling(catalogue.corrected(words) or words)
    labels = {_label(catalogue, one.code): one.score for one in meanings}
    by_material = _MATERIAL * _by_material(table, close, catalogue)
    return sa.cast(by_material + _by_words(table, telling, labels), sa.Float)


def around(catalogue: Catalogue, meanings: Sequence[Meant]) -> dict[str, float]:
    """Materials near those that may be meant, and these themselves, each with how near (0 to 1)."""
    close: dict[str, float] = {}
    for one in meanings:
        for code, share in _around(catalogue, one.code).items():
            close[code] = max(close.get(code, 0.0), share * one.score)
    return close


def _around(catalogue: Catalogue, code: str) -> dict[str, float]:
    parent = catalogue.materials[code].parent_code
    beside = {} if parent is None else {sibling.code: _BESIDE for sibling in catalogue.children(parent)}
    above = {node.code: _ABOVE for node in catalogue.path(code)}
    below = {node.code: 1.0 for node in catalogue.below(code)}
    return {**beside, **above, **below}


def _label(catalogue: Catalogue, code: str) -> str:
    return " ".join(catalogue.materials[code].label.by_language.values())


def _by_words(table: Listing, typed: dict[str, float], labels: dict[str, float]) -> sa.ColumnElement[Any]:
    """What a listing says of the typed words, by their shares, and how much its name is one of the labels.

    Its name is read once, the questions once for all listings: OFFSET keeps the database from copying either. The
    statement is the same for any number of words.
    """
    title = sa.func.translate(sa.func.lower(table.title), ACCENTED, PLAIN)
    name = _joined(sa.func.to_tsvector(sa.cast(language, REGCONFIG), title) for language in _LANGUAGES)
    asked = _questions([*typed, *labels])
    read = sa.select(name.label("name"), asked.label("asked")).correlate(table).offset(0).subquery("read")
    shares = _numbers([*typed.values(), *(0.0 for _ in labels)])
    scores = _numbers([*(0.0 for _ in typed), *labels.values()])
    columns = sa.column("question", TSQUERY), sa.column("share", sa.Float), sa.column("score", sa.Float)
    one = sa.func.unnest(read.c.asked, shares, scores).table_valued(*columns).render_derived("one")
    is_name = read.c.name.op("@@", is_comparison=True)(one.c.question)
    times = sa.func.ts_rank_cd(table.words, one.c.question) / _PER_MENTION
    said = _TEXT * (1 + _SATURATED) * (1 - _SATURATED / (times + _SATURATED))
    worth = sa.case((one.c.share == 0, 0.0), else_=one.c.share * (said + sa.case((is_name, _NAME), else_=0.0)))
    called = sa.func.max(sa.case((is_name, one.c.score), else_=0.0)) / sa.func.max(sa.func.length(read.c.name) + 1)
    both = sa.func.sum(worth) + _NAMED_SO * called
    rows = sa.select(both).select_from(read.join(one, sa.true())).correlate(table)
    return sa.func.coalesce(rows.scalar_subquery(), 0.0)


def _questions(texts: list[str]) -> sa.ScalarSelect[Any]:
    """Each text as one question: any of its words as any of the three languages reads it. In their order."""
    given = (
        sa.func.unnest(sa.literal(texts, ARRAY(sa.Text))).table_valued("text", with_ordinality="place").render_derived()
    )
    folded = sa.func.translate(sa.func.lower(given.c.text), ACCENTED, PLAIN)
    read = _joined(sa.func.plainto_tsquery(sa.cast(language, REGCONFIG), folded) for language in _LANGUAGES)
    question = sa.cast(sa.func.replace(sa.cast(read, sa.Text), "&", "|"), TSQUERY)
    ordered = aggregate_order_by(question, given.c.place)
    return sa.select(sa.func.array_agg(ordered, type_=ARRAY(TSQUERY))).select_from(given).scalar_subquery()


def _numbers(numbers: list[float]) -> sa.ColumnElement[Any]:
    return sa.cast(sa.literal(numbers, ARRAY(sa.Float)), ARRAY(sa.Float))


def _joined(parts: Iterable[sa.ColumnElement[Any]]) -> sa.ColumnElement[Any]:
    return reduce(lambda first, second: first.op("||")(second), parts)


def _by_material(table: Listing, close: Mapping[str, float], catalogue: Catalogue) -> sa.ColumnElement[Any]:
    worth_of = {code: share**_SURELY for code, share in close.items()}
    if table is Offer:
        known = sa.cast(sa.literal(json.dumps(worth_of), sa.Text), JSONB)
        return sa.func.coalesce(sa.cast(known[Offer.material_code].astext, sa.Float), 0.0)
    nearest = sorted(((share, code) for code, share in worth_of.items() if share >= _LEAST), reverse=True)
    cases = [(under_one(table, catalogue, code), sa.literal(share)) for share, code in nearest]
    return sa.case(*cases, else_=0.0) if cases else sa.literal(0.0)
