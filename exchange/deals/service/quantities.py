"""Whether a lot can give what is asked: amounts, call-offs, permits and papers."""

from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from exchange.accounts import queries as accounts
from exchange.accounts.models import Site
from exchange.deals import policy
from exchange.deals.core.settlement import PriceForAll
from exchange.deals.models import Deal
from exchange.deals.service.drafts import TermsDraft
from exchange.kernel import clock
from exchange.kernel.orm import MOST_KG
from exchange.kernel.refusals import Conflict, Unprocessable
from exchange.kernel.trade import LegalStatus
from exchange.listings.models import Need, Offer
from exchange.web.formats import mass

_GRAM, _NOTHING = Decimal("0.001"), Decimal(0)
LEAST_EUR_PER_T, MOST_EUR_PER_T = Decimal(-100_000), Decimal(10_000_000)


def in_kg(quantity: Decimal, offer: Offer) -> Decimal:
    """What is asked of a lot, in kilograms. All units that its page shows are all its kilograms: no gram is left."""
    return offer.free_kg if quantity == offer.free_units else mass_of(quantity, offer.kg_per_unit)


def mass_of(quantity: Decimal, kg_per_unit: Decimal) -> Decimal:
    """Kilograms to the gram. Raises Unprocessable for less than a gram or more than anything weighs."""
    quantity_kg = (quantity * kg_per_unit).quantize(_GRAM)
    if not _GRAM <= quantity_kg <= MOST_KG:
        raise Unprocessable("quantity_out_of_bounds", _("This quantity is too small or too large."))
    return quantity_kg


def price_per_tonne(draft: TermsDraft, quantity_kg: Decimal) -> Decimal:
    """What a tonne costs, named or as it follows from the price for all. Raises Unprocessable beyond its bounds."""
    if draft.price_eur is None:
        return draft.price_eur_per_t
    price_eur_per_t = PriceForAll(draft.price_eur, quantity_kg).eur_per_t
    is_lost = bool(draft.price_eur) and not price_eur_per_t
    if is_lost or not LEAST_EUR_PER_T <= price_eur_per_t <= MOST_EUR_PER_T:
        raise Unprocessable("price_out_of_bounds", _("This price is too small or too large for the quantity."))
    return price_eur_per_t


def ensure_lot_gives(offer: Offer, quantity_kg: Decimal, *, held_kg: Decimal = _NOTHING) -> None:
    """Raises Conflict when less is left, Unprocessable below the smallest call-off or for part of a whole lot.

    ``held_kg``: what is kept for this very deal, to be had beside what is free. The last of a lot that only samples
    brought below its smallest call-off can still be had: it would lie there for nobody.
    """
    left_kg = offer.free_kg + held_kg
    if quantity_kg > left_kg:
        raise Conflict("not_enough_left", _("Only %(left)s are left.", left=mass(left_kg)))
    if offer.is_whole_lot and quantity_kg != left_kg:
        raise Unprocessable("whole_lot_only", _("This lot goes as a whole: %(all)s.", all=mass(left_kg)))
    is_rest_of_samples = quantity_kg == left_kg and quantity_kg + offer.sample_kg >= offer.minimum_kg
    if quantity_kg < offer.minimum_kg and not is_rest_of_samples:
        message = _("The smallest quantity of this lot is %(least)s.", least=mass(offer.minimum_kg))
        raise Unprocessable("below_minimum", message)


def bound_kg(deal: Deal, lot: Offer) -> Decimal:
    """What acceptance binds: the terms' quantity, less only what a sample of this deal took from the last of the lot.

    So a talk about all of a lot is not undone by the handful that was tried first.
    """
    quantity_kg, left_kg = deal.current.quantity_kg, lot.free_kg + deal.held_kg
    is_short_by_the_sample = 0 < left_kg < quantity_kg <= left_kg + deal.sampled_kg
    return left_kg if is_short_by_the_sample else quantity_kg


def ensure_need_wants(need: Need | None, quantity_kg: Decimal) -> None:
    """Raises Conflict naming what is still wanted, where the deal is meant for a need."""
    if need is not None and quantity_kg > need.remaining_kg:
        message = _("Only %(left)s are still wanted.", left=mass(need.remaining_kg))
        raise Conflict("not_wanted_any_more", message)


def ensure_permitted(offer: Offer, taker_site: Site, *, at: datetime) -> None:
    """Raises Conflict when waste would go to a site without a verified permit for its code."""
    if offer.legal_status is not LegalStatus.WASTE:
        return
    codes = accounts.permitted_codes([taker_site.id], on=clock.day_of(at))
    if not policy.is_permitted(offer, codes.get(taker_site.id, frozenset())):
        message = _(
            "This lot is waste (code %(code)s): the receiving site needs a verified permit that covers it.",
            code=offer.waste_code,
        )
        raise Conflict("permit_missing", message)
