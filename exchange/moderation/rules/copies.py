"""Listings that say or show nearly the same, found through an index: never all compared with all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.listings.models import Offer
from exchange.moderation.models import ListingKind
from exchange.moderation.queries import LISTINGS, Listing
from exchange.moderation.rules.core.conditions import Likeness
from exchange.moderation.rules.core.likeness import alike_percent, bands
from exchange.moderation.rules.models import ListingBand

FEW_BITS = 6
"""Two photos that differ in more of their 64 bits are two photos."""
_TEXTS = """
SELECT mine.listing_id, other.listing_kind, other.listing_id
FROM listing_band mine CROSS JOIN LATERAL (
  SELECT listing_kind, listing_id FROM listing_band other
  WHERE other.band = mine.band AND other.value = mine.value AND other.made_at <= :until
    AND other.listing_id <> mine.listing_id
  ORDER BY other.made_at DESC LIMIT 20
) other
WHERE mine.listing_kind = :kind AND mine.listing_id = :id
"""
_QUARTER = """
(SELECT other.offer_id, other.likeness FROM photo other
 WHERE ((other.likeness >> {shift}) & 65535) = ((mine.likeness >> {shift}) & 65535)
   AND other.offer_id <> mine.offer_id AND other.added_at <= :until LIMIT 20)
"""
_QUARTERS = " UNION ALL ".join(_QUARTER.format(shift=shift) for shift in (0, 16, 32, 48))
_PHOTOS = f"""
SELECT other.offer_id, min(bit_count((mine.likeness # other.likeness)::bit(64)))
FROM photo mine CROSS JOIN LATERAL ({_QUARTERS}) other
WHERE mine.offer_id = :id AND bit_count((mine.likeness # other.likeness)::bit(64)) <= :few
GROUP BY other.offer_id
"""  # noqa: S608 # nosec B608 — nothing but the four numbers above is put in
Found = Mapping[UUID, Sequence[Likeness]]
MomentOf = Callable[[Listing], datetime]


def words_of(listing: Listing) -> str:
    """What a listing says: title, description and, of a lot, its composition."""
    more = listing.composition if isinstance(listing, Offer) else ""
    return "\n".join(filter(None, (listing.title, listing.description, more)))


def kind_of(listing: Listing) -> ListingKind:
    """Which of the two it is."""
    return ListingKind.OFFER if isinstance(listing, Offer) else ListingKind.NEED


def note_text(listing: Listing) -> None:
    """Keep the numbers of a listing's text, in the transaction that writes it. Twice changes nothing."""
    kind = kind_of(listing)
    mine = sa.and_(ListingBand.listing_kind == kind, ListingBand.listing_id == listing.id)
    session().execute(sa.delete(ListingBand).where(mine))
    rows = [
        {"listing_kind": kind, "listing_id": listing.id, "band": band, "value": value, "made_at": listing.created_at}
        for band, value in enumerate(bands(words_of(listing)))
    ]
    if rows:
        session().execute(sa.insert(ListingBand), rows)


def of_texts(listings: Sequence[Listing], moment_of: MomentOf) -> Found:
    """Earlier listings whose text is like theirs, the likest first."""
    return {one.id: _alike_texts(one, moment_of(one)) for one in listings}


def of_photos(listings: Sequence[Listing], moment_of: MomentOf) -> Found:
    """Earlier lots that show nearly the same picture, the likest first."""
    return {one.id: _alike_photos(one, moment_of(one)) for one in listings if isinstance(one, Offer)}


def _alike_texts(one: Listing, until: datetime) -> list[Likeness]:
    asked = {"kind": str(kind_of(one)), "id": one.id, "until": until}
    pairs = {(ListingKind(kind), other) for _, kind, other in session().execute(sa.text(_TEXTS), asked)}
    found = [
        Likeness(other.id, str(kind), other.title, alike_percent(words_of(one), words_of(other)))
        for kind in ListingKind
        for other in _listings(kind, [other for its, other in pairs if its is kind])
    ]
    return _likest(found)


def _alike_photos(one: Offer, until: datetime) -> list[Likeness]:
    asked: dict[str, Any] = {"id": one.id, "until": until, "few": FEW_BITS}
    bits: dict[UUID, int] = dict(session().execute(sa.text(_PHOTOS), asked).tuples().all())
    others = _listings(ListingKind.OFFER, list(bits))
    return _likest(Likeness(other.id, "offer", other.title, 100 - 100 * int(bits[other.id]) // 64) for other in others)


def _listings(kind: ListingKind, ids: list[UUID]) -> Sequence[Listing]:
    rows: sa.Select[Any] = sa.select(LISTINGS[kind]).where(LISTINGS[kind].id.in_(ids))
    return session().scalars(rows).all() if ids else []


def _likest(found: Iterable[Likeness]) -> list[Likeness]:
    return sorted(found, key=lambda one: (-one.percent, one.listing_id))
