"""What keeps a site open: listings that people see there, or will."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Site
from exchange.accounts.ties import tie
from exchange.kernel.orm import session
from exchange.listings import policy
from exchange.listings.models import ListingState, Need, Offer

STANDING = policy.SHOWN | {ListingState.IN_REVIEW}


@tie("listings")
def titles_at(site_id: UUID) -> Sequence[str]:
    """Titles of what is public or in review at a site, by title. A paused one cannot be resumed at a closed site."""
    business_id = sa.select(Site.business_id).where(Site.id == site_id).scalar_subquery()
    both = [
        sa.select(table.title).where(
            table.business_id == business_id, table.site_id == site_id, table.state.in_(STANDING)
        )
        for table in (Offer, Need)
    ]
    return sorted(session().scalars(sa.union_all(*both)))
