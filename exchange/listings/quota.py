"""How much a company stores: counted over its lots, refused where one more file would be too many."""

from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _

from exchange.accounts.models import Business
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.listings.models import Offer, Paper, Photo

_MEGABYTE = 1_000_000


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
    """What the photos and documents of a company's lots weigh together."""
    sums = [
        sa.select(sa.func.coalesce(sa.func.sum(table.bytes), 0)).join(Offer).where(Offer.business_id == business_id)
        for table in (Photo, Paper)
    ]
    return int(session().scalar(sa.select(sums[0].scalar_subquery() + sums[1].scalar_subquery())) or 0)
