"""Changing one's own password, knowing the present one."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts import letters, passwords
from exchange.accounts.models import Person, TokenPurpose
from exchange.accounts.service.sign_ins import Entry, end_sign_ins_of, open_sign_in
from exchange.accounts.service.tokens import end_tokens
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict


def change_password(
    person_id: UUID, present: str, new: str, *, device: str, second: bool, at: datetime
) -> Entry | None:
    """Set another password and end every stay, this one too; the fresh one for this browser comes back.

    ``second`` says whether this stay had given a code besides: the fresh one need not ask again.
    None when the present password is wrong. Links that would set a password die. The mailbox hears of it.
    Raises Conflict when it was changed at the same moment somewhere else.
    """
    person = session().get_one(Person, person_id)
    before = person.password_hash
    if not passwords.opens(before, present):
        return None
    _swap(person, before, passwords.keep(new))
    end_sign_ins_of(person_id, at=at)
    for pending in (TokenPurpose.RESET, TokenPurpose.SECOND_STEP):
        end_tokens(person_id, pending, at=at)
    letters.password_changed(person, key=str(new_id()))
    happened("person", person_id, "password_changed", at=at, by=person_id)
    return open_sign_in(person, device=device, at=at, second=second)


def _swap(person: Person, before: str, after: str) -> None:
    """Of two at once the first wins: the other knew a password that is none any more."""
    swap = sa.update(Person).where(Person.id == person.id, Person.password_hash == before)
    if session().execute(swap.values(password_hash=after).returning(Person.id)).first() is None:
        raise Conflict("password_changed", _("Your password was changed somewhere else meanwhile. Sign in again."))
    session().refresh(person, ["password_hash"])
