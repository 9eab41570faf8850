"""A listing that can be found wakes the searches that it answers, each at most once.

A search is asked the very conditions that its page runs, about the one listing: so it wakes exactly when its page
would show it. One question to the database preselects.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.catalogue import queries as catalogue_queries
from exchange.catalogue.core.snapshot import Catalogue
from exchange.kernel.orm import session
from exchange.listings.models import Need, Offer, SavedSearch, SearchHit
from exchange.listings.models.saved import hit_column
from exchange.listings.saved.preselecting import askable
from exchange.listings.search.criteria import Criteria, Kind, read_address
from exchange.listings.search.filters import conditions, is_public, left_kg, meant, table_of
from exchange.notices import queries as notices_queries
from exchange.notices import service as notices
from exchange.notices.models import Cadence, Topic

_AT_ONCE = 100
"""Searches in one statement: each is a column of true or false."""

SAVING = 0x6E617673
"""Advisory lock («navs»): shared by waking, alone for saving. A listing is then either among what a new search
remembers as known, or wakes it; never lost between the two."""


def meanings(criteria: Criteria, language: str, catalogue: Catalogue) -> list[str]:
    """Codes of the materials that a search's words may mean."""
    return [one.code for one in meant(catalogue, criteria.words, language)]


def wake(kind: Kind, listing_id: UUID, *, at: datetime) -> int:
    """Tell whoever keeps a search that a listing answers for the first time; returns how many searches did.

    Nothing for what is not public (any more). Twice tells once.
    """
    session().execute(sa.select(sa.func.pg_advisory_xact_lock_shared(SAVING)))
    table = table_of(kind)
    listing: Any = session().scalar(sa.select(table).where(table.id == listing_id, is_public(table)))
    if listing is None:
        return 0
    known = catalogue_queries.current()
    _understand(kind, known)
    asked = askable(kind, listing, known)
    fresh = _noted(list(_answered(asked, kind, listing_id, known)), kind, listing_id, at)
    _tell(fresh, listing, kind, at)
    return len(fresh)


def _understand(kind: Kind, catalogue: Catalogue) -> None:
    """After a new catalogue words may mean other materials: looked up anew, by whoever comes first."""
    old = sa.select(SavedSearch).where(SavedSearch.kind == kind, SavedSearch.meant_by != catalogue.version)
    for search in session().scalars(old.with_for_update(skip_locked=True)):
        criteria = read_address(search.address, catalogue.materials)
        search.meant, search.meant_by = meanings(criteria, search.language, catalogue), catalogue.version
    session().flush()


def _answered(
    asked: Sequence[SavedSearch], kind: Kind, listing_id: UUID, catalogue: Catalogue
) -> Iterator[SavedSearch]:
    table = table_of(kind)
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        answers = sa.select(*(_shows(search, catalogue) for search in some)).where(table.id == listing_id)
        row = session().execute(answers, execution_options={"compiled_cache": None}).one()
        yield from (search for search, answer in zip(some, row, strict=True) if answer)


def _shows(search: SavedSearch, catalogue: Catalogue) -> sa.ColumnElement[bool]:
    """Whether the search's page shows a public listing: its criteria, all of them."""
    criteria = read_address(search.address, catalogue.materials)
    named = conditions(criteria, catalogue, meant(catalogue, criteria.words, search.language))
    return sa.and_(sa.true(), *(condition for name, condition in named.items() if name != "state")).label(None)


def _noted(answered: Sequence[SavedSearch], kind: Kind, listing_id: UUID, at: datetime) -> list[SavedSearch]:
    """Those that nobody noted before: another job may ask at the same time."""
    if not answered:
        return []
    column = hit_column(kind).key
    rows = insert(SearchHit).values([{"search_id": one.id, column: listing_id, "woke_at": at} for one in answered])
    fresh = set(session().scalars(rows.on_conflict_do_nothing().returning(SearchHit.search_id)))
    return [search for search in answered if search.id in fresh]


def _tell(fresh: Sequence[SavedSearch], listing: Offer | Need, kind: Kind, at: datetime) -> None:
    """Each person once, however many of their searches it answers: as soon as the most urgent of them wishes."""
    preferred = notices_queries.cadences({search.person_id for search in fresh}, Topic.SEARCHES)
    urgency = list(Cadence).index
    first: dict[UUID, tuple[Cadence, SavedSearch]] = {}
    for search in fresh:
        wish = search.cadence or preferred[search.person_id]
        if search.person_id not in first or urgency(wish) < urgency(first[search.person_id][0]):
            first[search.person_id] = wish, search
    for person_id, (wish, search) in first.items():
        notices.tell(
            [person_id], "search_answered", at=at, path=f"/{kind}s/{listing.id}", dedupe_key=f"search:{listing.id}",
            topic=Topic.SEARCHES, wish=wish, search=search.name, **_facts(listing, kind),
        )  # fmt: skip


def _facts(listing: Offer | Need, kind: Kind) -> dict[str, Any]:
    """What everybody may read on its card: never who posted it."""
    price = listing.price_eur_per_t if isinstance(listing, Offer) else listing.highest_eur_per_t
    left = session().scalar(sa.select(left_kg(table_of(kind))).where(table_of(kind).id == listing.id))
    return {
        "kind_of_listing": kind.value, "title": listing.title, "place": listing.cell_name, "left_kg": str(left),
        "price_eur_per_t": None if price is None else str(price),
    }  # fmt: skip
