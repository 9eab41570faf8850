"""Words as questions to the texts of listings, in the three languages of the territory."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY

from exchange.listings.models import Need, Offer
from exchange.listings.models.columns import ACCENTED, OFFER_SAYS, PLAIN

_STEMMERS = ("french", "english", "dutch")


def spoken_queries(words: Any) -> list[sa.ColumnElement[Any]]:
    """Words as each of the three languages reads them: typed ones, or a column that keeps such."""
    folded = sa.func.translate(sa.func.lower(words), ACCENTED, PLAIN)
    return [sa.func.websearch_to_tsquery(sa.cast(name, REGCONFIG), folded) for name in _STEMMERS]


def in_any_language(words: str) -> sa.ColumnElement[Any]:
    """The words as any of the three languages reads them, as one question: an index answers it at once."""
    french, english, dutch = spoken_queries(words)
    either: sa.ColumnElement[Any] = french.op("||")(english).op("||")(dutch)
    return either


def said(table: type[Offer] | type[Need]) -> sa.ColumnElement[Any]:
    """The words of a listing as they are indexed."""
    return sa.literal_column(OFFER_SAYS, Offer.words.type) if table is Offer else Need.words.expression


def said_of_others(words: str, nodes: Iterable[int]) -> sa.ColumnElement[bool]:
    """Lots that say the words and are of none of these materials, by where nodes begin: one question to the index."""
    asked = in_any_language(words)
    if named := [f"'#{number}'" for number in nodes]:
        asked = asked.op("&&")(sa.cast(sa.literal(f"!({' | '.join(named)})"), TSQUERY))
    return sa.and_(_has_words(words), said(Offer).op("@@", is_comparison=True)(asked))


def _has_words(words: str) -> sa.ColumnElement[bool]:
    """Whether anything is left of the words: a question of stop words alone asks for nothing, not for everything."""
    return sa.or_(*(sa.func.numnode(query) > 0 for query in spoken_queries(words)))
