"""What plays of saved searches share: keeping one, waking them, and what somebody heard."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from exchange.accounts.models import Person
from exchange.catalogue import queries as catalogue
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Need, SavedSearch
from exchange.listings.saved import service, waking
from exchange.listings.search.criteria import Kind, read_criteria
from exchange.notices.models import Notice
from tests.makers import MONDAY

Keep = Callable[..., SavedSearch]


@pytest.fixture
def keep(session: Session) -> Keep:
    """Keep the search of an address for somebody."""

    def save(person: Person, address: dict[str, Any], name: str = "Mine", **more: Any) -> SavedSearch:
        criteria = read_criteria(MultiDict(address), "en", catalogue.current().materials)
        with unit_of_work():
            return service.save(person.id, criteria, name=name, language="en", at=MONDAY, **more)

    return save


@pytest.fixture
def wake(session: Session) -> Callable[[Any], int]:
    """Have the searches follow a listing, as its job would; how many it woke."""

    def run(listing: Any) -> int:
        with unit_of_work():
            return waking.wake(Kind.NEED if isinstance(listing, Need) else Kind.OFFER, listing.id, at=MONDAY)

    return run


@pytest.fixture
def heard(session: Session) -> Callable[[Person], list[tuple[str, str]]]:
    """What somebody was told of searches: the search's name and the listing's title, in order."""

    def read(person: Person) -> list[tuple[str, str]]:
        told = sa.select(Notice.facts).where(Notice.person_id == person.id, Notice.kind == "search_answered")
        return [(facts["search"], facts["title"]) for facts in session.scalars(told.order_by(Notice.id))]

    return read
