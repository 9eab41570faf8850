"""The play of the deals: the brewery gives spent grain, the farm takes it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals import queries
from exchange.deals.models import Deal
from exchange.deals.service import Party
from exchange.journal.models import JournalEntry
from exchange.listings.models import Offer
from exchange.notices.models import Notice
from tests import makers
from tests.deals.acts import Acts


@pytest.fixture
def grain(brewhouse: Site) -> Offer:
    """A tonne of spent grain at the brewery, priced at ten euro."""
    return makers.a_lot(brewhouse, quantity=1000, title="Spent grain", price_eur_per_t=10)


@pytest.fixture
def giver(anna: Person, brewery: Business) -> Party:
    """Anna for the brewery."""
    return Party(anna.id, brewery.id)


@pytest.fixture
def taker(bram: Person, farm: Business, farmyard: Site) -> Party:
    """Bram for the farm, which has a yard."""
    return Party(bram.id, farm.id)


@pytest.fixture
def acts(grain: Offer, giver: Party, taker: Party) -> Acts:
    """What the two can do, each in a unit of work, with what a test is not about filled in."""
    return Acts(grain.id, giver, taker)


@pytest.fixture
def look(session: Session) -> Callable[[Deal | UUID], Deal]:
    """The deal as the database has it, with everything around it."""

    def afresh(deal: Deal | UUID) -> Deal:
        found = queries.whole(deal if isinstance(deal, UUID) else deal.id)
        assert found is not None
        session.refresh(found.offer)
        return found

    return afresh


@pytest.fixture
def told(session: Session) -> Callable[[Person], list[str]]:
    """The kinds of notices that somebody got, oldest first."""

    def kinds(person: Person) -> list[str]:
        mine = sa.select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
        return list(session.scalars(mine))

    return kinds


@pytest.fixture
def history(session: Session) -> Callable[[Deal], list[Any]]:
    """The journal's verbs about a deal, in order."""

    def verbs(deal: Deal) -> list[Any]:
        mine = sa.select(JournalEntry.verb).where(JournalEntry.subject_id == deal.id).order_by(JournalEntry.number)
        return list(session.scalars(mine))

    return verbs
