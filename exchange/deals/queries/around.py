"""What a proposal and a deal's page must know about lots, needs, sites and people."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.accounts.models import Membership, Person, Site
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer


def people_of(business_id: UUID) -> Sequence[Person]:
    """Whom to call: the active members of a business, by name."""
    people = sa.select(Person).join(Membership, Membership.person_id == Person.id)
    active = people.where(Membership.business_id == business_id, Membership.ended_at.is_(None))
    return session().scalars(active.order_by(Person.name, Person.id)).all()


def offer_with_site(offer_id: UUID) -> Offer | None:
    """A lot with what a proposal must know about it."""
    lot = sa.select(Offer).where(Offer.id == offer_id).options(joinedload(Offer.site), joinedload(Offer.business))
    return session().scalar(lot.execution_options(populate_existing=True))


def need_with_site(need_id: UUID) -> Need | None:
    """A need with the site where the load would arrive."""
    need = sa.select(Need).where(Need.id == need_id)
    return session().scalar(need.options(joinedload(Need.site).joinedload(Site.business), joinedload(Need.business)))


def first_site(business_id: UUID) -> Site | None:
    """The first open site of a business by name, with the business."""
    sites = sa.select(Site).where(Site.business_id == business_id, Site.closed_at.is_(None))
    return session().scalar(sites.options(joinedload(Site.business)).order_by(Site.name, Site.id).limit(1))


def open_site(site_id: UUID) -> Site | None:
    """A site that was not closed, with its business."""
    site = sa.select(Site).where(Site.id == site_id, Site.closed_at.is_(None)).options(joinedload(Site.business))
    return session().scalar(site)
