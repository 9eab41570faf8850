"""What comes close to a search that finds little: told apart from its answers, never counted among them."""

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, REGCONFIG, TSQUERY
from sqlalchemy.orm import joinedload

from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.listings.models import Offer
from exchange.listings.models.columns import ACCENTED, PLAIN
from exchange.listings.search.criteria import Criteria
from exchange.listings.search.filters import Meant, conditions, distance_km, table_of, under_one
from exchange.listings.search.queries import Hit, photo_of
from exchange.listings.search.wording import said

MOST_NEAR = 12
_MOST_WEIGHED = 1000
"""Listings that are weighed: a common word is in more, but what is close enough to show is rare."""

_GUESSED = 0.25
"""Guesses of the catalogue below this closeness are not even near."""

_ABOVE, _BESIDE = 0.75, 0.3
"""What a listing under the node above is worth, and one under another node of the same parent."""

_MATERIAL, _TITLE, _TEXT, _SHORT = 0.25, 4.0, 4.0, 4.0
"""Weights: the material's closeness, words in the title, in the text, in a short text. Fitted as for the answers."""

_ABOUT = ("french", "english", "dutch")


def near(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], language: str) -> list[Hit]:
    """Listings with some of the words or of a material close to them, nearest first; none without words.

    All other criteria hold. At most twelve of at most a thousand that are weighed.
    """
    if not criteria.words:
        return []
    table, close = table_of(criteria.kind), closeness(catalogue, criteria.words, language)
    words = catalogue.corrected(criteria.words) or criteria.words
    named = conditions(criteria, catalogue, meanings)
    answers = named.pop("words")
    some = [*(said(table).op("@@")(query) for query in any_word(words)), _is_close(table, close, catalogue)]
    weighed = sa.select(table.id).where(*named.values(), sa.or_(*some), ~answers).limit(_MOST_WEIGHED).subquery()
    worth = _worth(table, words, close, catalogue)
    columns = distance_km(criteria).label("distance_km"), photo_of(table).label("photo_id"), worth.label("key")
    rows = sa.select(table, *columns).join(weighed, weighed.c.id == table.id).order_by(worth.desc(), table.id)
    return [
        Hit(row[0], row[1], row[2], (row[3],))
        for row in session().execute(rows.limit(MOST_NEAR).options(joinedload(table.business)))
    ]


def closeness(catalogue: Catalogue, words: str, language: str) -> dict[str, float]:
    """Materials near the words, each with how near (0 to 1): those meant perhaps, and what stands around them."""
    close: dict[str, float] = {}
    for one in catalogue.suggest(words, language=language, most=8):
        if one.score >= _GUESSED:
            for code, share in _around(catalogue, one.code).items():
                close[code] = max(close.get(code, 0.0), share * one.score)
    return close


def _around(catalogue: Catalogue, code: str) -> dict[str, float]:
    parent = catalogue.materials[code].parent_code
    around = {} if parent is None else {sibling.code: _BESIDE for sibling in catalogue.children(parent)}
    above = {node.code: _ABOVE for node in catalogue.path(code)}
    below = {node.code: 1.0 for node in catalogue.below(code)}
    return {**around, **above, **below}


def any_word(words: Any) -> list[sa.ColumnElement[Any]]:
    """Words as each of the three languages reads them, any of which will do."""
    folded = sa.func.translate(sa.func.lower(words), ACCENTED, PLAIN)
    all_words = [sa.func.plainto_tsquery(sa.cast(name, REGCONFIG), folded) for name in _ABOUT]
    return [sa.cast(sa.func.replace(sa.cast(query, sa.Text), "&", "|"), TSQUERY) for query in all_words]


def _worth(table: Any, words: str, close: dict[str, float], catalogue: Catalogue) -> sa.ColumnElement[float]:
    queries = any_word(words)
    title = sa.func.translate(sa.func.lower(table.title), ACCENTED, PLAIN)
    titles = [
        sa.func.ts_rank(sa.func.to_tsvector(sa.cast(name, REGCONFIG), title), query)
        for name, query in zip(_ABOUT, queries, strict=True)
    ]
    found = sa.func.greatest(*(sa.func.ts_rank(table.words, query) for query in queries))
    shortly = sa.func.greatest(*(sa.func.ts_rank(table.words, query, 1) for query in queries))
    by_material = _MATERIAL * _by_material(table, close, catalogue)
    return sa.cast(by_material + _TITLE * sa.func.greatest(*titles) + _TEXT * found + _SHORT * shortly, sa.Float)


def _is_close(table: Any, codes: Iterable[str], catalogue: Catalogue) -> sa.ColumnElement[bool]:
    if table is Offer:
        return Offer.material_code.in_(list(codes))
    return sa.or_(sa.false(), *(under_one(table, catalogue, code) for code in codes))


def _by_material(table: Any, close: dict[str, float], catalogue: Catalogue) -> sa.ColumnElement[Any]:
    if table is Offer:
        known = sa.cast(sa.literal(json.dumps(close), sa.Text), JSONB)
        return sa.func.coalesce(sa.cast(known[Offer.material_code].astext, sa.Float), 0.0)
    nearest = sorted(close.items(), key=lambda pair: -pair[1])
    worth = [(under_one(table, catalogue, code), share) for code, share in nearest]
    return sa.case(*worth, else_=0.0) if worth else sa.literal(0.0)
