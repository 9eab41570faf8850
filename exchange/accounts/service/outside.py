"""Signing in through another provider: linked once by the password, or with a new account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from exchange.accounts import letters, passwords, queries
from exchange.accounts.models import OutsideIdentity, TokenPurpose
from exchange.accounts.secret import new_secret
from exchange.accounts.service.people import add_person, mark_confirmed
from exchange.accounts.service.sign_ins import Entry, Halfway, open_sign_in
from exchange.accounts.service.tokens import new_token
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session


def link_outside(
    issuer: str, subject: str, email: str, name: str, *, password: str, language: str, at: datetime
) -> UUID | None:
    """Link an identity whose address the provider has verified: to the account with that address, by its password.

    A new address gets a new account, confirmed, with a password that nobody knows (the way to one is the mailbox).
    None for a wrong password, and for an address that another account may still take back. The mailbox hears of it.
    """
    person = queries.person_by_email(email)
    if person is not None and not passwords.opens(person.password_hash, password):
        return None
    if person is None:
        person = add_person(name, email, new_secret(), language=language, at=at)
        if person is None:
            return None
    mark_confirmed(person, at=at)
    row = insert(OutsideIdentity).values(id=new_id(), person_id=person.id, issuer=issuer, subject=subject, linked_at=at)
    fresh = session().scalar(row.on_conflict_do_nothing().returning(OutsideIdentity.id))
    if fresh is not None:
        letters.linked_outside(person, key=str(fresh))
        happened("person", person.id, "linked_outside", at=at, by=person.id)
    return person.id


def enter_from_outside(issuer: str, subject: str, *, device: str, at: datetime) -> Entry | Halfway | None:
    """In, for whom the provider vouches; halfway who has a second step here. Proves nothing for dangerous acts."""
    person = queries.outside_person(issuer, subject)
    if person is None:
        return None
    if queries.has_second_step(person.id):
        return Halfway(new_token(person.id, TokenPurpose.SECOND_STEP, at=at))
    return open_sign_in(person, device=device, at=at, proved=False)
