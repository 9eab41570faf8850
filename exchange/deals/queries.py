"""Reading deals: one with everything its page needs, the list of a business, what is due by the clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from exchange.accounts.models import Membership, Person, Site
from exchange.deals.core.transitions import OPEN_STATES
from exchange.deals.models import Deal, DealState, DealTerms, Message, Movement, MovementState
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer
from exchange.web.paging import Page, cut

SILENCE = timedelta(days=7)
"""After this long without a word from the other side, the weight that was told counts as confirmed."""

WHOLE = (
    joinedload(Deal.offer).joinedload(Offer.site),
    joinedload(Deal.need),
    joinedload(Deal.giver),
    joinedload(Deal.taker),
    joinedload(Deal.taker_site),
    selectinload(Deal.terms),
    selectinload(Deal.movements),
)
"""Everything that policies, services and pages ask of a deal."""

PAGE_SIZE = 20


def whole(deal_id: UUID) -> Deal | None:
    """A deal with all its parts, read afresh."""
    found = sa.select(Deal).where(Deal.id == deal_id).options(*WHOLE)
    return session().scalar(found.execution_options(populate_existing=True))


def messages(deal_id: UUID) -> Sequence[Message]:
    """The thread, oldest first."""
    thread = sa.select(Message).where(Message.deal_id == deal_id).order_by(Message.at, Message.id)
    return session().scalars(thread).all()


def people_of(business_id: UUID) -> Sequence[Person]:
    """Whom to call: the active members of a business, by name."""
    people = sa.select(Person).join(Membership, Membership.person_id == Person.id)
    active = people.where(Membership.business_id == business_id, Membership.ended_at.is_(None))
    return session().scalars(active.order_by(Person.name, Person.id)).all()


def board(business_id: UUID, after: list[Any] | None = None, *, size: int = PAGE_SIZE) -> Page[Deal]:
    """The deals of a business: those waiting for it first, then the latest change first."""
    mine = sa.func.coalesce(Deal.turn_of == business_id, sa.false())
    listed = sa.select(Deal).where(_is_of(business_id)).options(*WHOLE)
    if after is not None:
        listed = listed.where(sa.tuple_(mine, Deal.changed_at, Deal.id) < sa.tuple_(*_key_of(after)))
    rows = session().scalars(listed.order_by(mine.desc(), Deal.changed_at.desc(), Deal.id.desc()).limit(size + 1))
    return cut(rows.all(), size, lambda deal: [deal.turn_of == business_id, deal.changed_at.isoformat(), deal.id])


def _key_of(cursor: list[Any]) -> tuple[bool, datetime, UUID]:
    """Raises ValueError or TypeError for a cursor that was tampered with."""
    return bool(cursor[0]), datetime.fromisoformat(cursor[1]), UUID(cursor[2])


def open_on_lot(offer_id: UUID, business_id: UUID) -> Sequence[Deal]:
    """What a business has under way on one lot, from either side."""
    under_way = sa.select(Deal).where(Deal.offer_id == offer_id, _is_of(business_id), Deal.state.in_(OPEN_STATES))
    return session().scalars(under_way.options(*WHOLE).order_by(Deal.changed_at.desc(), Deal.id).limit(50)).all()


def _is_of(business_id: UUID) -> sa.ColumnElement[bool]:
    return sa.or_(Deal.giver_id == business_id, Deal.taker_id == business_id)


def offer_with_site(offer_id: UUID) -> Offer | None:
    """A lot with what a proposal must know about it."""
    lot = sa.select(Offer).where(Offer.id == offer_id).options(joinedload(Offer.site), joinedload(Offer.business))
    return session().scalar(lot.execution_options(populate_existing=True))


def need_with_site(need_id: UUID) -> Need | None:
    """A need with the site where the load would arrive."""
    need = sa.select(Need).where(Need.id == need_id)
    return session().scalar(need.options(joinedload(Need.site).joinedload(Site.business), joinedload(Need.business)))


def first_site(business_id: UUID) -> Site | None:
    """The first open site of a business by name, with the business."""
    sites = sa.select(Site).where(Site.business_id == business_id, Site.closed_at.is_(None))
    return session().scalar(sites.options(joinedload(Site.business)).order_by(Site.name, Site.id).limit(1))


def open_site(site_id: UUID) -> Site | None:
    """A site that was not closed, with its business."""
    site = sa.select(Site).where(Site.id == site_id, Site.closed_at.is_(None)).options(joinedload(Site.business))
    return session().scalar(site)


def run_short(offer_id: UUID, *, before_kg: Decimal, now_kg: Decimal) -> list[UUID]:
    """Negotiations on a lot that what was free could serve before, and what is free now cannot."""
    rivals = (
        sa.select(Deal.id)
        .join(DealTerms, sa.and_(DealTerms.deal_id == Deal.id, DealTerms.version == Deal.current_version))
        .where(Deal.offer_id == offer_id, Deal.state == DealState.NEGOTIATING)
        .where(DealTerms.quantity_kg > now_kg, DealTerms.quantity_kg <= before_kg)
    )
    return list(session().scalars(rivals.order_by(Deal.id)))


def lapsed(at: datetime) -> Sequence[UUID]:
    """Negotiations that nobody answered in time."""
    due = sa.select(Deal.id).where(Deal.state == DealState.NEGOTIATING, Deal.expires_at <= at)
    return session().scalars(due.order_by(Deal.expires_at, Deal.id)).all()


def silent(at: datetime) -> Sequence[UUID]:
    """Deals with a weight that was told long enough ago to count by silence."""
    due = (
        sa.select(Movement.deal_id)
        .join(Deal, Deal.id == Movement.deal_id)
        .where(Movement.state == MovementState.RECEIVED, Movement.weighed_at <= at - SILENCE)
        .where(Deal.state == DealState.AGREED)
    )
    return session().scalars(due.order_by(Movement.weighed_at, Movement.id)).all()
