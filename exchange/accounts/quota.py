"""How much a company stores: counted over everything it handed in, refused where one more file would be too many."""

from collections.abc import Callable
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from flask_babel import gettext as _

from exchange.accounts.models import Business, Permit, Site
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict

_MEGABYTE = 1_000_000
Counted = Callable[[UUID], int]
_COUNTED: dict[str, Counted] = {}


def counts(name: str) -> Callable[[Counted], Counted]:
    """Register what stores files of companies: asked for bytes. Again replaces it."""

    def register(counted: Counted) -> Counted:
        _COUNTED[name] = counted
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
    """What all that a company handed in weighs together, in bytes."""
    return sum(counted(business_id) for counted in _COUNTED.values())


@counts("permits")
def _papers_of_permits(business_id: UUID) -> int:
    papers = sa.select(sa.func.coalesce(sa.func.sum(Permit.paper_bytes), 0)).join(Site)
    return int(session().scalar(papers.where(Site.business_id == business_id)) or 0)
