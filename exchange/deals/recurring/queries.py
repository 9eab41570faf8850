"""Reading rhythms, their days, and the loads of a company by time."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.models import Business, Membership, Person
from exchange.deals.models import Deal, Movement, MovementState
from exchange.deals.recurring.core.rhythm import RhythmState
from exchange.deals.recurring.models import CalendarKey, Occurrence, Recurrence
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer

MOST_SHOWN = 500


def open_of(deal_id: UUID) -> Recurrence | None:
    """The rhythm of a deal under which something still happens, read afresh."""
    mine = sa.select(Recurrence).where(Recurrence.deal_id == deal_id, Recurrence.closed_at.is_(None))
    return session().scalar(mine.execution_options(populate_existing=True))


def last_of(deal_id: UUID) -> Recurrence | None:
    """The rhythm of a deal that was said last, open or not."""
    mine = sa.select(Recurrence).where(Recurrence.deal_id == deal_id)
    return session().scalar(mine.order_by(Recurrence.at.desc(), Recurrence.id.desc()).limit(1))


def due(today: date, at: datetime) -> Sequence[UUID]:
    """Deals of which the clock may have something to do, one after the other."""
    proposed = sa.and_(Recurrence.state == RhythmState.PROPOSED, Recurrence.expires_at <= at)
    orphaned = sa.and_(Recurrence.state == RhythmState.PROPOSED, Deal.closed_at.is_not(None))
    paused = sa.and_(Recurrence.state == RhythmState.PAUSED, Recurrence.paused_until <= today)
    rolling = Recurrence.state.in_([RhythmState.RUNNING, RhythmState.ENDING])
    rows = sa.select(Recurrence.deal_id).join(Deal, Deal.id == Recurrence.deal_id)
    found = rows.where(
        Recurrence.closed_at.is_(None), Deal.frozen_at.is_(None), sa.or_(proposed, orphaned, paused, rolling)
    )
    return session().scalars(found.order_by(Recurrence.deal_id)).all()


def occurrences(deal_id: UUID, since: date) -> Sequence[Occurrence]:
    """The days of a deal from one on, in order."""
    mine = sa.select(Occurrence).where(Occurrence.deal_id == deal_id, Occurrence.day >= since)
    return session().scalars(mine.order_by(Occurrence.day).execution_options(populate_existing=True)).all()


def occurrence_of_load(deal_id: UUID, load_number: int) -> Occurrence | None:
    """The day that brought a load; none for a load that the terms brought."""
    mine = sa.select(Occurrence).where(Occurrence.deal_id == deal_id, Occurrence.load_number == load_number)
    return session().scalar(mine)


def locked_need(need_id: UUID) -> Need:
    """The need as it is now, locked: what it still wants bounds what is planned."""
    row = sa.select(Need).where(Need.id == need_id).with_for_update()
    return session().scalars(row.execution_options(populate_existing=True)).one()


def slots(business_id: UUID, begin: datetime, end: datetime) -> Sequence[tuple[Movement, Deal]]:
    """The loads of a company that have a slot between two instants, in order; not those called off."""
    rows = (
        sa.select(Movement, Deal)
        .join(Deal, Deal.id == Movement.deal_id)
        .where(sa.or_(Deal.giver_id == business_id, Deal.taker_id == business_id))
        .where(Movement.slot_start >= begin, Movement.slot_start < end, Movement.state != MovementState.CANCELLED)
        .options(
            joinedload(Deal.offer).joinedload(Offer.site), joinedload(Deal.giver), joinedload(Deal.taker),
            joinedload(Deal.taker_site),
        )
        .order_by(Movement.slot_start, Movement.id)
        .limit(MOST_SHOWN)
    )  # fmt: skip
    return [(load, deal) for load, deal in session().execute(rows)]


def key_of(person_id: UUID, business_id: UUID) -> CalendarKey | None:
    """The open address of a person for a company."""
    mine = sa.select(CalendarKey).where(CalendarKey.person_id == person_id, CalendarKey.business_id == business_id)
    return session().scalar(mine.where(CalendarKey.ended_at.is_(None)))


def reader(key_id: UUID) -> tuple[Person, Business] | None:
    """Who reads a calendar for whom: only while the address is open and the person belongs to the company."""
    rows = (
        sa.select(Person, Business)
        .join(CalendarKey, CalendarKey.person_id == Person.id)
        .join(Business, Business.id == CalendarKey.business_id)
        .join(Membership, sa.and_(Membership.person_id == Person.id, Membership.business_id == Business.id))
        .where(CalendarKey.id == key_id, CalendarKey.ended_at.is_(None), Membership.ended_at.is_(None))
    )
    found = session().execute(rows).first()
    return (found[0], found[1]) if found else None
