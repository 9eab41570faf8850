"""The play of the papers: the deals' own, with a load that is agreed and one that is done."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from exchange.accounts.models import Permit, Person, Site
from exchange.deals.models import Deal
from exchange.kernel.trade import LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer
from exchange.papers import service
from exchange.papers.models import IssuedPaper, PaperKind
from tests import makers
from tests.deals.acts import Acts
from tests.deals.conftest import acts, giver, grain, history, look, taker, told
from tests.makers import MONDAY

__all__ = ["acts", "giver", "grain", "history", "look", "taker", "told"]

BASE = "https://navette.example"


@pytest.fixture
def agreed(acts: Acts) -> Deal:
    """Four hundred kilograms are agreed."""
    deal = acts.propose()
    acts.accept(deal)
    return deal


@pytest.fixture
def done(acts: Acts, agreed: Deal) -> Deal:
    """390.5 kg arrived, and both stand by it."""
    acts.through(agreed, "390.5")
    return agreed


@pytest.fixture
def issued(acts: Acts) -> Callable[..., IssuedPaper]:
    """Issue a document as the giver would."""

    def issue(deal: Deal | UUID, kind: PaperKind = PaperKind.HANDOVER_NOTE, **more: Any) -> IssuedPaper:
        deal_id = deal if isinstance(deal, UUID) else deal.id
        with unit_of_work():
            return service.issue(deal_id, 1, kind, **{"by": acts.giver, "at": MONDAY, "base_url": BASE, **more})

    return issue


@pytest.fixture
def waste(acts: Acts, brewhouse: Site) -> Offer:
    """Spent grain as waste, 4 t of it, at a site with its SIRET."""
    brewhouse.siret = "99000001000011"
    lot = makers.a_lot(
        brewhouse, quantity=4000, title="Spent grain", price_eur_per_t=10, legal_status=LegalStatus.WASTE,
        waste_code="020304", legal_answers={"waste_code": "020304"},
    )  # fmt: skip
    acts.offer_id = lot.id
    return lot


@pytest.fixture
def permit(session: Session, farmyard: Site, mona: Person) -> Permit:
    """What the farm may take, seen by a moderator."""
    permit = Permit(
        site_id=farmyard.id, rubric="2781-1 D", reference="2024-17", waste_codes=["020304"],
        valid_until=date(2027, 1, 1), created_at=MONDAY, verified_at=MONDAY, verified_by=mona.id,
    )  # fmt: skip
    session.add(permit)
    session.flush()
    return permit
