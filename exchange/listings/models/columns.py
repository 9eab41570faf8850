"""Columns that offers and needs share: planar points and circles, and the indexes that find them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import UserDefinedType

ACCENTED, PLAIN = "àâäáãçéèêëíîïìñóôöòõúûüùÿ", "aaaaaceeeeiiiinooooouuuuy"
"""Letters that people type with and without their accents; folded alike in texts and in what is searched."""

_FOLDED = f"translate(lower(title || ' ' || description), '{ACCENTED}', '{PLAIN}')"
WORDS = " || ".join(f"to_tsvector('{language}', {_FOLDED})" for language in ("french", "english", "dutch"))
"""Title and description, stemmed in the three languages of the territory."""


OFFER_SAYS = "(words || array_to_tsvector(ARRAY['#'::text || lower(material)::text]))"
"""What a lot says with the number of its node as one more word: «said, but not of this material» is one question. No
text of people's has a word that begins with that sign."""


class Point(UserDefinedType[str]):
    """PostgreSQL's ``point``, as text: planar metres «(x,y)»."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """How PostgreSQL calls it."""
        return "point"


class Circle(UserDefinedType[str]):
    """PostgreSQL's ``circle``, as text: planar metres «<(x,y),r>»."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """How PostgreSQL calls it."""
        return "circle"


class Listed:
    """What both kinds of listing share in the database."""

    __tablename__: str

    @classmethod
    def search_indexes(cls, *counted: str) -> tuple[sa.Index, ...]:
        """What the search asks for; only live rows are in the indexes by material and by age.

        ``counted``: columns that are counted by, kept in the index of cells so that counting reads nothing else.
        """
        live, public = sa.text("state IN ('published', 'observed')"), sa.text("state = 'published'")
        name = cls.__tablename__
        counted = ("material", *counted, "business_id")
        return (
            sa.Index(
                f"{name}_counted_idx", "cell_x_m", "cell_y_m", postgresql_include=counted, postgresql_where=public
            ),
            sa.Index(f"{name}_here_idx", "material", "place", postgresql_using="gist", postgresql_where=live),
            sa.Index(f"{name}_newest_idx", sa.text("published_at DESC"), sa.text("id DESC"), postgresql_where=live),
        )
