"""The table of deals in what a company takes away."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from exchange.deals import labels
from exchange.deals.models import Deal, Movement
from exchange.kernel.orm import session
from exchange.listings.bulk.exporting import Sheet, Value, export

_AT_ONCE = 500


def header() -> Sequence[str]:
    """What the columns hold."""
    return [
        _("Id"), _("State"), _("Lot"), _("We give or take"), _("Other side"), _("Quantity, kg"),
        _("Price, € per tonne"), _("Load"), _("Weight, kg"), _("Confirmed"), _("Begun"), _("Closed"),
    ]  # fmt: skip


def rows(business_id: UUID) -> Iterator[Sequence[Value]]:
    """Every deal of the company, one line for each of its loads; the other side by name once both have agreed."""
    mine = sa.select(Deal).where(sa.or_(Deal.giver_id == business_id, Deal.taker_id == business_id))
    parts = (joinedload(Deal.offer), joinedload(Deal.giver), joinedload(Deal.taker))
    loaded = mine.options(*parts, selectinload(Deal.terms), selectinload(Deal.movements))
    for deal in session().scalars(loaded.order_by(Deal.id).execution_options(yield_per=_AT_ONCE)):
        gives = deal.giver_id == business_id
        other = (deal.taker if gives else deal.giver).name if deal.was_agreed else ""
        loads: Sequence[Movement | None] = deal.movements or [None]
        for load in loads:
            yield [
                deal.id, str(labels.state_label(deal.state)), deal.offer.title,
                _("give") if gives else _("take"), other,
                deal.current.quantity_kg, deal.current.price_eur_per_t, load.load_number if load else None,
                load.stands_at_kg if load else None, load.confirmed_at if load else None, deal.created_at,
                deal.closed_at,
            ]  # fmt: skip


DEALS = export(Sheet("deals", header, rows))
