"""Businesses get people: made, claimed from the registers, or asked to let somebody in."""

import enum
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts import letters, policy, queries
from exchange.accounts.measures.joining import ensure_may_join
from exchange.accounts.models import Business, JoinRequest, MemberRole, Membership, Person, Standing
from exchange.accounts.registers.service import ask_about_companies_of
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound
from exchange.kernel.registration import Registration, RegistrationKind
from exchange.kernel.trade import Country


@dataclass(frozen=True, slots=True)
class CompanyDraft:
    """A company as its first member gives it: a number that passes its checksum, and a name."""

    registration: Registration
    name: str


class Enrolment(enum.Enum):
    """What giving a number led to."""

    MANAGES = "manages"
    ASKED = "asked"


def add_business(person: Person, draft: CompanyDraft, *, at: datetime) -> tuple[Business, Enrolment]:
    """The person manages the business from now on, or asks those who do: a valid number proves no authority.

    Raises Forbidden for who is suspended, or whose company is.
    """
    ensure_may_join(person.id, at=at)
    business, is_new = _made_or_locked(draft, at)
    if queries.role_of(person.id, business.id) is not None:
        return business, Enrolment.MANAGES
    has_manager = queries.has_confirmed_manager(business.id)
    if not is_new and not policy.is_free(business, has_confirmed_manager=has_manager):
        _ask_to_join(person, business, at)
        return business, Enrolment.ASKED
    if not is_new:
        _take_over(business, draft.name, by=person.id, at=at)
    seat(person.id, business.id, MemberRole.MANAGER, at=at)
    if person.confirmed_at is not None:
        ask_about_companies_of(person.id, at=at)
    happened("business", business.id, "joined", at=at, by=person.id, business_id=business.id, role="manager")
    return business, Enrolment.MANAGES


def claim_by_registration(registration: Registration, name: str, *, by: UUID, at: datetime) -> Business | None:
    """A business known only from observed flows becomes active under the name its people give.

    Returns None when no unclaimed business has the number. Seats nobody: see add_business.
    """
    business = _locked(registration)
    if business is None or business.standing is not Standing.UNCLAIMED:
        return None
    _take_over(business, name, by=by, at=at)
    return business


def choose_activity(business_id: UUID, code: str, *, by: UUID, at: datetime) -> None:
    """What the business does, as a code of NAF rev. 2 or its class of four digits, checked at the door."""
    business = session().get_one(Business, business_id)
    before, business.activity_code = business.activity_code, code
    happened(
        "business", business_id, "activity_chosen", at=at, by=by, business_id=business_id, before=before, code=code
    )


def seat(person_id: UUID, business_id: UUID, role: MemberRole, *, at: datetime) -> None:
    """Let a person act for a business; somebody who had left comes back. Settles what they asked."""
    row = insert(Membership).values(person_id=person_id, business_id=business_id, role=role, since=at)
    session().execute(
        row.on_conflict_do_update(
            index_elements=["person_id", "business_id"], set_={"role": role, "since": at, "ended_at": None}
        )
    )
    _settle(person_id, business_id, at)


def tell_managers_who_asks(person: Person, *, at: datetime) -> None:
    """Once the address is confirmed: the managers of every business the person asked to join hear of it."""
    waiting = sa.update(JoinRequest).where(JoinRequest.person_id == person.id, JoinRequest.told_at.is_(None))
    for business_id in session().scalars(waiting.values(told_at=at).returning(JoinRequest.business_id)).all():
        business = session().get_one(Business, business_id)
        letters.asks_to_join(queries.managers_of(business_id), person, business)


def decline_join_request(business_id: UUID, person_id: UUID, *, by: UUID, at: datetime) -> None:
    """The managers do not know who asks. Raises NotFound when nobody with that id asks."""
    if not _settle(person_id, business_id, at):
        raise NotFound
    happened("business", business_id, "join_declined", at=at, by=by, business_id=business_id, person=person_id)


def _settle(person_id: UUID, business_id: UUID, at: datetime) -> bool:
    asked = sa.update(JoinRequest).where(
        JoinRequest.person_id == person_id, JoinRequest.business_id == business_id, JoinRequest.settled_at.is_(None)
    )
    return session().scalar(asked.values(settled_at=at).returning(JoinRequest.person_id)) is not None


def _made_or_locked(draft: CompanyDraft, at: datetime) -> tuple[Business, bool]:
    """A new row, or the one that has the number, locked: two people who give it at once meet here."""
    row = insert(Business).values(
        id=new_id(), name=draft.name, registration_kind=draft.registration.kind, created_at=at,
        registration_number=draft.registration.number, country=_country(draft.registration),
    )  # fmt: skip
    fresh = session().scalar(row.on_conflict_do_nothing().returning(Business.id))
    if fresh is not None:
        happened("business", fresh, "created", at=at, business_id=fresh)
        return session().get_one(Business, fresh), True
    found = _locked(draft.registration)
    assert found is not None  # noqa: S101 — businesses are never deleted
    return found, False


def _locked(registration: Registration) -> Business | None:
    same = sa.select(Business).where(
        Business.registration_kind == registration.kind, Business.registration_number == registration.number
    )
    return session().scalar(same.with_for_update().execution_options(populate_existing=True))


def _take_over(business: Business, name: str, *, by: UUID, at: datetime) -> None:
    """Free businesses take the newcomer's name; seats of people who never confirmed an address end."""
    was = business.standing
    business.name, business.standing = name, Standing.ACTIVE
    seats = sa.update(Membership).where(Membership.business_id == business.id, Membership.ended_at.is_(None))
    unconfirmed = sa.select(Person.id).where(Person.confirmed_at.is_(None))
    session().execute(seats.where(Membership.person_id.in_(unconfirmed)).values(ended_at=at))
    happened("business", business.id, "claimed", at=at, by=by, business_id=business.id, was=was.value)


def _ask_to_join(person: Person, business: Business, at: datetime) -> None:
    row = insert(JoinRequest).values(person_id=person.id, business_id=business.id, asked_at=at)
    again = {"asked_at": at, "settled_at": None}
    session().execute(row.on_conflict_do_update(index_elements=["person_id", "business_id"], set_=again))
    if person.confirmed_at is not None:
        tell_managers_who_asks(person, at=at)


def _country(registration: Registration) -> Country:
    return Country.BE if registration.kind is RegistrationKind.BCE else Country.FR
