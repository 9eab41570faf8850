"""Saying yes: from here on the stock is bound."""

import secrets
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals import policy
from exchange.deals.conditions import is_met
from exchange.deals.core.contract import Verb
from exchange.deals.core.movement import LoadVerb
from exchange.deals.models import Deal, HoldEnd, Movement, MovementState
from exchange.deals.service import quantities
from exchange.deals.service.drafts import Party
from exchange.deals.service.holding import end_hold
from exchange.deals.service.load_steps import moved, permitted_load
from exchange.deals.service.steps import done, locked, locked_lot, permitted
from exchange.kernel.refusals import Conflict
from exchange.listings import coverage, following, stock
from exchange.listings.models import Account, Cause, Offer

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which are misread at a gate: 32^6, about a thousand million codes."""


def accept(deal_id: UUID, *, version: int, by: Party, at: datetime) -> Deal:
    """Bind both sides to the terms on the table: stock is committed, the need covered, a load planned.

    Locks deal, lot, need in this order. Raises Conflict when the terms were superseded, when the lot holds
    less by now or is withdrawn, when papers are missing; nothing is changed then.
    """
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.ACCEPT, by)
    if version != deal.current_version:
        raise Conflict("superseded", _("Other terms are on the table by now. Look at them first."))
    if deal.clock_stopped_at is None and deal.expires_at <= at:
        raise Conflict("lapsed", _("This proposal has lapsed. Make a new one."))
    lot = locked_lot(deal.offer_id)
    ensure_agreeable(deal, lot, at=at)
    bound_kg = commit_stock(deal, lot, at=at)
    deal.movements.append(planned(bound_kg))
    _name_slot(deal, deal.movements[-1], at=at)
    turn = policy.turn_of_load(deal)
    done(deal, step, by, at=at, turn_of=turn, version=version, quantity_kg=bound_kg)
    _agree_slot(deal, deal.movements[-1], by, at=at)
    return deal


def _name_slot(deal: Deal, load: Movement, *, at: datetime) -> None:
    """The time inside the terms stands as proposed for the first load; one that has passed falls away."""
    terms = deal.current
    if terms.slot_start is not None and terms.slot_start > at:
        load.slot_start, load.slot_end, load.slot_proposed_by = terms.slot_start, terms.slot_end, terms.proposed_by


def _agree_slot(deal: Deal, load: Movement, by: Party, *, at: datetime) -> None:
    """Who accepts the terms agrees to their time, as a step of its own. Where papers are missing it stays proposed."""
    if load.slot_start is None or not is_met(deal, LoadVerb.AGREE_SLOT, at):
        return
    step = permitted_load(deal, load, LoadVerb.AGREE_SLOT, by)
    moved(deal, load, step, by, at=at, start=load.slot_start.isoformat())


def ensure_agreeable(deal: Deal, lot: Offer, *, at: datetime) -> None:
    """The rules of the proposal, asked again of the lot as it is now."""
    if lot.state not in policy.DEALABLE:
        raise Conflict("not_on_offer", _("This lot is not on offer any more."))
    if not (deal.giver.is_active and deal.taker.is_active):
        raise Conflict("not_on_offer", _("One of the two companies cannot trade at the moment."))
    quantities.ensure_permitted(lot, deal.taker_site, at=at)
    quantities.ensure_lot_gives(lot, quantities.bound_kg(deal, lot), held_kg=deal.held_kg)


def commit_stock(deal: Deal, lot: Offer, *, at: datetime) -> Decimal:
    """Bound by a conditional update, whatever was read before it; matches and rivals must follow what is left.

    What was kept for this deal is freed and bound in one transaction: nobody comes in between. Returns what is bound.
    """
    quantity_kg = quantities.bound_kg(deal, lot)
    end_hold(deal, HoldEnd.AGREED, at=at)
    stock.move(lot.id, quantity_kg, Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=at, deal_id=deal.id)
    stock.settle_state(lot.id)
    following.offer_changed(lot.id)
    if deal.need_id is not None:
        coverage.cover(deal.need_id, quantity_kg)
        following.need_changed(deal.need_id)
    return quantity_kg


def planned(quantity_kg: Decimal) -> Movement:
    """The one load of a deal about a quantity, with the code of its gate."""
    return Movement(load_number=1, state=MovementState.PLANNED, planned_kg=quantity_kg, code=gate_code())


def gate_code() -> str:
    """What the giver shows at the gate: nobody guesses it in the tries that a taker has."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))
