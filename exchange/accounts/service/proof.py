"""Still the same person at the keyboard: what dangerous acts ask of a stay that was opened some time ago."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts import passwords
from exchange.accounts.models import Person, SignIn
from exchange.accounts.service.second_factor import proves
from exchange.kernel.orm import session

PROOF_LASTS = timedelta(minutes=15)
"""So long after a password, a code or a passkey dangerous acts ask for nothing more (OWASP ASVS 5.0, 7.5)."""


def is_fresh(stay: SignIn, *, at: datetime) -> bool:
    """Whether the person proved themselves in this stay a short while ago."""
    return stay.proved_at is not None and at - stay.proved_at <= PROOF_LASTS


def prove_again(stay: SignIn, *, password: str, code: str, at: datetime) -> bool:
    """Whether the password or the code is right; either is enough, and the stay counts as fresh from now on."""
    held = session().get_one(Person, stay.person_id).password_hash
    right = (bool(password) and passwords.opens(held, password)) or (bool(code) and proves(stay.person_id, code, at=at))
    if right:
        freshen(stay.id, at=at)
    return right


def freshen(sign_in_id: UUID, *, at: datetime) -> None:
    """A secret was given in this stay just now."""
    session().execute(sa.update(SignIn).where(SignIn.id == sign_in_id).values(proved_at=at))
