"""Reading changes of addresses."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.measures.barring import barred
from exchange.accounts.models import MailChange, Person
from exchange.accounts.secret import hashed
from exchange.kernel.orm import session


def open_change(token: str, *, at: datetime) -> MailChange | None:
    """The wish whose new address may still answer."""
    waits = MailChange.confirmed_at.is_(None), MailChange.ended_at.is_(None), MailChange.expires_at > at
    return session().scalar(sa.select(MailChange).where(MailChange.token_hash == hashed(token), *waits))


def waiting_change(person_id: UUID, *, at: datetime) -> MailChange | None:
    """What somebody's security page says about an answer that is awaited."""
    waits = MailChange.confirmed_at.is_(None), MailChange.ended_at.is_(None), MailChange.expires_at > at
    return session().scalar(sa.select(MailChange).where(MailChange.person_id == person_id, *waits))


def undoable_change(token: str, *, at: datetime) -> MailChange | None:
    """The change that the old address may still take back."""
    still = MailChange.ended_at.is_(None), MailChange.undo_until > at
    return session().scalar(sa.select(MailChange).where(MailChange.undo_hash == hashed(token), *still))


def is_taken(email: str, *, by_other_than: UUID | None, at: datetime) -> bool:
    """Whether an address is somebody's, was until lately and may be taken back, or belonged to who is suspended."""
    has = sa.select(Person.id).where(Person.email == email)
    had = sa.select(MailChange.id).where(
        MailChange.old_email == email, MailChange.ended_at.is_(None), MailChange.undo_until > at
    )
    if by_other_than is not None:
        has, had = has.where(Person.id != by_other_than), had.where(MailChange.person_id != by_other_than)
    return bool(session().scalar(sa.select(sa.or_(has.exists(), had.exists(), barred(email, at=at)))))
