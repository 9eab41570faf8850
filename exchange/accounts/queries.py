"""Reading accounts: who is signed in, who belongs where."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.models import MemberRole, Membership, SignIn, Site
from exchange.kernel.orm import session


def live_sign_in(sign_in_id: UUID, *, at: datetime) -> SignIn | None:
    """A sign-in that was neither ended nor outlived, with its person and business."""
    live = sa.select(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None), SignIn.expires_at > at)
    return session().scalar(live.options(joinedload(SignIn.person), joinedload(SignIn.business)))


def role_of(person_id: UUID, business_id: UUID | None) -> MemberRole | None:
    """What a person may do in a business; None for strangers and former members."""
    role = sa.select(Membership.role).where(
        Membership.person_id == person_id, Membership.business_id == business_id, Membership.ended_at.is_(None)
    )
    return session().scalar(role)


def sites_of(business_id: UUID) -> Sequence[Site]:
    """The open sites of a business, by name."""
    sites = sa.select(Site).where(Site.business_id == business_id, Site.closed_at.is_(None))
    return session().scalars(sites.order_by(Site.name, Site.id)).all()
