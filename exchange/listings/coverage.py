"""How much of a need is covered by deals, settled by a conditional UPDATE like the stock of a lot."""

from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.listings.models import ListingState, Need
from exchange.web.formats import mass


def cover(need_id: UUID, quantity_kg: Decimal) -> None:
    """Count kilograms as coming. Raises Conflict naming what is still wanted when they are more than that."""
    enough = sa.and_(Need.id == need_id, Need.wanted_kg - Need.covered_kg >= quantity_kg)
    covered = session().execute(_change(enough).values(covered_kg=Need.covered_kg + quantity_kg))
    if covered.rowcount != 1:  # type: ignore[attr-defined] # an UPDATE's result counts its rows
        wanted = session().scalar(sa.select(Need.wanted_kg - Need.covered_kg).where(Need.id == need_id))
        raise Conflict("not_wanted_any_more", _("Only %(left)s are still wanted.", left=mass(wanted or Decimal(0))))
    _settle_state(need_id)


def correct(need_id: UUID, difference_kg: Decimal) -> None:
    """Follow a weight or a cancellation, up or down, within nothing and all that was wanted."""
    corrected = sa.func.least(Need.wanted_kg, sa.func.greatest(0, Need.covered_kg + difference_kg))
    session().execute(_change(Need.id == need_id).values(covered_kg=corrected))
    _settle_state(need_id)


def _settle_state(need_id: UUID) -> None:
    """A need that is covered is out of the search; one that gets a gap again comes back."""
    full = Need.covered_kg >= Need.wanted_kg
    published, exhausted = Need.state == ListingState.PUBLISHED, Need.state == ListingState.EXHAUSTED
    session().execute(_change(sa.and_(Need.id == need_id, published, full)).values(state=ListingState.EXHAUSTED))
    session().execute(_change(sa.and_(Need.id == need_id, exhausted, ~full)).values(state=ListingState.PUBLISHED))


def _change(which: sa.ColumnElement[bool]) -> sa.Update:
    return sa.update(Need).where(which).execution_options(synchronize_session=False)
