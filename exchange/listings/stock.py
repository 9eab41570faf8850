"""Moving a lot's kilograms: counter and ledger in one step, settled by a conditional UPDATE."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.listings.models import Account, Cause, ListingState, Offer, StockMovement
from exchange.web.formats import mass


def move(
    offer_id: UUID,
    quantity_kg: Decimal,
    source: Account,
    target: Account,
    *,
    cause: Cause,
    at: datetime,
    deal_id: UUID | None = None,
) -> None:
    """Move kilograms between two accounts of a lot, or in from and out to ``outside``.

    Raises Conflict naming what is left when the source holds less: two takers of the last tonne
    meet at this UPDATE, and the second finds the row changed.
    """
    counters: dict[str, sa.ColumnElement[Decimal]] = {}
    enough: sa.ColumnElement[bool] = Offer.id == offer_id
    if source is not Account.OUTSIDE:
        held = _counter(source)
        counters[held.key] = held - quantity_kg
        enough = sa.and_(enough, held >= quantity_kg)
    if target is not Account.OUTSIDE:
        counters[_counter(target).key] = _counter(target) + quantity_kg
    counters |= _declared(source, target, quantity_kg)
    moved = session().execute(
        sa.update(Offer).where(enough).values(counters).execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined] # an UPDATE's result counts its rows
        raise Conflict("not_enough_left", _("Only %(left)s are left.", left=mass(_left(offer_id, source))))
    session().add(
        StockMovement(
            offer_id=offer_id,
            source=source,
            target=target,
            quantity_kg=quantity_kg,
            cause=cause,
            deal_id=deal_id,
            at=at,
        )
    )


def _counter(account: Account) -> sa.orm.InstrumentedAttribute[Decimal]:
    return getattr(Offer, f"{account}_kg")  # type: ignore[no-any-return] # one counter per account, by name


def _declared(source: Account, target: Account, quantity_kg: Decimal) -> dict[str, sa.ColumnElement[Decimal]]:
    """What comes in from outside is declared; what goes back out is declared no more."""
    if source is Account.OUTSIDE:
        return {"declared_kg": Offer.declared_kg + quantity_kg}
    if target is Account.OUTSIDE:
        return {"declared_kg": Offer.declared_kg - quantity_kg}
    return {}


def _left(offer_id: UUID, account: Account) -> Decimal:
    return session().scalar(sa.select(_counter(account)).where(Offer.id == offer_id)) or Decimal(0)


def settle_state(offer_id: UUID) -> None:
    """A lot with nothing free is exhausted; one that gets stock back is published again."""
    in_state = sa.update(Offer).where(Offer.id == offer_id).execution_options(synchronize_session=False)
    session().execute(
        in_state.where(Offer.state == ListingState.PUBLISHED, Offer.free_kg == 0).values(state=ListingState.EXHAUSTED)
    )
    session().execute(
        in_state.where(Offer.state == ListingState.EXHAUSTED, Offer.free_kg > 0).values(state=ListingState.PUBLISHED)
    )
