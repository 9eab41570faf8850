"""Keeping the live rows: what matching reads by the thousand follows the listings, one by one or all at once."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.kernel.orm import session
from exchange.matching.models import LiveNeed, LiveOffer, LivePermits
from exchange.matching.queries import live

_DERIVED = {"place", "cover", "span"}
"""Points and boxes know no «distinct from»; each follows from columns that do."""


def keep_offers(ids: Collection[UUID] | None = None) -> None:
    """Bring the rows of these offers, or of all, to what they are now; those that are not live lose theirs."""
    _keep(LiveOffer, live.offers(ids), [LiveOffer.offer_id], ids)


def keep_needs(day: date, ids: Collection[UUID] | None = None) -> None:
    """The same for needs, with the permits in force on a day."""
    sets = insert(LivePermits).from_select(["codes"], live.permitted_sets(day, ids)).on_conflict_do_nothing()
    session().execute(sets)
    _keep(LiveNeed, live.needs(day, ids), [LiveNeed.need_id, LiveNeed.lft], ids)


def _keep(
    table: type[LiveOffer] | type[LiveNeed], now: sa.Select[Any], key: list[Any], ids: Collection[UUID] | None
) -> None:
    """What did not change is not written: an index of places is dear to touch."""
    fresh = now.subquery()
    listing, names = key[0], [column.name for column in fresh.c]
    gone = sa.delete(table).where(sa.tuple_(*key).not_in(sa.select(*(fresh.c[column.name] for column in key))))
    row = insert(table).from_select(names, sa.select(fresh).order_by(*_neighbours(fresh)))
    kept = [name for name in names if name not in {column.name for column in key}]
    compared = [name for name in kept if name not in _DERIVED]
    old = sa.tuple_(*(getattr(table, name) for name in compared))
    is_new = old.is_distinct_from(sa.tuple_(*(row.excluded[name] for name in compared)))
    brought = row.on_conflict_do_update(
        index_elements=key, set_={name: row.excluded[name] for name in kept}, where=is_new
    )
    session().execute(gone if ids is None else gone.where(listing.in_(list(ids))), execution_options=_BULK)
    session().execute(brought, execution_options=_BULK)


def _neighbours(fresh: sa.Subquery) -> list[Any]:
    """What is asked for together lies together on disk: one material, one square of about twenty kilometres."""
    axes = (sa.func.round(fresh.c[axis] * _SQUARES) for axis in ("ux", "uy", "uz"))
    return [fresh.c.lft, *axes]


_SQUARES = 320
"""Squares per radius of the earth."""
_BULK = {"synchronize_session": False}
