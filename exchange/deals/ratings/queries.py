"""Reading ratings: of a deal, about a company, for the facilitator, and those that are due by the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from exchange.accounts.models import Business
from exchange.deals import trust
from exchange.deals.models import Deal, DealState
from exchange.deals.ratings.models import Rating, RatingReveal
from exchange.kernel.orm import session
from exchange.listings.models import Offer

REMIND_BEFORE = timedelta(days=3)
"""How long before the time to rate is over who has not done so is reminded, once."""
FEWEST_RATERS = 3
"""Below that, a company could read out of the figures who said what about it, and strangers a single deal."""


@dataclass(frozen=True, slots=True)
class Points:
    """Averages from 1 to 5, of so many ratings by so many companies. All None where there are no ratings."""

    described: Decimal | None
    punctual: Decimal | None
    clear: Decimal | None
    ratings: int
    raters: int


@dataclass(frozen=True, slots=True)
class Low:
    """A rating that somebody who looks after the territory should know."""

    rating: Rating
    about: str
    by: str
    lot: str


def of(deal_id: UUID) -> Sequence[Rating]:
    """What was said about a deal so far, to be shown to its author alone before it is revealed."""
    return session().scalars(sa.select(Rating).where(Rating.deal_id == deal_id)).all()


def revealed_at(deal_id: UUID) -> datetime | None:
    """From when both sides read it; None as long as they do not."""
    return session().scalar(sa.select(RatingReveal.at).where(RatingReveal.deal_id == deal_id))


def public(business_id: UUID) -> Points | None:
    """What was said about a company in dealings under its public name; None while too few companies said it."""
    points = _points(Rating.about_id == business_id, trust.named(business_id))
    return points if points.raters >= FEWEST_RATERS else None


def own(business_id: UUID) -> Points:
    """All that was said about a company and can be read."""
    return _points(Rating.about_id == business_id)


def territory() -> Points:
    """All that can be read."""
    return _points()


def lowest(*, at_most: int, size: int) -> Sequence[Low]:
    """The latest that can be read with a point so low, with the names of both sides: for facilitators."""
    author = aliased(Business)
    rows = (
        sa.select(Rating, Business.name, author.name, Offer.title)
        .join(RatingReveal, RatingReveal.deal_id == Rating.deal_id)
        .join(Deal, Deal.id == Rating.deal_id)
        .join(Offer, Offer.id == Deal.offer_id)
        .join(Business, Business.id == Rating.about_id)
        .join(author, author.id == Rating.business_id)
    )
    low = rows.where(sa.func.least(Rating.described, Rating.punctual, Rating.clear) <= at_most)
    found = session().execute(low.order_by(RatingReveal.at.desc(), Rating.id.desc()).limit(size))
    return [Low(rating, about, by, lot) for rating, about, by, lot in found]


def due(at: datetime, window: timedelta) -> Sequence[UUID]:
    """Finished deals with something said that nobody can read although the time for it is over."""
    over = sa.select(Deal.id).where(
        Deal.state == DealState.COMPLETED,
        Deal.closed_at <= at - window,
        sa.exists().where(Rating.deal_id == Deal.id),
        ~sa.exists().where(RatingReveal.deal_id == Deal.id),
    )
    return session().scalars(over.order_by(Deal.closed_at, Deal.id)).all()


def closing(at: datetime, window: timedelta) -> Sequence[UUID]:
    """Finished deals of which the time to rate is nearly over, and of which a side has not said anything."""
    said = sa.select(sa.func.count()).where(Rating.deal_id == Deal.id).scalar_subquery()
    soon = sa.select(Deal.id).where(
        Deal.state == DealState.COMPLETED, Deal.closed_at > at - window, Deal.closed_at <= at - window + REMIND_BEFORE,
        said < 2,
    )  # fmt: skip
    return session().scalars(soon.order_by(Deal.closed_at, Deal.id)).all()


def _points(*only: Any) -> Points:
    """Averages of what can be read and meets all conditions."""
    columns = [sa.func.round(sa.func.avg(one), 1) for one in (Rating.described, Rating.punctual, Rating.clear)]
    sums = sa.select(*columns, sa.func.count(), sa.func.count(Rating.business_id.distinct())).select_from(Rating)
    readable = sums.join(RatingReveal, RatingReveal.deal_id == Rating.deal_id).join(Deal, Deal.id == Rating.deal_id)
    return Points(*session().execute(trust.joined(readable).where(*only)).one())
