"""Which addresses of this room the public may find through search engines."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import sqlalchemy as sa
from flask import url_for

from exchange.catalogue import queries as catalogue
from exchange.kernel.orm import session
from exchange.listings.companies.queries import named_companies
from exchange.listings.models import Need, Offer
from exchange.listings.search.filters import Listing, is_public
from exchange.web.crawling import listed


@listed
def public_pages(most: int) -> Iterator[str]:
    """Home, search, materials, lots, needs, and companies where they show their name; the newest listings first."""
    materials = [code for code, entry in catalogue.current().materials.items() if not entry.is_retired]
    third = (most - len(materials)) // 3
    yield url_for("home.show")
    yield url_for("search.show")
    yield url_for("search.show", kind="need")
    yield from (url_for("catalogue.show", code=code) for code in materials)
    yield from (url_for("offers.show", offer_id=one) for one in _newest(Offer, third - 1))
    yield from (url_for("needs.show", need_id=one) for one in _newest(Need, third - 1))
    yield from (url_for("companies.show", business_id=one) for one in named_companies(third - 1))


def _newest(table: Listing, most: int) -> Sequence[UUID]:
    rows = sa.select(table.id).where(is_public(table)).order_by(table.published_at.desc(), table.id.desc())
    return session().scalars(rows.limit(most)).all()
