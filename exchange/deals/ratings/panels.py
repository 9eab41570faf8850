"""What ratings show on the pages of a deal, of a company, and to facilitators."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import render_template

from exchange.accounts.models import Business
from exchange.deals import shown
from exchange.deals.models import Deal
from exchange.deals.policy import is_party
from exchange.deals.ratings import policy, queries
from exchange.deals.ratings.models import Rating
from exchange.deals.ratings.settings import rating_window
from exchange.kernel import clock
from exchange.web.panels import panel
from exchange.web.visitor import acting_business, visitor

LOW, LOW_SHOWN = 2, 10


@dataclass(frozen=True, slots=True)
class RatingsSeen:
    """A deal's ratings as one side may know them: its own, and the other's only once both can be read."""

    may_rate: bool
    closes: datetime
    mine: Rating | None
    theirs: Rating | None
    is_revealed: bool


def standing(deal: Deal, me: UUID) -> RatingsSeen:
    """Where the ratings of a deal stand for one side."""
    ratings, window, at = {one.business_id: one for one in queries.of(deal.id)}, rating_window(), clock.now()
    is_revealed = queries.revealed_at(deal.id) is not None
    may = policy.may_rate(me, deal, ratings, is_revealed=is_revealed, at=at, window=window)
    theirs = ratings.get(deal.other_side(me)) if is_revealed else None
    return RatingsSeen(may, policy.closes_at(deal, window) or at, ratings.get(me), theirs, is_revealed)


@panel("deal", 10)
def of_a_deal(deal: Deal) -> str:
    """A way to rate what is done, and what was said once it can be read."""
    business = acting_business()
    if business is None or not is_party(business.id, deal) or policy.closes_at(deal, rating_window()) is None:
        return ""
    now = standing(deal, business.id)
    if not (now.may_rate or now.mine or now.theirs):
        return ""
    other = shown.name_of(shown.counterpart(business.id, deal), business.id, deal)
    return render_template("deals/ratings/_of_deal.html", deal=deal, standing=now, other_name=other)


@panel("company.public", 12)
def in_public(business: Business) -> str:
    """Averages for everybody, once enough companies said something."""
    points = queries.public(business.id)
    return "" if points is None else render_template("deals/ratings/_points.html", points=points, is_own=False)


@panel("company", 12)
def of_own(business: Business) -> str:
    """The same from the first rating on."""
    acting = acting_business()
    if acting is None or acting.id != business.id:
        return ""
    points = queries.own(business.id)
    return render_template("deals/ratings/_points.html", points=points, is_own=True) if points.ratings else ""


@panel("desk", 60)
def for_facilitators(_subject: Any) -> str:
    """How dealings are judged, and where somebody should ring."""
    if not visitor().may_facilitate:
        return ""
    points = queries.territory()
    if not points.ratings:
        return ""
    low = queries.lowest(at_most=LOW, size=LOW_SHOWN)
    return render_template("deals/ratings/_of_territory.html", points=points, low=low)
