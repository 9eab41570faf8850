"""Reading requests, and what a person has to settle before they go."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts import ties
from exchange.accounts.erasing.models import ErasureRequest
from exchange.accounts.models import Business, MemberRole, Membership, Site
from exchange.kernel.orm import session

OPEN = ErasureRequest.withdrawn_at.is_(None), ErasureRequest.done_at.is_(None)


def open_request(person_id: UUID) -> ErasureRequest | None:
    """The request that waits, if there is one."""
    return session().scalar(sa.select(ErasureRequest).where(ErasureRequest.person_id == person_id, *OPEN))


def due(at: datetime) -> Sequence[UUID]:
    """Requests whose days to think are over, oldest first."""
    waiting = sa.select(ErasureRequest.id).where(*OPEN, ErasureRequest.due_at <= at)
    return session().scalars(waiting.order_by(ErasureRequest.due_at)).all()


def left_alone(person_id: UUID) -> Sequence[Business]:
    """Businesses that the person is the last manager of, by name."""
    others = (
        sa.select(Membership.person_id)
        .where(
            Membership.business_id == Business.id, Membership.person_id != person_id,
            Membership.ended_at.is_(None), Membership.role == MemberRole.MANAGER,
        )
        .exists()
    )  # fmt: skip
    mine = sa.select(Membership.business_id).where(
        Membership.person_id == person_id, Membership.ended_at.is_(None), Membership.role == MemberRole.MANAGER
    )
    return session().scalars(sa.select(Business).where(Business.id.in_(mine), ~others).order_by(Business.name)).all()


def has_colleagues(person_id: UUID, business_id: UUID) -> bool:
    """Whether somebody else is still a member."""
    others = sa.select(Membership.person_id).where(
        Membership.business_id == business_id, Membership.person_id != person_id, Membership.ended_at.is_(None)
    )
    return session().execute(others.limit(1)).first() is not None


def unsettled(business_id: UUID) -> list[str]:
    """Titles of what other rooms still have with a business: its deals, and what stands at its sites."""
    sites = session().scalars(sa.select(Site.id).where(Site.business_id == business_id)).all()
    return [*ties.titles_of(business_id), *(title for site in sites for title in ties.titles_at(site))]
