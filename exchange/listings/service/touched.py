"""Something beside the listings changed that matching reads: exactly the listings it touches are paired anew."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Permit, Site
from exchange.catalogue import queries as catalogue
from exchange.kernel import clock
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.listings import following
from exchange.listings.models import ListingState, Need, NeedAccepts, Offer
from exchange.listings.numbering import renumber
from exchange.listings.placing import follow_site

LIVE = (ListingState.PUBLISHED, ListingState.OBSERVED)
MOST_ONE_BY_ONE = 5000
"""Beyond so many one evaluation of everything is cheaper than a job for each."""
AROUND_MIDNIGHT = timedelta(hours=1)
"""A pairing that began on a permit's last day may store what it found a little later."""

_NO_JOB = """
    NOT EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND lock = '{0}:' || {0}.id)
    AND NOT EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name = 'pair_all')
"""


def of_business(business_id: UUID) -> None:
    """It was suspended or may trade again: its live listings."""
    _pair_anew({table: [table.business_id == business_id] for table in (Offer, Need)})


def of_site(site_id: UUID) -> None:
    """It moved or may take other waste: every listing stands where the site stands now, the live ones are paired."""
    site = session().get_one(Site, site_id, populate_existing=True)
    follow_site(site)
    at_site = {table: [table.business_id == site.business_id, table.site_id == site_id] for table in (Offer, Need)}
    _pair_anew(at_site)


def of_substitutions(replaced_codes: Sequence[str]) -> None:
    """Rules for what may replace these materials changed: needs that name one of them, or a node above or below."""
    renumber()
    known = catalogue.current()
    related = [
        code
        for code in known.materials
        if any(known.lies_under(code, other) or known.lies_under(other, code) for other in replaced_codes)
    ]
    naming = sa.select(NeedAccepts.need_id).where(NeedAccepts.material_code.in_(related))
    _pair_anew({Need: [Need.id.in_(naming)]})


def of_permits(*, at: datetime) -> None:
    """Permits ran out by the calendar: needs at those sites that were last paired while they were in force.

    What was missed while nobody worked is caught up with, however long that was; twice changes nothing.
    """
    first_day_without = sa.cast(Permit.valid_until + 1, sa.DateTime)
    midnight = sa.func.timezone(clock.zone().key, first_day_without)
    ran_out = sa.select(Need.id).join(Site, sa.and_(Site.id == Need.site_id, Site.business_id == Need.business_id))
    ran_out = ran_out.join(Permit, Permit.site_id == Site.id).where(
        Permit.verified_at.is_not(None),
        Permit.valid_until < clock.day_of(at),
        Need.matched_at < midnight + AROUND_MIDNIGHT,
    )
    _pair_anew({Need: [Need.id.in_(ran_out)]})


def of_given_up_jobs() -> None:
    """A pairing failed until nobody tried again: live listings that still wait and for which no job does."""
    for table, kind in ((Offer, "offer"), (Need, "need")):
        _pair_anew({table: [table.matched_at.is_(None), sa.literal_column(_NO_JOB.format(kind), sa.Boolean)]})


def _pair_anew(touched: dict[type[Offer] | type[Need], list[sa.ColumnElement[bool]]]) -> None:
    """Ask for each live one of them, or for everything where that is cheaper."""
    found = {table: _locked_live(table, which) for table, which in touched.items()}
    if sum(map(len, found.values())) > MOST_ONE_BY_ONE:
        for table, ids in found.items():
            session().execute(sa.update(table).where(table.id.in_(ids)).values(matched_at=None))
        defer(Job.PAIR_ALL, lock=Job.PAIR_ALL, only_once=Job.PAIR_ALL)
        return
    for table, ids in found.items():
        for listing_id in ids:
            _CHANGED[table](listing_id)


def _locked_live(table: type[Offer] | type[Need], which: Sequence[sa.ColumnElement[bool]]) -> Sequence[UUID]:
    """Their ids, locked in order: two of these jobs at once wait for one another, never in a ring."""
    rows = sa.select(table.id).where(table.state.in_(LIVE), *which).order_by(table.id)
    return session().scalars(rows.with_for_update(key_share=True)).all()


_CHANGED: dict[type[Offer] | type[Need], Callable[[UUID], None]] = {
    Offer: following.offer_changed,
    Need: following.need_changed,
}
