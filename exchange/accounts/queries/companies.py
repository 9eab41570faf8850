"""Reading businesses, their members and who wants to join."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.models import (
    Business,
    Invitation,
    JoinRequest,
    MemberRole,
    Membership,
    Person,
    Standing,
    Verification,
)
from exchange.accounts.secret import hashed
from exchange.kernel.orm import session


class Member(NamedTuple):
    """A person and what they may do in a business."""

    person: Person
    role: MemberRole
    since: datetime


def business(business_id: UUID) -> Business | None:
    """One business, whatever its standing."""
    return session().get(Business, business_id)


def role_of(person_id: UUID, business_id: UUID | None) -> MemberRole | None:
    """What a person may do in a business; None for strangers and former members."""
    role = sa.select(Membership.role).where(
        Membership.person_id == person_id, Membership.business_id == business_id, Membership.ended_at.is_(None)
    )
    return session().scalar(role)


def members_of(business_id: UUID) -> list[Member]:
    """Everybody who may act for a business, managers first, then by name."""
    members = (
        sa.select(Person, Membership.role, Membership.since)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.business_id == business_id, Membership.ended_at.is_(None))
        .order_by(Membership.role, Person.name, Person.id)
    )
    return [Member(*row) for row in session().execute(members)]


def managers_of(business_id: UUID) -> list[Person]:
    """The managers whose address has answered: whom the exchange writes to about the business."""
    members = members_of(business_id)
    return [member.person for member in members if member.role is MemberRole.MANAGER and member.person.confirmed_at]


def has_confirmed_manager(business_id: UUID) -> bool:
    """Whether somebody reachable answers for the business."""
    return bool(managers_of(business_id))


def businesses_of(person_id: UUID) -> Sequence[Business]:
    """The businesses that a person may act for, by name."""
    mine = sa.select(Business).join(Membership, Membership.business_id == Business.id)
    mine = mine.where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    return session().scalars(mine.order_by(Business.name, Business.id)).all()


def businesses_waiting(most: int) -> Sequence[Business]:
    """What moderators have to verify, oldest first; only businesses that somebody with a confirmed address manages."""
    return session().scalars(unverified().order_by(Business.created_at, Business.id).limit(most)).all()


def business_waiting(business_id: UUID) -> Business | None:
    """One of them; None once it is decided."""
    return session().scalar(unverified().where(Business.id == business_id))


def unverified() -> sa.Select[Business]:
    """The rows of both."""
    reachable = (
        sa.select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.business_id == Business.id, Membership.ended_at.is_(None), Person.confirmed_at.is_not(None))
    )
    return sa.select(Business).where(
        Business.verification == Verification.UNVERIFIED, Business.standing == Standing.ACTIVE, reachable.exists()
    )


def _open_invitations(at: datetime) -> sa.Select[Invitation]:
    return sa.select(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at > at
    )


def open_invitations(business_id: UUID, *, at: datetime) -> Sequence[Invitation]:
    """Seats offered and not taken yet."""
    offered = _open_invitations(at).where(Invitation.business_id == business_id)
    return session().scalars(offered.order_by(Invitation.created_at)).all()


def invitation_by_token(token: str, *, at: datetime) -> Invitation | None:
    """The live invitation of a link, with its business."""
    found = _open_invitations(at).where(Invitation.token_hash == hashed(token))
    return session().scalar(found.options(joinedload(Invitation.business)))


def join_requests(business_id: UUID) -> Sequence[Person]:
    """Who asks to be invited, oldest first; only people whose address has answered."""
    asking = sa.select(Person).join(JoinRequest, JoinRequest.person_id == Person.id)
    asking = asking.where(
        JoinRequest.business_id == business_id, JoinRequest.settled_at.is_(None), Person.confirmed_at.is_not(None)
    )
    return session().scalars(asking.order_by(JoinRequest.asked_at)).all()
