"""Keeping a search, and what its person can do with it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.catalogue import queries as catalogue_queries
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound, Unprocessable
from exchange.listings.models import SavedSearch, SearchHit
from exchange.listings.models.saved import LONGEST_ADDRESS, hit_column
from exchange.listings.saved.waking import SAVING, meanings
from exchange.listings.search.criteria import Criteria, read_address
from exchange.listings.search.filters import conditions, meant, table_of
from exchange.notices.models import Cadence

MOST_OF_A_PERSON = 50
MOST_ANSWERS = 20_000
"""A search that finds more than this is no question yet; and what it finds is remembered row by row."""


def save(
    person_id: UUID, criteria: Criteria, *, name: str, language: str, at: datetime, cadence: Cadence | None = None
) -> SavedSearch:
    """Keep a search: what answers it from now on is told, what answers it already is not.

    A search that the person keeps already is woken again if it was paused. Raises Conflict at fifty searches,
    Unprocessable for one that finds more than 20,000 listings or names too much.
    """
    session().execute(sa.select(sa.func.pg_advisory_xact_lock(SAVING)))
    address = criteria.address()
    if len(address) > LONGEST_ADDRESS:
        raise Unprocessable("search_too_long", _("This search names too much. Leave some of it out."))
    known = catalogue_queries.current()
    row = insert(SavedSearch).values(
        id=new_id(), person_id=person_id, name=name, kind=criteria.kind, address=address,
        criteria=criteria.arguments(), materials=list(criteria.materials), language=language, cadence=cadence,
        meant=meanings(criteria, language, known), meant_by=known.version, created_at=at,
    )  # fmt: skip
    fresh = session().scalar(row.on_conflict_do_nothing().returning(SavedSearch.id))
    if fresh is None:
        same = SavedSearch.person_id == person_id, SavedSearch.address == address
        return resume(session().scalars(sa.select(SavedSearch.id).where(*same)).one(), by=person_id)
    _refuse_too_many(person_id)
    search = session().get_one(SavedSearch, fresh)
    _remember_what_answers(search)
    return search


def change(search_id: UUID, *, name: str, cadence: Cadence | None, by: UUID) -> SavedSearch:
    """Another name, another wish when to be told. Raises NotFound for others' searches."""
    search = _own(search_id, by)
    search.name, search.cadence = name, cadence
    return search


def pause(search_id: UUID, *, by: UUID, at: datetime) -> SavedSearch:
    """Tell nothing for a while; what appears meanwhile is not told later. Raises NotFound for others' searches."""
    search = _own(search_id, by)
    search.paused_at = search.paused_at or at
    return search


def resume(search_id: UUID, *, by: UUID) -> SavedSearch:
    """Tell again of what is new from now on. Raises NotFound for others' searches."""
    session().execute(sa.select(sa.func.pg_advisory_xact_lock(SAVING)))
    search = _own(search_id, by)
    if search.is_paused:
        search.paused_at = None
        _remember_what_answers(search)
    return search


def remove(search_id: UUID, *, by: UUID) -> None:
    """Forget it. Raises NotFound for others' searches."""
    session().delete(_own(search_id, by))


def _own(search_id: UUID, person_id: UUID) -> SavedSearch:
    search = session().get(SavedSearch, search_id, with_for_update=True)
    if search is None or search.person_id != person_id:
        raise NotFound
    return search


def _refuse_too_many(person_id: UUID) -> None:
    mine = sa.select(sa.func.count()).where(SavedSearch.person_id == person_id)
    if (session().scalar(mine) or 0) > MOST_OF_A_PERSON:
        raise Conflict("too_many_searches", _("You keep fifty searches already. Remove one first."))


def _remember_what_answers(search: SavedSearch) -> None:
    table, catalogue = table_of(search.kind), catalogue_queries.current()
    criteria = read_address(search.address, catalogue.materials)
    shown = conditions(criteria, catalogue, meant(catalogue, criteria.words, search.language)).values()
    found = sa.select(sa.literal(search.id, sa.Uuid), table.id).where(*shown).limit(MOST_ANSWERS + 1)
    stored = insert(SearchHit).from_select(["search_id", hit_column(search.kind).key], found)
    if session().execute(stored.on_conflict_do_nothing()).rowcount > MOST_ANSWERS:  # type: ignore[attr-defined] # an INSERT's result counts its rows
        raise Unprocessable("search_too_wide", _("This search finds too much to tell about. Narrow it down first."))
