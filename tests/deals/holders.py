"""What the lot's holder and staff can do while others deal about it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from exchange.accounts import service as accounts
from exchange.deals import service
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.listings.models import Offer
from exchange.moderation import service as moderation
from exchange.moderation.models import Ground, ListingKind, Review
from exchange.moderation.service import Case, Reasons
from tests.deals.states import LONG_AFTER
from tests.deals.world import MOST_DEALS, SMALL_KG, Pick, World, move
from tests.makers import MONDAY

__all__: list[str] = []
LAST_DAY = date(2026, 12, 31)


@move
def edit(world: World, pick: Pick) -> None:
    """The holder counts again."""
    offer_id = world.acts.offer_id
    version = session().scalars(sa.select(Offer.version).where(Offer.id == offer_id)).one()
    with unit_of_work():
        counted = replace(world.draft, quantity_kg=Decimal(2 * pick.kg), available_until=LAST_DAY)
        listings.edit_offer(offer_id, counted, version=version, **world.hand())


@move
def duplicate(world: World, pick: Pick) -> None:
    """The holder posts another of the same kind."""
    if len(world.lots) < MOST_DEALS:
        with unit_of_work():
            world.lots.append(listings.post_offer(world.draft, **world.hand()).id)


@move
def pause(world: World, pick: Pick) -> None:
    """Hidden for a while."""
    with unit_of_work():
        listings.pause_offer(world.acts.offer_id, **world.hand())


@move
def resume(world: World, pick: Pick) -> None:
    """Shown again."""
    with unit_of_work():
        listings.resume_offer(world.acts.offer_id, **world.hand())


@move
def take_off(world: World, pick: Pick) -> None:
    """Taken back by its holder."""
    with unit_of_work():
        listings.withdraw_offer(world.acts.offer_id, **world.hand())


@move
def renew(world: World, pick: Pick) -> None:
    """Put up again."""
    with unit_of_work():
        listings.renew_offer(world.acts.offer_id, until=None, **world.hand())


@move
def lots_expire(world: World, pick: Pick) -> None:
    """The timer of lots: only an edited one has a last day."""
    with unit_of_work():
        listings.expire(at=LONG_AFTER)


@move
def allow_claims(world: World, pick: Pick) -> None:
    """Yes in advance."""
    with unit_of_work():
        service.allow_claims(world.gift_id, most_kg=SMALL_KG, by=world.by(pick), at=MONDAY)


@move
def take_down(world: World, pick: Pick) -> None:
    """A moderator hides the lot, with reasons."""
    version = session().scalars(sa.select(Offer.version).where(Offer.id == world.acts.offer_id)).one()
    with unit_of_work():
        case = Case(ListingKind.OFFER, world.acts.offer_id, version)
        moderation.refuse(case, Reasons(Ground.MISLEADING, "Its photo shows another material"), **_staff(world))


@move
def put_back(world: World, pick: Pick) -> None:
    """The moderator was wrong."""
    latest = sa.select(Review).where(Review.listing_id == world.acts.offer_id).order_by(Review.id.desc()).limit(1)
    review = session().scalar(latest)
    if review is None:
        raise Conflict("nothing_to_put_back", "Nothing was taken down.")
    with unit_of_work():
        moderation.reinstate(review, **_staff(world))


@move
def suspend(world: World, pick: Pick) -> None:
    """A company may not trade for now."""
    with unit_of_work():
        accounts.suspend_business(world.by(pick).business_id, reason="Under enquiry", **_staff(world))


@move
def restore(world: World, pick: Pick) -> None:
    """It may again."""
    with unit_of_work():
        accounts.restore_business(world.by(pick).business_id, **_staff(world))


def _staff(world: World) -> dict[str, Any]:
    return {"by": world.staff, "at": MONDAY}
