"""People get an account and prove their mailbox."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from exchange.accounts import letters, passwords, queries
from exchange.accounts.models import Person, TokenPurpose
from exchange.accounts.registers.service import ask_about_companies_of
from exchange.accounts.service.companies import CompanyDraft, Enrolment, add_business, tell_managers_who_asks
from exchange.accounts.service.tokens import new_token, use_token
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session


@dataclass(frozen=True, slots=True)
class SignUpDraft:
    """A checked sign-up: folded address, accepted password, a company whose number passes its checksum."""

    name: str
    email: str
    password: str = field(repr=False)
    company: CompanyDraft


def sign_up(draft: SignUpDraft, *, language: str, at: datetime) -> None:
    """Make the person and their company, and mail the link that confirms the address.

    Says nothing about what it found: an address that has an account gets another mail, in the same time.
    """
    person = add_person(draft.name, draft.email, draft.password, language=language, at=at)
    if person is None:
        known = queries.person_by_email(draft.email)
        if known is not None:
            letters.already_known(known, key=str(new_id()))
        return
    business, enrolment = add_business(person, draft.company, at=at)
    _ask_to_confirm(person, business.name if enrolment is Enrolment.ASKED else None, at)


def add_person(name: str, email: str, password: str, *, language: str, at: datetime) -> Person | None:
    """A new account, unconfirmed; None when the address has one, had one until lately (it may be taken back), or
    belonged to somebody whose suspension still holds.

    The hash is made in all cases: same time.
    """
    row = insert(Person).values(
        id=new_id(), email=email, name=name, password_hash=passwords.keep(password), language=language, created_at=at
    )
    if queries.is_taken(email, by_other_than=None, at=at):
        return None
    fresh = session().scalar(row.on_conflict_do_nothing(index_elements=["email"]).returning(Person.id))
    if fresh is None:
        return None
    happened("person", fresh, "signed_up", at=at, by=fresh)
    return session().get_one(Person, fresh)


def resend_confirmation(person_id: UUID, *, at: datetime) -> None:
    """Mail a fresh link; the older one stops working. Nothing happens for a confirmed address."""
    person = session().get_one(Person, person_id)
    if person.confirmed_at is None:
        _ask_to_confirm(person, None, at)


def confirm(token: str, *, at: datetime) -> Person:
    """The mailbox answered. Raises DeadLink."""
    person = use_token(token, TokenPurpose.CONFIRM, at=at)
    mark_confirmed(person, at=at)
    return person


def mark_confirmed(person: Person, *, at: datetime) -> None:
    """A link from the mailbox came back, whatever it was for; now managers may hear who asks to join them.

    A register is asked about the companies that the person manages, where one is set.
    """
    if person.confirmed_at is None:
        person.confirmed_at = at
        happened("person", person.id, "confirmed", at=at, by=person.id)
    session().flush()
    tell_managers_who_asks(person, at=at)
    ask_about_companies_of(person.id, at=at)


def _ask_to_confirm(person: Person, joining: str | None, at: datetime) -> None:
    token = new_token(person.id, TokenPurpose.CONFIRM, at=at)
    letters.confirm_address(person, token, key=str(new_id()), joining=joining)
