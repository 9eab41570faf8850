"""Reading sites and what they may take."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from exchange.accounts.models import Permit, Site
from exchange.kernel.orm import session


def site(site_id: UUID) -> Site | None:
    """One site with its business, open or closed."""
    return session().scalar(sa.select(Site).where(Site.id == site_id).options(joinedload(Site.business)))


def site_of(business_id: UUID, site_id: UUID) -> Site | None:
    """An open site, if it belongs to that business."""
    mine = sa.select(Site).where(Site.id == site_id, Site.business_id == business_id, Site.closed_at.is_(None))
    return session().scalar(mine)


def sites_of(business_id: UUID) -> Sequence[Site]:
    """The open sites of a business, by name."""
    sites = sa.select(Site).where(Site.business_id == business_id, Site.closed_at.is_(None))
    return session().scalars(sites.order_by(Site.name, Site.id)).all()


def permits_at(site_ids: Iterable[UUID]) -> dict[UUID, list[Permit]]:
    """Every permit of the sites by site, newest first."""
    found: dict[UUID, list[Permit]] = {}
    permits = sa.select(Permit).where(Permit.site_id.in_(list(site_ids))).order_by(Permit.created_at.desc(), Permit.id)
    for permit in session().scalars(permits):
        found.setdefault(permit.site_id, []).append(permit)
    return found


def permitted_codes(site_ids: Iterable[UUID], *, on: date) -> dict[UUID, frozenset[str]]:
    """The six-digit waste codes that sites may take on a day: verified permits only, their last day included.

    A site without any is left out.
    """
    in_force = sa.select(Permit.site_id, Permit.waste_codes).where(
        Permit.site_id.in_(list(site_ids)), Permit.verified_at.is_not(None), Permit.valid_until >= on
    )
    codes: dict[UUID, frozenset[str]] = {}
    for site_id, waste_codes in session().execute(in_force):
        codes[site_id] = codes.get(site_id, frozenset()).union(waste_codes)
    return codes


def permits_waiting(most: int) -> Sequence[Permit]:
    """What moderators have to check, oldest first, each with its site and business."""
    return session().scalars(unchecked().order_by(Permit.created_at, Permit.id).limit(most)).all()


def permit_with_paper(permit_id: UUID) -> Permit | None:
    """A permit of which the act was handed in, with its site."""
    found = sa.select(Permit).where(Permit.id == permit_id, Permit.paper_bytes.is_not(None))
    return session().scalar(found.options(joinedload(Permit.site)))


def permits_ending(first: date, last: date) -> Sequence[Permit]:
    """Verified permits whose last day lies between two days, those of open sites that nothing replaces yet."""
    longer = aliased(Permit)
    replaced = sa.exists().where(
        longer.site_id == Permit.site_id, longer.valid_until > Permit.valid_until, longer.refused_at.is_(None),
        longer.waste_codes.contains(Permit.waste_codes),
    )  # fmt: skip
    ending = sa.select(Permit).join(Site).where(
        Permit.verified_at.is_not(None), Permit.valid_until.between(first, last), Site.closed_at.is_(None), ~replaced
    )  # fmt: skip
    ending = ending.options(joinedload(Permit.site).joinedload(Site.business))
    return session().scalars(ending.order_by(Permit.valid_until, Permit.id)).all()


def permit_waiting(permit_id: UUID) -> Permit | None:
    """One of them, with its site and business; None once it is decided."""
    return session().scalar(unchecked().where(Permit.id == permit_id))


def unchecked() -> sa.Select[Permit]:
    """The rows of both."""
    waiting = sa.select(Permit).where(Permit.verified_at.is_(None), Permit.refused_at.is_(None))
    return waiting.options(joinedload(Permit.site).joinedload(Site.business))
