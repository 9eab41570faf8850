"""Links sent by mail: made, and used at most once."""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from exchange.accounts.models import OneTimeToken, Person, TokenPurpose
from exchange.accounts.secret import hashed, new_secret
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict

LASTS = {
    TokenPurpose.CONFIRM: timedelta(days=3),
    TokenPurpose.RESET: timedelta(minutes=60),
    TokenPurpose.SECOND_STEP: timedelta(minutes=10),
}


def new_token(person_id: UUID, purpose: TokenPurpose, *, at: datetime) -> str:
    """A fresh secret for a link; older ones of the same purpose stop working."""
    end_tokens(person_id, purpose, at=at)
    secret = new_secret()
    session().add(
        OneTimeToken(
            token_hash=hashed(secret),
            person_id=person_id,
            purpose=purpose,
            created_at=at,
            expires_at=at + LASTS[purpose],
        )
    )
    return secret


def end_tokens(person_id: UUID, purpose: TokenPurpose, *, at: datetime) -> None:
    """No link of that purpose works any more."""
    live = sa.update(OneTimeToken).where(
        OneTimeToken.person_id == person_id, OneTimeToken.purpose == purpose, OneTimeToken.used_at.is_(None)
    )
    session().execute(live.values(used_at=at))


def use_token(secret: str, purpose: TokenPurpose, *, at: datetime) -> Person:
    """Whose link it is; of two uses at once one wins. Raises Conflict for a dead or invented one."""
    use = sa.update(OneTimeToken).where(
        OneTimeToken.token_hash == hashed(secret),
        OneTimeToken.purpose == purpose,
        OneTimeToken.used_at.is_(None),
        OneTimeToken.expires_at > at,
    )
    person_id = session().scalar(use.values(used_at=at).returning(OneTimeToken.person_id))
    if person_id is None:
        raise DeadLink
    return session().get_one(Person, person_id)


class DeadLink(Conflict):
    """The link of a mail was used, is too old, or never was one: all the same answer."""

    def __init__(self) -> None:
        super().__init__("dead_link", _("This link was used already or is too old. Ask for a new one."))
