"""The frame of every verb: see or 404, lock, do or 403 or 409, then note it once and tell both sides."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from exchange.deals import conditions, policy, queries
from exchange.deals.core.contract import CLOCK_STOPS, DealState, Step, Verb
from exchange.deals.models import Deal
from exchange.deals.service.drafts import Party
from exchange.journal import service as journal
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, ensure
from exchange.listings.models import Offer
from exchange.notices import service as notices
from exchange.notices.models import Topic


def locked(deal_id: UUID, by: Party | None) -> Deal:
    """The deal, locked until the transaction ends: always before its lot, so that two verbs never wait in a ring.

    Raises NotFound for strangers and missing deals alike; a timer (None) sees all.
    """
    row = sa.select(Deal).where(Deal.id == deal_id).options(*queries.WHOLE).with_for_update(of=Deal)
    deal = session().scalar(row.execution_options(populate_existing=True))
    if deal is None or (by is not None and not policy.is_party(by.business_id, deal)):
        raise NotFound
    return deal


def locked_lot(offer_id: UUID) -> Offer:
    """The lot as it is now, locked: an edit that came first is seen, one that comes later waits."""
    row = sa.select(Offer).where(Offer.id == offer_id).options(joinedload(Offer.site)).with_for_update(of=Offer)
    return session().scalars(row.execution_options(populate_existing=True)).one()


def permitted(deal: Deal, verb: Verb, by: Party | None) -> Step:
    """The line of the contract's table now. Raises Conflict in a wrong state, Forbidden for the wrong side."""
    step = policy.contract_step(verb, deal)
    if step is None:
        raise moved_on()
    ensure_goes_on(deal, verb, by)
    ensure_turn(is_theirs=policy.may(verb, by.business_id if by else None, deal))
    return step


def moved_on() -> Conflict:
    """The refusal of what was possible once, or will be."""
    return Conflict("not_possible_now", _("The deal has moved on. Look at where it stands now."))


def ensure_goes_on(deal: Deal, verb: StrEnum, by: Party | None) -> None:
    """Raises Conflict for what has to wait until both sides may trade again."""
    if by is not None and policy.stands_still(verb, by.business_id, deal):
        words = _("One of the two companies may not trade at the moment: the deal stands still until it may again.")
        raise Conflict("frozen", words)


def ensure_turn(*, is_theirs: bool) -> None:
    """Raises Forbidden for the side that has to wait."""
    ensure(is_theirs, "other_sides_turn", _("It is the other side's turn to do this."))


def done(deal: Deal, step: Step, by: Party | None, *, at: datetime, turn_of: UUID | None = None, **facts: Any) -> None:
    """Take the step: state, whose turn, one line in the journal, and word to both sides."""
    before, deal.state = deal.state, step.after
    _keep_clock(deal, at)
    counted(deal, turn_of, at=at)
    note(deal, step.verb, by, at=at, before=before, **facts)


def _keep_clock(deal: Deal, at: datetime) -> None:
    """Stop the clock of the terms where the deal waits; where the talk goes on, it has as much time as was left."""
    stopped_at = deal.clock_stopped_at
    if deal.state in CLOCK_STOPS:
        deal.clock_stopped_at = stopped_at or at
    elif stopped_at is not None:
        deal.clock_stopped_at = None
        if deal.state is DealState.NEGOTIATING:
            deal.expires_at += at - stopped_at


def counted(deal: Deal, turn_of: UUID | None, *, at: datetime) -> None:
    """One step more, and who acts next; nobody where it has ended."""
    deal.steps, deal.changed_at = deal.steps + 1, at
    deal.turn_of = turn_of if deal.is_open else None
    if not deal.is_open:
        deal.closed_at = at


def note(deal: Deal, verb: StrEnum, by: Party | None, *, at: datetime, before: str | None, **facts: Any) -> None:
    """One line in the journal for a step, numbered, and word to both sides.

    Raises Conflict where a condition of a room further left is not met: the whole step is undone then.
    """
    conditions.ensure_met(deal, verb, at)
    details = {"step": deal.steps, "from": before, "to": deal.state, **facts}
    person_id, business_id = (by.person_id, by.business_id) if by else (None, None)
    journal.record("deal", deal.id, verb, at=at, by=person_id, business_id=business_id, **details)
    tell(deal, f"deal_{verb}", by, at=at, key=str(deal.steps), **facts)


def tell(deal: Deal, kind: str, by: Party | None, *, at: datetime, key: str, **facts: Any) -> None:
    """Word to all members of both sides except who did it; names only where the reader may know them."""
    plain = {name: str(value) for name, value in facts.items()}
    for business_id in (deal.giver_id, deal.taker_id):
        notices.tell_business(
            business_id,
            kind,
            at=at,
            path=f"/deals/{deal.id}",
            dedupe_key=f"deal:{deal.id}:{key}",
            but_not=by.person_id if by else None,
            topic=Topic.DEALS,
            title=deal.offer.title,
            who=_name_of(by, business_id, deal),
            **{"quantity_kg": str(deal.current.quantity_kg), **plain},
        )


def _name_of(by: Party | None, reader_id: UUID, deal: Deal) -> str:
    """Who acted, as the reader may know them; empty for timers and for names kept back."""
    if by is None or not policy.knows_name(reader_id, by.business_id, deal):
        return ""
    return deal.giver.name if by.business_id == deal.giver_id else deal.taker.name
