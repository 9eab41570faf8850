"""The play of the deals: the brewery gives spent grain, the farm takes it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site, StaffRole
from exchange.deals import queries
from exchange.deals.models import Deal
from exchange.deals.service import Party
from exchange.journal.models import JournalEntry
from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.legal import LegalClaim
from exchange.listings.models import MassBasis, Offer
from exchange.listings.service import OfferDraft
from exchange.notices.models import Notice
from tests import makers
from tests.deals.acts import Acts
from tests.deals.world import World
from tests.makers import TODAY


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


@pytest.fixture
def world(brewhouse: Site, farmyard: Site, giver: Party, taker: Party) -> World:
    """A lot of a tonne, a small gift that can be claimed, a need for one and a half, and an administrator."""
    product = {"legal_status": LegalStatus.PRODUCT, "legal_answers": {}}
    lot = makers.a_lot(brewhouse, quantity=1000, title="Spent grain", price_eur_per_t=10, **product)
    gift = makers.a_lot(brewhouse, quantity=40, title="Sacks", price_eur_per_t=0, **product)
    draft = OfferDraft(
        title="Spent grain", material_code="food.spent_grain", quantity_kg=Decimal(1000), unit="kg",
        kg_per_unit=Decimal(1), mass_basis=MassBasis.WEIGHED, condition=Grade.GOOD, site_id=brewhouse.id,
        legal=LegalClaim(LegalStatus.PRODUCT), available_from=TODAY, price_eur_per_t=Decimal(10),
    )  # fmt: skip
    staff = makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR)
    need = makers.a_need(farmyard, quantity=1500)
    return World(Acts(lot.id, giver, taker), gift.id, staff.id, draft, need.id)
