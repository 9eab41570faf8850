"""Seats in a business: offered by mail, taken, withdrawn, ended."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts import letters, policy, queries
from exchange.accounts.measures.joining import ensure_may_join
from exchange.accounts.models import Business, Invitation, JoinRequest, MemberRole, Membership, Person
from exchange.accounts.secret import hashed, new_secret
from exchange.accounts.service.companies import seat
from exchange.accounts.service.people import add_person, mark_confirmed
from exchange.accounts.service.tokens import DeadLink
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, ensure

_LASTS = timedelta(days=14)


def invite(business_id: UUID, email: str, role: MemberRole, *, by: UUID, language: str, at: datetime) -> Invitation:
    """Offer a seat; an open offer to the same address is replaced. Raises Conflict for a member."""
    guest = queries.person_by_email(email)
    if guest and queries.role_of(guest.id, business_id):
        raise Conflict("already_a_member", _("This person is a member already."))
    _withdraw(at, Invitation.business_id == business_id, Invitation.email == email)
    secret = new_secret()
    invitation = Invitation(
        id=new_id(), token_hash=hashed(secret), business_id=business_id, email=email, role=role, invited_by=by,
        created_at=at, expires_at=at + _LASTS,
    )  # fmt: skip
    session().add(invitation)
    inviter, business = session().get_one(Person, by), session().get_one(Business, business_id)
    letters.invite(invitation, inviter, business, secret, language=language)
    if guest:
        _settle_request(guest.id, business_id, at)
    happened("business", business_id, "invited", at=at, by=by, business_id=business_id, invitation=invitation.id)
    return invitation


def withdraw_invitation(invitation_id: UUID, business_id: UUID, *, by: UUID, at: datetime) -> None:
    """The link stops working. Raises NotFound unless it is an open invitation of that business."""
    if not _withdraw(at, Invitation.id == invitation_id, Invitation.business_id == business_id):
        raise NotFound
    happened(
        "business", business_id, "invitation_withdrawn", at=at, by=by, business_id=business_id, invitation=invitation_id
    )


def accept_invitation(token: str, person_id: UUID, *, at: datetime) -> Invitation:
    """Take the seat with an existing account. Raises DeadLink, and Forbidden for another address or a suspension."""
    invitation = _taken(token, at)
    person = session().get_one(Person, person_id)
    words = _("This invitation was sent to another address. Sign in with that one.")
    ensure(policy.may_accept(person, invitation), "other_address", words)
    _join(person, invitation, at)
    return invitation


def accept_with_new_account(token: str, name: str, password: str, *, language: str, at: datetime) -> Person:
    """Make the account of the invited address and take the seat: the link has proved the mailbox.

    Raises DeadLink, and Conflict when the address got an account meanwhile.
    """
    invitation = _taken(token, at)
    person = add_person(name, invitation.email, password, language=language, at=at)
    if person is None:
        raise Conflict("already_known", _("You already have an account: sign in to accept the invitation."))
    _join(person, invitation, at)
    return person


def end_membership(business_id: UUID, person_id: UUID, *, by: UUID, at: datetime) -> None:
    """Somebody leaves or is sent away. Raises NotFound, Forbidden, and Conflict for the last manager.

    The business row is locked: two managers who leave at once cannot leave nobody behind.
    """
    session().execute(sa.select(Business.id).where(Business.id == business_id).with_for_update())
    role = queries.role_of(person_id, business_id)
    if role is None:
        raise NotFound
    ensure(policy.may_end_membership(queries.role_of(by, business_id), is_own=person_id == by))
    if role is MemberRole.MANAGER and _managers(business_id) == 1:
        raise Conflict("last_manager", _("The last manager cannot leave: invite another one first."))
    left = sa.update(Membership).where(Membership.person_id == person_id, Membership.business_id == business_id)
    session().execute(left.values(ended_at=at))
    happened("business", business_id, "membership_ended", at=at, by=by, business_id=business_id, person=person_id)


def _managers(business_id: UUID) -> int:
    return sum(member.role is MemberRole.MANAGER for member in queries.members_of(business_id))


def _taken(token: str, at: datetime) -> Invitation:
    take = sa.update(Invitation).where(
        Invitation.token_hash == hashed(token),
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > at,
    )
    invitation = session().scalars(take.values(accepted_at=at).returning(Invitation)).one_or_none()
    if invitation is None:
        raise DeadLink
    return invitation


def _join(person: Person, invitation: Invitation, at: datetime) -> None:
    ensure_may_join(person.id, at=at)
    _ensure_trades(invitation.business_id)
    seat(person.id, invitation.business_id, invitation.role, at=at)
    mark_confirmed(person, at=at)
    business_id = invitation.business_id
    happened("business", business_id, "joined", at=at, by=person.id, business_id=business_id, role=invitation.role)


def _ensure_trades(business_id: UUID) -> None:
    """A seat in a suspended company is none to take. Its row is held, so that a suspension comes before or after."""
    held = sa.select(Business).where(Business.id == business_id).with_for_update(read=True)
    business = session().scalars(held.execution_options(populate_existing=True)).one()
    words = _("%(company)s is suspended: nobody can join it now.", company=business.name)
    ensure(business.is_active, "company_suspended", words)


def _withdraw(at: datetime, *which: sa.ColumnElement[bool]) -> bool:
    still_open = sa.update(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None), *which
    )
    return session().execute(still_open.values(withdrawn_at=at).returning(Invitation.id)).first() is not None


def _settle_request(person_id: UUID, business_id: UUID, at: datetime) -> None:
    asked = sa.update(JoinRequest).where(JoinRequest.person_id == person_id, JoinRequest.business_id == business_id)
    session().execute(asked.values(settled_at=at))
