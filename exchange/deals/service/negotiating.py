"""Putting terms on the table, and better ones beside them."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals.core.contract import Verb
from exchange.deals.models import Deal
from exchange.deals.service import opening, quantities, slots
from exchange.deals.service.drafts import Party, ProposalDraft, TermsDraft
from exchange.deals.service.steps import done, locked, note, permitted
from exchange.kernel.clock import day_of
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict

MOST_VERSIONS = 200


def propose(draft: ProposalDraft, *, by: Party, at: datetime) -> Deal:
    """Open a negotiation on a published lot: a taker asks, or its holder answers a need. Nothing is bound yet.

    Raises NotFound for what the business cannot see, Forbidden on its own lot, Conflict and Unprocessable
    by the lot's rules.
    """
    offer, need = opening.subject(draft, by.business_id, day_of(at))
    site = opening.arrival(draft, need, by.business_id)
    quantity_kg = quantities.in_kg(draft.terms.quantity, offer)
    quantities.ensure_lot_gives(offer, quantity_kg)
    quantities.ensure_need_wants(need, quantity_kg)
    quantities.ensure_permitted(offer, site, at=at)
    deal = opening.opened(offer, need, site, by, at=at)
    slots.ensure_possible(deal, draft.terms.slot, at=at)
    deal.expires_at = at + draft.terms.lasts
    deal.terms.append(opening.version(1, draft.terms, quantity_kg, offer, by, at=at))
    session().add(deal)
    session().flush()
    note(deal, Verb.PROPOSE, by, at=at, before=None, version=1, quantity_kg=quantity_kg)
    return deal


def counter(deal_id: UUID, draft: TermsDraft, *, by: Party, at: datetime) -> Deal:
    """Put other terms on the table: the version before can be accepted no more, the clock starts again."""
    deal = locked(deal_id, by)
    step = permitted(deal, Verb.COUNTER, by)
    if deal.current_version >= MOST_VERSIONS:
        raise Conflict("too_many_versions", _("You have countered often enough: accept, decline or withdraw."))
    quantity_kg = quantities.in_kg(draft.quantity, deal.offer)
    quantities.ensure_lot_gives(deal.offer, quantity_kg, held_kg=deal.held_kg)
    quantities.ensure_need_wants(deal.need, quantity_kg)
    slots.ensure_possible(deal, draft.slot, at=at)
    deal.current_version += 1
    _restart_clock(deal, at + draft.lasts, at=at)
    deal.terms.append(opening.version(deal.current_version, draft, quantity_kg, deal.offer, by, at=at))
    turn = deal.other_side(by.business_id)
    done(deal, step, by, at=at, turn_of=turn, version=deal.current_version, quantity_kg=quantity_kg)
    return deal


def _restart_clock(deal: Deal, expires_at: datetime, *, at: datetime) -> None:
    """New terms have all their time; a clock that is stopped is stopped from now."""
    deal.expires_at = expires_at
    if deal.clock_stopped_at is not None:
        deal.clock_stopped_at = at
