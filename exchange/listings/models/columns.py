"""Columns that offers and needs share: planar points and circles, and the indexes that find them."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from exchange.kernel.orm import Moment

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


OPENS_IN_ORDER = {
    "audience_widens": "partners_from <= everyone_from",
    "partners_come_before_everyone": "partners_from IS NULL OR everyone_from IS NOT NULL",
    "shown_first_until_a_day": "state <> 'shown_first' OR everyone_from IS NOT NULL",
}
"""What a listing that is shown step by step keeps, by the constraint's name."""


class Opening:
    """From which day on others than its own company see a listing."""

    partners_from: Mapped[date | None] = mapped_column(comment="First day for partners; none: not before everyone")
    everyone_from: Mapped[date | None] = mapped_column(comment="First day for everyone; none: at once")
    partners_told_at: Mapped[Moment | None] = mapped_column(comment="When partners heard that they see it first")


ARISES = {
    "weekdays_are_days": "weekdays <@ '{1,2,3,4,5,6,7}'::smallint[]",
    "months_are_months": "months <@ '{1,2,3,4,5,6,7,8,9,10,11,12}'::smallint[]",
    "only_flows_have_a_season": "rhythm = 'flow' OR (weekdays = '{}' AND months = '{}')",
    "only_flows_are_weekly": "rhythm = 'flow' OR NOT is_weekly",
}
"""What the days and months of a flow keep, by the constraint's name."""


class Arising:
    """When a flow arises, or is wanted."""

    weekdays: Mapped[list[int]] = mapped_column(
        ARRAY(sa.SmallInteger),
        server_default="{}",
        comment="Of a flow: ISO weekdays on which it arises, 1 Monday to 7; empty: any",
    )
    months: Mapped[list[int]] = mapped_column(
        ARRAY(sa.SmallInteger),
        server_default="{}",
        comment="Of a flow: months in which it arises, 1 to 12; empty: all year",
    )
    is_weekly: Mapped[bool] = mapped_column(
        server_default=sa.false(), comment="Of a flow: told by the week; its kilograms are a month's all the same"
    )


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
            sa.Index(f"{name}_shown_first_idx", "business_id", postgresql_where=sa.text("state = 'shown_first'")),
            sa.Index(f"{name}_newest_idx", sa.text("published_at DESC"), sa.text("id DESC"), postgresql_where=live),
        )
