"""Reading claims: those of a load, one with all its words, those that are due or wait for a decision."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from exchange.accounts.models import Membership, Person, StaffRole
from exchange.deals.core.claims import ClaimState
from exchange.deals.models import Claim, Deal, Movement
from exchange.kernel.orm import session
from exchange.listings.models import Offer


def of_load(movement_id: UUID) -> Sequence[Claim]:
    """The claims about a load with their words, oldest first."""
    claims = sa.select(Claim).where(Claim.movement_id == movement_id).options(selectinload(Claim.words))
    return session().scalars(claims.order_by(Claim.raised_at, Claim.id)).all()


def locked(claim_id: UUID, deal_id: UUID) -> Claim | None:
    """A claim of a deal with its words, locked; the deal is locked before it."""
    mine = sa.select(Claim).join(Movement, Movement.id == Claim.movement_id)
    row = mine.where(Claim.id == claim_id, Movement.deal_id == deal_id).options(selectinload(Claim.words))
    return session().scalar(row.with_for_update(of=Claim).execution_options(populate_existing=True))


def deal_of(claim_id: UUID) -> UUID | None:
    """The deal that a claim belongs to."""
    found = sa.select(Movement.deal_id).join(Claim, Claim.movement_id == Movement.id).where(Claim.id == claim_id)
    return session().scalar(found)


def sides_to_judge(claim_id: UUID) -> tuple[UUID, UUID] | None:
    """Giver and taker of a claim that waits for an administrator; None where it does not."""
    sides = sa.select(Deal.giver_id, Deal.taker_id).join(Movement, Movement.deal_id == Deal.id)
    sides = sides.join(Claim, Claim.movement_id == Movement.id)
    row = session().execute(sides.where(Claim.id == claim_id, Claim.state == ClaimState.ESCALATED)).one_or_none()
    return (row[0], row[1]) if row else None


def due(at: datetime) -> Sequence[tuple[UUID, UUID]]:
    """Deals and their claims whose answer was waited for long enough."""
    late = sa.select(Movement.deal_id, Claim.id).join(Claim, Claim.movement_id == Movement.id)
    rows = session().execute(late.where(Claim.closed_at.is_(None), Claim.due_at <= at).order_by(Claim.due_at, Claim.id))
    return [(deal_id, claim_id) for deal_id, claim_id in rows]


def to_decide(most: int) -> Sequence[tuple[Claim, Offer]]:
    """Claims that wait for an administrator, the oldest first, with their lots."""
    rows = (
        sa.select(Claim, Offer)
        .join(Movement, Movement.id == Claim.movement_id)
        .join(Deal, Deal.id == Movement.deal_id)
        .join(Offer, Offer.id == Deal.offer_id)
        .where(Claim.state == ClaimState.ESCALATED)
    )
    return [(claim, lot) for claim, lot in session().execute(rows.order_by(Claim.raised_at, Claim.id).limit(most))]


def administrators() -> Sequence[UUID]:
    """Who decides when the two do not agree."""
    return session().scalars(sa.select(Person.id).where(Person.staff_role == StaffRole.ADMINISTRATOR)).all()


def businesses_of(person_id: UUID) -> frozenset[UUID]:
    """The companies of somebody: nobody decides about their own."""
    mine = sa.select(Membership.business_id).where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    return frozenset(session().scalars(mine))
