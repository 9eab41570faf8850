"""How much a company stores: counted over its lots, refused where one more file would be too many."""

from collections.abc import Callable
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _

from exchange.accounts.models import Business
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.listings.models import KeptPhoto, Offer, Paper, Photo

_MEGABYTE = 1_000_000
Counted = Callable[[UUID], int]
_ELSEWHERE: dict[str, Counted] = {}


def counts(name: str) -> Callable[[Counted], Counted]:
    """Register a room further left that stores files of companies: asked for bytes. Again replaces it."""

    def register(counted: Counted) -> Counted:
        _ELSEWHERE[name] = counted
        return counted

    return register


def make_room(business_id: UUID, more_bytes: int) -> None:
    """Nothing where the company may store so much more; it adds its files one after the other until the commit.

    Raises Conflict where its quota would be passed.
    """
    held = sa.select(Business.id).where(Business.id == business_id).with_for_update(key_share=True)
    session().execute(held)
    most_mb = int(current_app.config["COMPANY_FILES_MB"])
    if used_bytes(business_id) + more_bytes > most_mb * _MEGABYTE:
        words = _("Your company stores as much as it may: %(most)s MB. Remove photos or documents first.", most=most_mb)
        raise Conflict("quota_is_full", words)


def used_bytes(business_id: UUID) -> int:
    """What the photos and documents of a company's lots weigh together, with the photos of its forms.

    Rooms further left add theirs.
    """
    sums = [
        sa.select(sa.func.coalesce(sa.func.sum(table.bytes), 0)).join(Offer).where(Offer.business_id == business_id)
        for table in (Photo, Paper)
    ]
    kept = sa.select(sa.func.coalesce(sa.func.sum(KeptPhoto.bytes), 0)).where(KeptPhoto.business_id == business_id)
    all_of_it = [one.scalar_subquery() for one in (*sums, kept)]
    here = int(session().scalar(sa.select(all_of_it[0] + all_of_it[1] + all_of_it[2])) or 0)
    return here + sum(counted(business_id) for counted in _ELSEWHERE.values())
