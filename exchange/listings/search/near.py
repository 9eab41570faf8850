"""What comes close to a search that finds little: marked beside its answers, never counted among them."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY
from sqlalchemy.orm import joinedload

from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.listings.models import Offer
from exchange.listings.models.columns import ACCENTED, PLAIN
from exchange.listings.search.criteria import Criteria
from exchange.listings.search.filters import Meant, conditions, distance_km, table_of, under_one
from exchange.listings.search.queries import Hit, photo_of
from exchange.listings.search.wording import said
from exchange.listings.search.worth import around, worth

MOST_NEAR = 12
_MOST_WEIGHED = 500
"""Listings that are weighed: a common word is in more, but what is close enough to show is rare."""

_GUESSED = 0.25
"""Guesses of the catalogue below this closeness are not even near."""

_ABOUT = ("french", "english", "dutch")


def near(criteria: Criteria, catalogue: Catalogue, meanings: list[Meant], language: str) -> list[Hit]:
    """Listings with some of the words or of a material close to them, nearest first; none without words.

    All other criteria hold. At most twelve of at most five hundred that are weighed.
    """
    if not criteria.words:
        return []
    table, guessed = table_of(criteria.kind), _guessed(catalogue, criteria.words, language)
    close, words = around(catalogue, guessed), catalogue.corrected(criteria.words) or criteria.words
    named = conditions(criteria, catalogue, meanings)
    answers = named.pop("words")
    some = [
        *(said(table).op("@@")(query) for query in any_word(words)),
        _is_close(table, close, catalogue),
    ]
    weighed = sa.select(table.id).where(*named.values(), sa.or_(*some), ~answers).limit(_MOST_WEIGHED).subquery()
    best = worth(table, criteria.words, catalogue, guessed, close).label("key")
    columns = distance_km(criteria).label("distance_km"), photo_of(table).label("photo_id"), best
    rows = sa.select(table, *columns).join(weighed, weighed.c.id == table.id).order_by(best.desc(), table.id)
    return [
        Hit(row[0], row[1], row[2], (row[3],), is_close=True)
        for row in session().execute(rows.limit(MOST_NEAR).options(joinedload(table.business)))
    ]


def merged(answers: Iterable[Hit], close: Iterable[Hit]) -> list[Hit]:
    """Both by their worth for the same words, the best first: a listing that says more of them comes before one that
    only is of a material which some of them may mean. An answer stands before what is worth the same.
    """
    return sorted((*answers, *close), key=lambda hit: (-hit.key[0], hit.is_close))


def _guessed(catalogue: Catalogue, words: str, language: str) -> list[Meant]:
    found = catalogue.suggest(words, language=language, most=8)
    return [Meant(one.code, one.score) for one in found if one.score >= _GUESSED]


def any_word(words: Any) -> list[sa.ColumnElement[Any]]:
    """Words as each of the three languages reads them, any of which will do."""
    folded = sa.func.translate(sa.func.lower(words), ACCENTED, PLAIN)
    all_words = [sa.func.plainto_tsquery(sa.cast(name, REGCONFIG), folded) for name in _ABOUT]
    return [sa.cast(sa.func.replace(sa.cast(query, sa.Text), "&", "|"), TSQUERY) for query in all_words]


def _is_close(table: Any, codes: Iterable[str], catalogue: Catalogue) -> sa.ColumnElement[bool]:
    if table is Offer:
        return Offer.material_code.in_(list(codes))
    return sa.or_(sa.false(), *(under_one(table, catalogue, code) for code in codes))
