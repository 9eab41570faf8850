"""Doors of the room for the worker."""

from uuid import UUID

from exchange.kernel import clock
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service, tallying
from exchange.listings.saved import waking
from exchange.listings.search.criteria import Kind
from exchange.listings.service import touched
from exchange.listings.watching import service as watching


@task(Job.EXPIRE_LISTINGS, retry=None, cron="7 * * * *")
def expire_listings() -> None:
    """End what is past its last day. Hourly, because days begin in the territory's time zone, not in the server's."""
    with unit_of_work():
        service.expire(at=clock.now())


@task(Job.OPEN_LISTINGS, retry=None, cron="9 * * * *")
def open_listings() -> None:
    """Days come on which more people see a listing. Hourly, as days end; running it twice changes nothing."""
    with unit_of_work():
        service.open_up(at=clock.now())
        service.tell_partners(at=clock.now())


@task(Job.FOLD_TALLIES, retry=None, cron="23 * * * *")
def fold_tallies() -> None:
    """Hourly: what changed since is put into few rows, so that counting stays fast. Twice changes nothing more."""
    with unit_of_work():
        tallying.fold()


@task(Job.FOLLOW_BUSINESS)
def follow_business(business_id: str) -> None:
    """A business was suspended or restored: its listings are paired anew. Running it twice changes nothing."""
    with unit_of_work():
        touched.of_business(UUID(business_id))


@task(Job.FOLLOW_SITE)
def follow_site(site_id: str) -> None:
    """A site moved or its permits changed: its listings follow. Running it twice changes nothing."""
    with unit_of_work():
        touched.of_site(UUID(site_id))


@task(Job.FOLLOW_SUBSTITUTIONS)
def follow_substitutions(materials: str) -> None:
    """What may replace these materials changed (codes, separated by commas): needs for them are paired anew."""
    with unit_of_work():
        touched.of_substitutions(materials.split(","))


@task(Job.PAIR_FORGOTTEN, retry=None, cron="37 2 * * *")
def pair_forgotten() -> None:
    """Each night: listings whose pairing was given up are asked for again. Running it twice changes nothing."""
    with unit_of_work():
        touched.of_given_up_jobs()


@task(Job.FOLLOW_PERMITS, retry=None, cron="3 * * * *")
def follow_permits() -> None:
    """Permits end with a day of the territory. Hourly, because that day does not begin at the server's midnight."""
    with unit_of_work():
        touched.of_permits(at=clock.now())


@task(Job.FORGET_DRAFTS, retry=None, cron="27 3 * * *")
def forget_drafts() -> None:
    """Each night: drafts that nobody came back to. Running it twice changes nothing."""
    with unit_of_work():
        service.forget_drafts(at=clock.now())


@task(Job.WAKE_SEARCHES)
def wake_searches(kind: str, listing_id: str) -> None:
    """A listing changed: whoever keeps a search that it answers for the first time hears of it. Twice tells once."""
    with unit_of_work():
        waking.wake(Kind(kind), UUID(listing_id), at=clock.now())


@task(Job.TELL_WATCHERS)
def tell_watchers(offer_id: str) -> None:
    """A watched lot changed: whoever watches hears when more is free, or when it is gone. Twice tells once."""
    with unit_of_work():
        watching.tell_watchers(UUID(offer_id), at=clock.now())
