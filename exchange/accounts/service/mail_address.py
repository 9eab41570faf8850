"""Another mail address: the new mailbox confirms it, the old one is told and can take it back for some days."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from exchange.accounts import letters, queries
from exchange.accounts.models import MailChange, Person, TokenPurpose
from exchange.accounts.secret import hashed, new_secret
from exchange.accounts.service.people import mark_confirmed
from exchange.accounts.service.sign_ins import end_sign_ins_of
from exchange.accounts.service.tokens import DeadLink, end_tokens
from exchange.kernel.happenings import happened
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict

CONFIRM_WITHIN = timedelta(days=1)
UNDO_WITHIN = timedelta(days=7)
"""Long enough for a mailbox that is read once a week; as long nobody else gets the old address."""


def ask_for_address(person_id: UUID, email: str, *, at: datetime) -> None:
    """Send a link to the new address; an earlier wish ends. Nothing changes before it is followed.

    An address that somebody has gets another mail and no link; who asks learns nothing of it.
    Raises Conflict for the address that the person has.
    """
    person = _locked(person_id)
    if person.email == email:
        raise Conflict("same_address", _("That is your address already."))
    _end_waiting(person_id, at)
    if queries.is_taken(email, by_other_than=person_id, at=at):
        owner = queries.person_by_email(email)
        if owner is not None:
            letters.address_wanted(owner, key=str(new_id()))
        return
    secret, id_ = new_secret(), new_id()
    session().add(
        MailChange(
            id=id_, person_id=person_id, old_email=person.email, new_email=email, token_hash=hashed(secret),
            asked_at=at, expires_at=at + CONFIRM_WITHIN,
        )
    )  # fmt: skip
    letters.confirm_new_address(person, email, secret, key=str(id_))
    happened("person", person_id, "asked_for_another_address", at=at, by=person_id)


def confirm_address(token: str, *, at: datetime) -> Person:
    """The new mailbox answered: mail goes there, every stay goes on, links in the old mailbox die.

    The old address can take it back if it was confirmed itself; a mistyped one was never theirs.
    Raises DeadLink, and Conflict when somebody got the address meanwhile.
    """
    change = queries.open_change(token, at=at)
    if change is None:
        raise DeadLink
    person = _locked(change.person_id)
    if queries.is_taken(change.new_email, by_other_than=person.id, at=at):
        raise _taken()
    undo = new_secret() if person.confirmed_at is not None else None
    _mark_confirmed(change, undo, at)
    _move(person, change.new_email)
    for pending in (TokenPurpose.RESET, TokenPurpose.CONFIRM):
        end_tokens(person.id, pending, at=at)
    if undo is not None:
        letters.address_changed(person, change.old_email, undo, key=str(change.id))
    mark_confirmed(person, at=at)
    happened("person", person.id, "address_changed", at=at, by=person.id)
    return person


def undo_address(token: str, *, at: datetime) -> Person:
    """Whoever reads the old mailbox takes the account back: every stay, link and later change ends. Raises DeadLink."""
    change = queries.undoable_change(token, at=at)
    if change is None:
        raise DeadLink
    person = _locked(change.person_id)
    _claim(sa.update(MailChange).where(MailChange.id == change.id, MailChange.ended_at.is_(None)).values(ended_at=at))
    later = MailChange.person_id == person.id, MailChange.asked_at >= change.asked_at, MailChange.ended_at.is_(None)
    session().execute(sa.update(MailChange).where(*later).values(ended_at=at))
    _move(person, change.old_email)
    end_sign_ins_of(person.id, at=at)
    for pending in TokenPurpose:
        end_tokens(person.id, pending, at=at)
    letters.address_restored(person, key=str(change.id))
    happened("person", person.id, "address_restored", at=at, by=person.id)
    return person


def _locked(person_id: UUID) -> Person:
    """One change of a person's address after the other."""
    person = sa.select(Person).where(Person.id == person_id).with_for_update()
    return session().scalars(person.execution_options(populate_existing=True)).one()


def _end_waiting(person_id: UUID, at: datetime) -> None:
    waiting = MailChange.person_id == person_id, MailChange.confirmed_at.is_(None), MailChange.ended_at.is_(None)
    session().execute(sa.update(MailChange).where(*waiting).values(ended_at=at))


def _mark_confirmed(change: MailChange, undo: str | None, at: datetime) -> None:
    first = MailChange.id == change.id, MailChange.confirmed_at.is_(None), MailChange.ended_at.is_(None)
    values = {"undo_hash": hashed(undo), "undo_until": at + UNDO_WITHIN} if undo else {}
    _claim(sa.update(MailChange).where(*first).values(confirmed_at=at, **values))


def _claim(update: sa.Update) -> None:
    """Of two uses of one link the first wins. Raises DeadLink for the other."""
    if session().scalar(update.returning(MailChange.id)) is None:
        raise DeadLink


def _move(person: Person, email: str) -> None:
    """Raises Conflict where somebody signed up with it at the same moment."""
    try:
        with session().begin_nested():
            session().execute(sa.update(Person).where(Person.id == person.id).values(email=email))
    except IntegrityError:
        raise _taken() from None
    session().refresh(person, ["email"])


def _taken() -> Conflict:
    return Conflict("address_taken", _("This address belongs to another account by now."))
