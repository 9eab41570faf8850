"""Keeping the kept counts short, and making them anew."""

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.listings.models import TALLIES


def fold() -> None:
    """Put the differences of each combination into one row. The sums, and so all counts, stay what they are.

    May run beside anything, itself included: rows that another one folds are waited for and then left alone.
    """
    for table in TALLIES:
        columns = [column for column in table.columns if column is not table.c.listings]
        several = sa.select(*columns).group_by(*columns).having(sa.func.count() > 1)
        gone = table.delete().where(sa.tuple_(*columns).in_(several)).returning(*table.columns).cte("gone")
        key, count = [gone.c[column.name] for column in columns], sa.func.sum(gone.c.listings)
        summed = sa.select(*key, count).group_by(*key).having(count != 0)
        session().execute(table.insert().from_select([*(column.name for column in columns), "listings"], summed))


def recount() -> None:
    """Count all published listings afresh. Writers wait meanwhile: for when the material tree was numbered anew."""
    session().execute(sa.text("SELECT recount_listings()"))
