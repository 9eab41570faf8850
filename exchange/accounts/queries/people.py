"""Reading people and their sign-ins."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.models import Membership, OneTimeToken, Person, SignIn, TokenPurpose
from exchange.accounts.secret import hashed
from exchange.kernel.orm import session

MOST_SIGN_INS = 50
"""Shown at once; «sign out everywhere else» ends those beyond too."""

STAFF_IDLE = timedelta(minutes=35)
"""Thirty minutes without a request, and the five to which it is known when somebody was last seen."""
MEMBERS_IDLE = timedelta(days=14)
"""A telephone that nobody took out for two weeks, holidays included, may be somebody else's."""


def live_sign_in(sign_in_id: UUID, *, at: datetime) -> SignIn | None:
    """A sign-in that was neither ended nor outlived, with its person and business."""
    live = sa.select(SignIn).where(SignIn.id == sign_in_id, *_lasts(at))
    return session().scalar(live.options(joinedload(SignIn.person), joinedload(SignIn.business)))


def live_sign_ins(person_id: UUID, *, at: datetime) -> Sequence[SignIn]:
    """Where somebody is signed in, the latest seen first; the oldest of very many are left out."""
    live = sa.select(SignIn).where(SignIn.person_id == person_id, *_lasts(at))
    return session().scalars(live.order_by(_SEEN.desc(), SignIn.id).limit(MOST_SIGN_INS)).all()


def _lasts(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """Neither ended, nor outlived, nor left alone for too long."""
    is_staff = sa.exists().where(Person.id == SignIn.person_id, Person.staff_role.is_not(None))
    in_use = at - MEMBERS_IDLE < _SEEN, sa.or_(at - STAFF_IDLE < _SEEN, ~is_staff)
    return SignIn.ended_at.is_(None), SignIn.expires_at > at, *in_use


_SEEN = sa.func.coalesce(SignIn.last_seen_at, SignIn.created_at)


def person_by_email(email: str) -> Person | None:
    """Who has this folded address."""
    return session().scalar(sa.select(Person).where(Person.email == email))


def live_token(token: str, purpose: TokenPurpose, *, at: datetime) -> OneTimeToken | None:
    """The live token of a link, for a page that shows what the link is good for."""
    live = sa.select(OneTimeToken).where(
        OneTimeToken.token_hash == hashed(token),
        OneTimeToken.purpose == purpose,
        OneTimeToken.used_at.is_(None),
        OneTimeToken.expires_at > at,
    )
    return session().scalar(live)


def usual_business_id(person_id: UUID) -> UUID | None:
    """For which business a new sign-in acts: the last one acted for, otherwise the one joined first."""
    last_used = (
        sa.select(SignIn.business_id)
        .where(SignIn.person_id == person_id, SignIn.business_id.is_not(None))
        .order_by(SignIn.created_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    mine = sa.select(Membership.business_id).where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    was_last = sa.func.coalesce(Membership.business_id == last_used, sa.false())
    return session().scalar(mine.order_by(was_last.desc(), Membership.since, Membership.business_id).limit(1))
