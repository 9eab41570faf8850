"""Saying what it was like, and letting both sides read it at the same moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.deals.models import Deal
from exchange.deals.ratings import policy, queries
from exchange.deals.ratings.models import Rating, RatingReveal
from exchange.deals.service.drafts import Party
from exchange.deals.service.steps import locked, tell
from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.notices import service as notices
from exchange.notices.models import Topic


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """Points from 1 to 5, and a word."""

    described: int
    punctual: int
    clear: int
    comment: str = ""


def rate(deal_id: UUID, draft: RatingDraft, *, by: Party, at: datetime, window: timedelta) -> Rating:
    """Say it once; the second of the two lets both read. ``window``: how long after completion it can be said.

    Raises NotFound for strangers, Conflict before completion, after the window, and for a second time.
    """
    deal = locked(deal_id, by)
    rated_by = {one.business_id for one in queries.of(deal_id)}
    is_revealed = queries.revealed_at(deal_id) is not None
    if by.business_id in rated_by:
        raise Conflict("rated_already", _("Your company has rated this deal already."))
    if not policy.may_rate(by.business_id, deal, rated_by, is_revealed=is_revealed, at=at, window=window):
        raise Conflict("not_rateable", _("A deal can be rated after its last load was confirmed, for a while."))
    rating = Rating(
        id=new_id(), deal_id=deal_id, business_id=by.business_id, about_id=deal.other_side(by.business_id),
        person_id=by.person_id, described=draft.described, punctual=draft.punctual, clear=draft.clear,
        comment=draft.comment, at=at,
    )  # fmt: skip
    session().add(rating)
    session().flush()
    journal.record("deal", deal_id, "rated", at=at, by=by.person_id, business_id=by.business_id)
    if rated_by:
        _reveal(deal, at=at)
    else:
        tell(deal, "deal_rated", by, at=at, key="rated")
    return rating


def reveal(deal_id: UUID, *, at: datetime, window: timedelta) -> bool:
    """Let both read what one said, once the time is over. False when there is nothing to do: safe to run twice."""
    deal = locked(deal_id, None)
    closes = policy.closes_at(deal, window)
    if closes is None or at < closes or not queries.of(deal_id):
        return False
    return _reveal(deal, at=at)


def remind(deal_id: UUID, *, at: datetime, window: timedelta) -> None:
    """Tell the sides that have not rated how long they still can; once a deal, however often it is asked."""
    deal = locked(deal_id, None)
    closes = policy.closes_at(deal, window)
    rated_by = {one.business_id for one in queries.of(deal_id)}
    for business_id in {deal.giver_id, deal.taker_id} - rated_by:
        if closes is not None and at < closes:
            notices.tell_business(
                business_id, "deal_rating_reminder", at=at, path=f"/deals/{deal.id}/rating",
                dedupe_key=f"deal:{deal.id}:rating_reminder", topic=Topic.DEALS, title=deal.offer.title, who="",
                quantity_kg=str(deal.current.quantity_kg), until=closes.isoformat(),
            )  # fmt: skip


def _reveal(deal: Deal, *, at: datetime) -> bool:
    once = insert(RatingReveal).values(deal_id=deal.id, at=at).on_conflict_do_nothing()
    if session().scalar(once.returning(RatingReveal.deal_id)) is None:
        return False
    journal.record("deal", deal.id, "ratings_revealed", at=at)
    tell(deal, "deal_ratings_revealed", None, at=at, key="ratings_revealed")
    return True
