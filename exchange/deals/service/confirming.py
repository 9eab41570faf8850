"""The weight becomes the truth: the ledger, the need and the impact follow it."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals import queries
from exchange.deals.core.contract import BOUND_STATES
from exchange.deals.core.movement import LoadVerb, MovementState
from exchange.deals.models import Deal, Movement
from exchange.deals.service.drafts import Party
from exchange.deals.service.load_steps import load_of, moved, permitted_load
from exchange.deals.service.steps import locked, locked_lot
from exchange.impact import service as impact
from exchange.impact.reckoning import PIECE
from exchange.kernel.place import haul_km
from exchange.kernel.refusals import Conflict
from exchange.listings import coverage, following, stock
from exchange.listings.models import Account, Cause, Offer


def confirm(deal_id: UUID, load_number: int, *, received_kg: Decimal, by: Party, at: datetime) -> Deal:
    """Stand by the weight that the other side told; ``received_kg`` says which one was read."""
    deal = locked(deal_id, by)
    load = load_of(deal, load_number)
    step = permitted_load(deal, load, LoadVerb.CONFIRM, by)
    if load.received_kg != received_kg:
        raise Conflict("superseded", _("Another weight was told by now. Look at it first."))
    _settle(deal, load, at=at)
    load.confirmed_by = by.business_id
    moved(deal, load, step, by, at=at, received_kg=load.received_kg)
    return deal


def confirm_by_silence(deal_id: UUID, load_number: int, *, at: datetime) -> bool:
    """Take a weight as confirmed after a week without a word. False when somebody spoke: safe to run twice."""
    deal = locked(deal_id, None)
    load = deal.load_numbered(load_number)
    if deal.state not in BOUND_STATES or load is None or load.state is not MovementState.RECEIVED:
        return False
    if load.weighed_at is None or load.weighed_at + queries.SILENCE > at:
        return False
    step = permitted_load(deal, load, LoadVerb.CONFIRM_BY_SILENCE, None)
    _settle(deal, load, at=at)
    moved(deal, load, step, None, at=at, received_kg=load.received_kg)
    return True


def _settle(deal: Deal, load: Movement, *, at: datetime) -> None:
    """Bring ledger, need and impact to the weight that now counts, in the transaction that makes it count."""
    weight_kg, shipped_kg = load.stands_at_kg, load.shipped_kg or load.planned_kg
    lot = locked_lot(deal.offer_id)
    _correct_shipped(deal, lot, weight_kg - shipped_kg, at=at)
    stock.move(lot.id, weight_kg, Account.SHIPPED, Account.DELIVERED, cause=Cause.CONFIRMED, at=at, deal_id=deal.id)
    stock.settle_state(lot.id)
    if weight_kg != shipped_kg:
        following.offer_changed(lot.id)
    if deal.need_id is not None and weight_kg != shipped_kg:
        coverage.correct(deal.need_id, weight_kg - shipped_kg)
        following.need_changed(deal.need_id)
    _credit(deal, load, weight_kg, at=at)
    load.confirmed_at = at


def _correct_shipped(deal: Deal, lot: Offer, difference_kg: Decimal, *, at: datetime) -> None:
    """Compensating entries for a weight that is not the agreed one; nothing that was written is changed.

    Heavier: the surplus was in the yard, so it leaves what is free; beyond that the lot was larger than
    declared, and it comes in from outside. Lighter: what was not loaded is free again while something of the
    lot is left; when this load took all that was left, or the lot goes as a whole, the rest never was there: lost.
    """

    def move(quantity_kg: Decimal, source: Account, target: Account) -> None:
        if quantity_kg > 0:
            stock.move(lot.id, quantity_kg, source, target, cause=Cause.WEIGHED, at=at, deal_id=deal.id)

    from_free_kg = min(lot.free_kg, max(difference_kg, Decimal(0)))
    move(from_free_kg, Account.FREE, Account.SHIPPED)
    move(difference_kg - from_free_kg, Account.OUTSIDE, Account.SHIPPED)
    all_gone = lot.is_whole_lot or lot.free_kg == 0
    move(-difference_kg, Account.SHIPPED, Account.LOST if all_gone else Account.FREE)


def _credit(deal: Deal, load: Movement, weight_kg: Decimal, *, at: datetime) -> None:
    impact.credit(
        load.id,
        material_code=deal.offer.material_code,
        mass_kg=weight_kg,
        haul_km=haul_km(deal.offer.site.place, deal.taker_site.place),
        legal_status=deal.offer.legal_status,
        price_eur_per_t=deal.current.price_eur_per_t,
        kg_per_piece=deal.offer.kg_per_unit if deal.offer.unit == PIECE else None,
        at=at,
    )
