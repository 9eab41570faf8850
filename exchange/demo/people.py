"""Letting planned companies and people exist, with what the journal would say of them."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from exchange.accounts import passwords
from exchange.accounts import service as accounts
from exchange.accounts.models import Business, Membership, Permit, Person, Standing, Verification
from exchange.demo.plan import Firm, PlannedPermit
from exchange.demo.reading import Character
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session

_OPENS_FOR_NOBODY = "!"
_RUBRIC, _REFERENCE = "ICPE 2714 / 2716 (fictif)", "Acte de démonstration n° {number}"


@dataclass(frozen=True, slots=True)
class Seat:
    """A company that exists by now, as its first person acts for it."""

    business_id: UUID
    person_id: UUID
    site_id: UUID


@dataclass(slots=True)
class There:
    """Who and what exists by now, under its place in the plan."""

    seats: list[Seat] = field(default_factory=list)
    offer_ids: dict[int, UUID] = field(default_factory=dict)
    need_ids: dict[int, UUID] = field(default_factory=dict)


def enrol(character: Character, password: str, *, at: datetime) -> Person:
    """An account; without a password nobody can sign in to it."""
    person = Person(
        id=new_id(), email=character.email, name=character.name, language=character.language, created_at=at,
        password_hash=passwords.keep(password) if password else _OPENS_FOR_NOBODY,
        confirmed_at=at if character.is_confirmed else None, staff_role=character.staff_role,
    )  # fmt: skip
    session().add(person)
    session().flush()
    happened("person", person.id, "signed_up", at=at, by=person.id)
    return person


def settle(firm: Firm, people: list[Person], *, checked_by: UUID, at: datetime) -> Seat:
    """The company, its site, its permits and the seats of its people, the first of whom made it."""
    business = Business(
        id=new_id(), name=firm.name, registration_kind=firm.registration.kind, standing=Standing.ACTIVE,
        registration_number=firm.registration.number, country=firm.site.commune.country, is_demo=True, created_at=at,
        activity_code=firm.trade.activity, verification=Verification.UNVERIFIED,
    )  # fmt: skip
    session().add(business)
    session().flush()
    happened("business", business.id, "created", at=at, by=people[0].id, business_id=business.id)
    for person, character in zip(people, firm.people, strict=True):
        session().add(Membership(person_id=person.id, business_id=business.id, role=character.role, since=at))
    if firm.is_verified:
        business.verification = Verification.VERIFIED
        happened("business", business.id, "verified", at=at, by=checked_by)
    site = accounts.open_site(business.id, firm.site, by=people[0].id, at=at)
    seat = Seat(business.id, people[0].id, site.id)
    for number, permit in enumerate(firm.permits, start=1):
        _hold(permit, seat, number, checked_by=checked_by, at=at)
    return seat


def _hold(planned: PlannedPermit, seat: Seat, number: int, *, checked_by: UUID, at: datetime) -> None:
    draft = accounts.PermitDraft(
        _RUBRIC, _REFERENCE.format(number=number), list(planned.waste_codes), planned.valid_until
    )
    permit: Permit = accounts.add_permit(seat.site_id, seat.business_id, draft, by=seat.person_id, at=at)
    if planned.is_verified:
        permit.verified_at, permit.verified_by = at, checked_by
        happened("permit", permit.id, "verified", at=at, by=checked_by)
