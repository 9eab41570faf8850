"""A quantity kept for one taker until a day: asked, granted or not, made longer, given back."""

from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals.core.contract import Verb
from exchange.deals.models import Deal, DealHold, DealState, HoldEnd
from exchange.deals.service import quantities
from exchange.deals.service.drafts import Party
from exchange.deals.service.steps import done, locked, locked_lot, moved_on, permitted
from exchange.kernel.ids import new_id
from exchange.kernel.refusals import Conflict, Unprocessable
from exchange.listings import following, stock
from exchange.listings.models import Account, Cause

LONGEST_HOLD = timedelta(days=92)
"""How far ahead a hold can end: what is kept for one is kept from everybody else."""


def ask_hold(deal_id: UUID, until: datetime, *, by: Party, at: datetime) -> Deal:
    """Ask the giver to keep the quantity on the table until an instant. Nothing is kept yet.

    Raises Unprocessable for an end that is past or too far off.
    """
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.ASK_HOLD, by)
    _ensure_ahead(until, at)
    quantity_kg = quantities.bound_kg(deal, deal.offer)
    hold = DealHold(id=new_id(), quantity_kg=quantity_kg, until=until, asked_at=at)
    deal.holds.append(hold)
    done(deal, step, by, at=at, turn_of=deal.giver_id, until=until.isoformat())
    return deal


def grant_hold(deal_id: UUID, *, by: Party, at: datetime) -> Deal:
    """Keep the quantity: it leaves what is free until the hold ends. Raises Conflict when less is left by now."""
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.GRANT_HOLD, by)
    hold = hold_of(deal)
    if hold.until <= at:
        raise Conflict("hold_is_over", _("The day until which it was asked has passed."))
    lot = locked_lot(deal.offer_id)
    quantities.ensure_lot_gives(lot, hold.quantity_kg)
    stock.move(lot.id, hold.quantity_kg, Account.FREE, Account.HELD, cause=Cause.HELD, at=at, deal_id=deal.id)
    stock.settle_state(lot.id)
    following.offer_changed(lot.id)
    hold.granted_at = at
    done(deal, step, by, at=at, turn_of=_answerer(deal), until=hold.until.isoformat())
    return deal


def refuse_hold(deal_id: UUID, *, by: Party, at: datetime) -> Deal:
    """Keep nothing; the talk about the terms goes on."""
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.REFUSE_HOLD, by)
    end_hold(deal, HoldEnd.REFUSED, at=at)
    done(deal, step, by, at=at, turn_of=_answerer(deal))
    return deal


def ask_longer(deal_id: UUID, until: datetime, *, by: Party, at: datetime) -> Deal:
    """Ask the giver to keep it longer; until the answer the first end holds."""
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.ASK_LONGER, by)
    hold = hold_of(deal)
    _ensure_ahead(until, at)
    _ensure_later(until, hold)
    hold.longer_until = until
    done(deal, step, by, at=at, turn_of=deal.giver_id, until=until.isoformat())
    return deal


def extend_hold(deal_id: UUID, until: datetime, *, by: Party, at: datetime) -> Deal:
    """Keep it until a later instant, asked for or not."""
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.EXTEND_HOLD, by)
    hold = hold_of(deal)
    _ensure_ahead(until, at)
    _ensure_later(until, hold)
    hold.until, hold.longer_until = until, None
    done(deal, step, by, at=at, turn_of=_answerer(deal), until=until.isoformat())
    return deal


def release_hold(deal_id: UUID, *, by: Party, at: datetime) -> Deal:
    """The taker gives back what was kept; the talk goes on where its clock was stopped."""
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.RELEASE_HOLD, by)
    end_hold(deal, HoldEnd.RELEASED, at=at)
    done(deal, step, by, at=at, turn_of=_answerer(deal))
    return deal


def lapse_hold(deal_id: UUID, *, at: datetime) -> bool:
    """Give back what was kept until now. False when the hold ended or was made longer: safe to run twice."""
    deal = locked(deal_id, None)
    hold = deal.hold
    if deal.state is not DealState.HELD or hold is None or hold.until > at:
        return False
    step = permitted(deal, Verb.LAPSE_HOLD, None)
    end_hold(deal, HoldEnd.LAPSED, at=at)
    done(deal, step, None, at=at, turn_of=_answerer(deal))
    return True


def end_hold(deal: Deal, ending: HoldEnd, *, at: datetime) -> None:
    """End the open hold of a locked deal, where there is one: what it kept is free again."""
    hold = deal.hold
    if hold is None:
        return
    hold.ended_at, hold.ending, hold.longer_until = at, ending, None
    if hold.is_granted:
        held_kg, lot_id = hold.quantity_kg, deal.offer_id
        stock.move(lot_id, held_kg, Account.HELD, Account.FREE, cause=Cause.RELEASED, at=at, deal_id=deal.id)
        stock.settle_state(lot_id)
        following.offer_changed(lot_id)


def hold_of(deal: Deal) -> DealHold:
    """The open hold of a deal. Raises Conflict where there is none."""
    if deal.hold is None:
        raise moved_on()
    return deal.hold


def _ensure_ahead(until: datetime, at: datetime) -> None:
    if not at < until <= at + LONGEST_HOLD:
        message = _("A hold ends on a day to come, at most %(days)s days from now.", days=LONGEST_HOLD.days)
        raise Unprocessable("hold_not_ahead", message)


def _ensure_later(until: datetime, hold: DealHold) -> None:
    if until <= hold.until:
        raise Unprocessable("not_longer", _("Choose a later day than the one that holds now."))


def _answerer(deal: Deal) -> UUID:
    return deal.other_side(deal.current.proposed_by)
