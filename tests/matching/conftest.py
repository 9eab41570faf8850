"""What plays of matching share: both ends of a pair, and reading what was stored."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.accounts.models import Site
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Need, Offer
from exchange.matching import service
from exchange.matching.judging import judge
from exchange.matching.models import Match
from exchange.matching.queries import facts, weights
from exchange.matching.service import keeping
from exchange.notices.models import Notice
from tests import makers

LATER = makers.MONDAY + timedelta(hours=1)


@pytest.fixture
def grain(brewhouse: Site) -> Offer:
    """A tonne of spent grain in Lille, free."""
    return makers.a_lot(brewhouse, title="Spent grain of the week")


@pytest.fixture
def feed(farmyard: Site) -> Need:
    """The farm near Roubaix wants two tonnes within 30 km."""
    return makers.a_need(farmyard, quantity=2000, title="Feed for forty cows")


@pytest.fixture
def pair(session: Session) -> Callable[[Offer | Need], None]:
    """Have the matches of a listing follow it, as its job would, where the jobs of all others have run before."""

    def run(listing: Offer | Need) -> None:
        with unit_of_work():
            keeping.keep_offers()
            keeping.keep_needs(makers.TODAY)
            if isinstance(listing, Offer):
                service.pair_offer(listing.id, at=makers.MONDAY)
            else:
                service.pair_need(listing.id, at=makers.MONDAY)

    return run


@pytest.fixture
def stored(session: Session) -> Callable[[], dict[tuple[str, str], tuple[int, float]]]:
    """Live matches as the brute force writes them: score and distance by both ids."""

    def read() -> dict[tuple[str, str], tuple[int, float]]:
        live = sa.select(Match.offer_id, Match.need_id, Match.score, Match.distance_km).where(Match.is_live)
        return {(str(offer), str(need)): (score, km) for offer, need, score, km in session.execute(live)}

    return read


@pytest.fixture
def flags(session: Session) -> Callable[[], list[tuple[str, dict[str, Any]]]]:
    """What the one live pair must mind, judged from its listings as they are."""

    def read() -> list[tuple[str, dict[str, Any]]]:
        match = session.scalars(sa.select(Match).where(Match.is_live)).one()
        offer = facts.offers([match.offer_id])[match.offer_id]
        need = facts.needs(makers.TODAY, [match.need_id])[match.need_id]
        return [(flag.kind, flag.values) for flag in judge(offer, need, weights.current()).flags]

    return read


@pytest.fixture
def told(session: Session) -> Callable[[], list[dict[str, Any]]]:
    """What was told of matches, oldest first: the facts of each notice, with its path and reader."""

    def read() -> list[dict[str, Any]]:
        notices = session.scalars(sa.select(Notice).where(Notice.kind == "match_found").order_by(Notice.id))
        return [{**notice.facts, "path": notice.path, "person": notice.person_id} for notice in notices]

    return read
