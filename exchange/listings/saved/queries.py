"""Reading saved searches of one person."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.kernel.refusals import NotFound
from exchange.listings.models import SavedSearch, SearchHit
from exchange.listings.search.criteria import Criteria


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved search and how often something new answered it."""

    search: SavedSearch
    answers: int


def kept(person_id: UUID) -> list[Kept]:
    """A person's searches, newest first; a service bounds how many there are."""
    woke = sa.func.count(SearchHit.number).filter(SearchHit.woke_at.is_not(None))
    rows = sa.select(SavedSearch, woke).outerjoin(SearchHit, SearchHit.search_id == SavedSearch.id)
    mine = rows.where(SavedSearch.person_id == person_id).group_by(SavedSearch.id)
    newest = mine.order_by(SavedSearch.created_at.desc(), SavedSearch.id)
    return [Kept(search, answers) for search, answers in session().execute(newest)]


def own(search_id: UUID, person_id: UUID) -> SavedSearch:
    """A person's search. Raises NotFound for others' and for missing ones alike."""
    search = session().get(SavedSearch, search_id)
    if search is None or search.person_id != person_id:
        raise NotFound
    return search


def saved_as(person_id: UUID | None, criteria: Criteria) -> SavedSearch | None:
    """The same search, if the person keeps it."""
    if person_id is None:
        return None
    same = SavedSearch.person_id == person_id, SavedSearch.address == criteria.address()
    return session().scalar(sa.select(SavedSearch).where(*same))
