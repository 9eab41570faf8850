"""Reading passkeys, and whether anything besides the password is asked."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import CodeApp, Passkey
from exchange.kernel.orm import session


def passkeys_of(person_id: UUID) -> Sequence[Passkey]:
    """A person's passkeys, the oldest first."""
    return session().scalars(sa.select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)).all()


def passkey_named(credential_id: str) -> Passkey | None:
    """The passkey that a device says it used."""
    return session().scalar(sa.select(Passkey).where(Passkey.credential_id == credential_id))


def has_second_step(person_id: UUID) -> bool:
    """Whether a password alone does not open: an app makes codes, or there is a passkey."""
    app = sa.exists().where(CodeApp.person_id == person_id, CodeApp.confirmed_at.is_not(None))
    return bool(session().scalar(sa.select(sa.or_(app, sa.exists().where(Passkey.person_id == person_id)))))
