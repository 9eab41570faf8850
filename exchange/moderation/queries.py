"""What waits for a decision, oldest first, and decisions that were made.

New listings are found by a query over the listings themselves, not by a job that announces them: whatever
road a listing took (form, import, seed, an older release), it cannot miss the queue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from exchange.accounts.cases.models import CaseKind
from exchange.accounts.cases.queries import mine, with_others
from exchange.accounts.models import Membership, Permit, Person, Site
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


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the queue, and when: what others have taken by then is not for them."""

    person_id: UUID
    at: datetime


def listings_waiting(most: int, reader: Reader) -> list[Listing]:
    """What the reader has taken, then what nobody has: first what nobody can see yet, then what is shown already.

    Of both kinds, those that wait longest first; with business, site and accepted materials.
    """
    rows = [row for kind in ListingKind for row in session().execute(_queue(kind, reader).limit(most))]
    return [row[0] for row in sorted(rows, key=_urgency)][:most]


def kind_of(listing: Listing) -> ListingKind:
    """Which of the two it is."""
    return ListingKind.OFFER if isinstance(listing, Offer) else ListingKind.NEED


def _urgency(row: Any) -> tuple[bool, bool, datetime, UUID]:
    listing, is_mine = row
    return not is_mine, listing.state in PUBLIC, entered_at(listing), listing.id


def waiting_count() -> int:
    """How many listings wait."""
    counts = [sa.select(sa.func.count()).select_from(LISTINGS[kind]).where(waits(kind)) for kind in ListingKind]
    return sum(session().scalar(count) or 0 for count in counts)


def since(kind: ListingKind) -> sa.ColumnElement[datetime]:
    """As ``entered_at``, in the database."""
    table = LISTINGS[kind]
    return sa.func.coalesce(table.published_at, table.created_at)


def _queue(kind: ListingKind, reader: Reader) -> sa.Select[Any]:
    table, case = LISTINGS[kind], CaseKind(kind)
    is_mine = mine(case, table.id, person_id=reader.person_id, at=reader.at).label("is_mine")
    others = with_others(case, table.id, but=reader.person_id, at=reader.at)
    rows = _loaded(kind).add_columns(is_mine).where(waits(kind), ~others)
    return rows.order_by(is_mine.desc(), table.state.in_(PUBLIC), since(kind), table.id)


def waits(kind: ListingKind) -> sa.ColumnElement[bool]:
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
    return session().scalar(sa.select(sa.exists().where(table.id == listing_id, waits(kind)))) or False


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


def reference_of_permit(permit_id: UUID) -> str | None:
    """What is written on a permit."""
    return session().scalar(sa.select(Permit.reference).where(Permit.id == permit_id))


def holder_of_permit(permit_id: UUID) -> UUID | None:
    """Whose permit it is, decided or not; None where there is none."""
    return session().scalar(sa.select(Site.business_id).join(Permit).where(Permit.id == permit_id))
