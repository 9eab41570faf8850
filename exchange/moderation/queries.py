"""What waits for a decision, oldest first, and decisions that were made.

New listings are found by a query over the listings themselves, not by a job that announces them: whatever
road a listing took (form, import, seed, an older release), it cannot miss the queue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from exchange.accounts.models import Membership, Permit, Person
from exchange.kernel.orm import session
from exchange.listings.models import ListingState, Need, Offer, Photo
from exchange.listings.policy import PUBLIC
from exchange.moderation.models import ListingKind, Outcome, Review, StatementOfReasons

Listing = Offer | Need
_FALLBACK_LANGUAGE = "fr"
LISTINGS: dict[ListingKind, type[Offer] | type[Need]] = {ListingKind.OFFER: Offer, ListingKind.NEED: Need}


def entered_at(listing: Listing) -> datetime:
    """Since when it waits: since it was shown, otherwise since it was written."""
    return listing.published_at or listing.created_at


def listings_waiting(most: int) -> list[Listing]:
    """What nobody can see yet, then what is shown already; of both kinds, those that wait longest first.

    With business, site and accepted materials.
    """
    queues = [session().scalars(_queue(kind).limit(most)).all() for kind in ListingKind]
    return list(merge(*queues, key=_urgency))[:most]


def _urgency(listing: Listing) -> tuple[bool, datetime, UUID]:
    return listing.state in PUBLIC, entered_at(listing), listing.id


def waiting_count() -> int:
    """How many listings wait."""
    counts = [sa.select(sa.func.count()).select_from(LISTINGS[kind]).where(_waits(kind)) for kind in ListingKind]
    return sum(session().scalar(count) or 0 for count in counts)


def _queue(kind: ListingKind) -> sa.Select[Any]:
    table = LISTINGS[kind]
    age = sa.func.coalesce(table.published_at, table.created_at)
    return _loaded(kind).where(_waits(kind)).order_by(table.state.in_(PUBLIC), age, table.id)


def _waits(kind: ListingKind) -> sa.ColumnElement[bool]:
    """In review, or shown while the latest decision is not a yes (or there is none)."""
    table = LISTINGS[kind]
    latest = (
        sa.select(Review.outcome)
        .where(Review.listing_kind == kind, Review.listing_id == table.id)
        .order_by(Review.decided_at.desc(), Review.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    unseen = sa.and_(table.state.in_(PUBLIC), latest.is_distinct_from(Outcome.APPROVED))
    return sa.or_(table.state == ListingState.IN_REVIEW, unseen)


def listing(kind: ListingKind, listing_id: UUID) -> Listing | None:
    """One listing with what a card shows of it."""
    found: Listing | None = session().scalar(_loaded(kind).where(LISTINGS[kind].id == listing_id))
    return found


def locked_listing(kind: ListingKind, listing_id: UUID) -> Listing | None:
    """The listing with its row locked: two moderators who decide at once pass here one after the other."""
    mine = _loaded(kind).where(LISTINGS[kind].id == listing_id).with_for_update(of=LISTINGS[kind])
    found: Listing | None = session().scalar(mine.execution_options(populate_existing=True))
    return found


def _loaded(kind: ListingKind) -> sa.Select[Any]:
    table = LISTINGS[kind]
    loaded = [joinedload(table.business), joinedload(table.site)]
    if kind is ListingKind.NEED:
        loaded.append(selectinload(Need.accepts))
    return sa.select(table).options(*loaded)


def is_waiting(kind: ListingKind, listing_id: UUID) -> bool:
    """Whether the listing is in the queue at this moment."""
    table = LISTINGS[kind]
    return session().scalar(sa.select(sa.exists().where(table.id == listing_id, _waits(kind)))) or False


def decided_by(kind: ListingKind, listing_id: UUID) -> str | None:
    """Who made the latest decision on a listing, by name."""
    decisions = sa.select(Person.name).join(Review, Review.decided_by == Person.id)
    decisions = decisions.where(Review.listing_kind == kind, Review.listing_id == listing_id)
    return session().scalar(decisions.order_by(Review.decided_at.desc(), Review.id.desc()).limit(1))


def photos_of(offer_ids: Sequence[UUID]) -> dict[UUID, Photo]:
    """The covers of some offers, by offer."""
    photos = session().scalars(sa.select(Photo).where(Photo.offer_id.in_(offer_ids), Photo.position == 0))
    return {photo.offer_id: photo for photo in photos}


def business_ids_of(person_id: UUID) -> frozenset[UUID]:
    """The businesses a person belongs to, whichever they act for at the moment."""
    mine = sa.select(Membership.business_id).where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    return frozenset(session().scalars(mine))


def statement(statement_id: UUID) -> tuple[StatementOfReasons, Review | None] | None:
    """A statement of reasons and the review that it belongs to; none where a rule has the listing wait for one."""
    pair = sa.select(StatementOfReasons, Review).outerjoin(Review, Review.statement_id == StatementOfReasons.id)
    found = session().execute(pair.where(StatementOfReasons.id == statement_id)).one_or_none()
    return (found[0], found[1]) if found else None


def names_of(person_ids: Sequence[UUID]) -> dict[UUID, tuple[str, bool]]:
    """Names of people by id, and whether they work for the exchange itself."""
    people = sa.select(Person.id, Person.name, Person.staff_role.is_not(None)).where(Person.id.in_(person_ids))
    return {person_id: (name, is_staff) for person_id, name, is_staff in session().execute(people)}


def language_of(person_id: UUID | None) -> str:
    """In which language somebody who looks after a listing is written to; without anybody, the territory's first."""
    person = session().get(Person, person_id) if person_id else None
    return person.language if person else _FALLBACK_LANGUAGE


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """How long people's decisions took, in hours: half of them at most the one, nine of ten at most the other."""

    decisions: int
    median_h: float
    nine_of_ten_h: float


def service_times(*, since: datetime) -> ServiceTimes | None:
    """Of the listings that people decided since then; None where they decided none."""
    hours = sa.func.extract("epoch", Review.decided_at - Review.waiting_since) / 3600
    shares = (sa.func.percentile_cont(share).within_group(hours) for share in (0.5, 0.9))
    made = sa.select(sa.func.count(), *shares).where(Review.decided_at >= since, Review.decided_by.is_not(None))
    count, median_h, nine_h = session().execute(made).one()
    return ServiceTimes(count, float(median_h), float(nine_h)) if count else None


def permit_exists(permit_id: UUID) -> bool:
    """Whether there is such a permit, decided or not."""
    return session().get(Permit, permit_id) is not None
