"""At the gate: the load leaves the giver's hands."""

import hmac
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals.core.movement import LoadVerb
from exchange.deals.models import Deal
from exchange.deals.service.drafts import Party
from exchange.deals.service.load_steps import load_of, moved, permitted_load
from exchange.deals.service.steps import locked
from exchange.kernel.refusals import Unprocessable
from exchange.listings import stock
from exchange.listings.models import Account, Cause


def hand_over(deal_id: UUID, load_number: int, *, code: str = "", plate: str = "", by: Party, at: datetime) -> Deal:
    """Loaded and gone: the giver says so, or the taker enters the code that the giver showed at the gate.

    Raises Unprocessable for a wrong code: only who was there knows it.
    """
    deal = locked(deal_id, by)
    load = load_of(deal, load_number)
    step = permitted_load(deal, load, LoadVerb.HAND_OVER, by)
    if by.business_id == deal.taker_id and not hmac.compare_digest(code.strip().upper().encode(), load.code.encode()):
        raise Unprocessable("wrong_code", _("This is not the code of this load. The giver shows it at the gate."))
    shipped_kg = load.planned_kg
    stock.move(
        deal.offer_id, shipped_kg, Account.COMMITTED, Account.SHIPPED, cause=Cause.HANDED_OVER, at=at, deal_id=deal.id
    )
    load.shipped_kg, load.shipped_at, load.plate = shipped_kg, at, plate
    moved(deal, load, step, by, at=at, shipped_kg=shipped_kg)
    return deal
