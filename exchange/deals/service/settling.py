"""A load's weight becomes the truth: the ledger, the need, the impact and what is owed follow it."""

from datetime import datetime
from decimal import Decimal

from exchange.deals.models import Deal, Movement
from exchange.deals.service.owing import owe
from exchange.deals.service.steps import locked_lot
from exchange.impact import service as impact
from exchange.impact.reckoning import PIECE
from exchange.kernel.place import haul_km
from exchange.listings import coverage, following, stock
from exchange.listings.models import Account, Cause, Offer


def settle(deal: Deal, load: Movement, *, at: datetime) -> None:
    """Bring ledger, need and impact to the weight that now counts, in the transaction that makes it count."""
    accepted_kg, shipped_kg = load.stands_at_kg, load.shipped_kg or load.planned_kg
    lot = locked_lot(deal.offer_id)
    correct(deal, lot, load.arrived_kg - shipped_kg, Account.SHIPPED, Cause.WEIGHED, at=at)
    _moved(deal, accepted_kg, Account.DELIVERED, Cause.CONFIRMED, at=at)
    _moved(deal, load.refused_kg or Decimal(0), Account.FREE, Cause.REFUSED, at=at)
    stock.settle_state(lot.id)
    if accepted_kg != shipped_kg or load.refused_kg:
        following.offer_changed(lot.id)
    if deal.need_id is not None and accepted_kg != shipped_kg:
        coverage.correct(deal.need_id, accepted_kg - shipped_kg)
        following.need_changed(deal.need_id)
    if accepted_kg:
        _credit(deal, load, accepted_kg, at=at)
        owe(deal, load, at=at)
    load.confirmed_at = at


def _moved(deal: Deal, quantity_kg: Decimal, target: Account, cause: Cause, *, at: datetime) -> None:
    """From the road to where it ends."""
    if quantity_kg > 0:
        stock.move(deal.offer_id, quantity_kg, Account.SHIPPED, target, cause=cause, at=at, deal_id=deal.id)


def correct(deal: Deal, lot: Offer, difference_kg: Decimal, account: Account, cause: Cause, *, at: datetime) -> None:
    """Compensating entries for a weight that is not the agreed one; nothing that was written is changed.

    Heavier: the surplus was in the yard, so it leaves what is free; beyond that the lot was larger than
    declared, and it comes in from outside. Lighter: what was not loaded is free again while something of the
    lot is left; when this load took all that was left, or the lot goes as a whole, the rest never was there: lost.
    """

    def move(quantity_kg: Decimal, source: Account, target: Account) -> None:
        if quantity_kg > 0:
            stock.move(lot.id, quantity_kg, source, target, cause=cause, at=at, deal_id=deal.id)

    from_free_kg = min(lot.free_kg, max(difference_kg, Decimal(0)))
    move(from_free_kg, Account.FREE, account)
    move(difference_kg - from_free_kg, Account.OUTSIDE, account)
    all_gone = lot.is_whole_lot or lot.free_kg == 0
    move(-difference_kg, account, Account.LOST if all_gone else Account.FREE)


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
