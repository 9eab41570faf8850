"""What somebody would post, as the services take it; each test says what matters."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.legal import LegalClaim
from exchange.listings.models import MassBasis
from exchange.listings.service import NeedDraft, OfferDraft
from tests import makers

WOODEN_PACKAGING = LegalClaim(LegalStatus.WASTE, waste_code="150103")
PRODUCT = LegalClaim(LegalStatus.PRODUCT)


def a_lot(site_id: UUID, **told: Any) -> OfferDraft:
    """A tonne of spent grain, a product, free."""
    usual = {
        "title": "Lot", "material_code": "food.spent_grain", "quantity_kg": Decimal(1000), "unit": "kg",
        "kg_per_unit": Decimal(1), "mass_basis": MassBasis.WEIGHED, "condition": Grade.GOOD, "legal": PRODUCT,
        "site_id": site_id, "available_from": makers.TODAY, "price_eur_per_t": Decimal(0),
    }  # fmt: skip
    return OfferDraft(**{**usual, **told})


def a_need(site_id: UUID, **told: Any) -> NeedDraft:
    """A tonne of spent grain wanted, from within forty kilometres."""
    usual = {
        "title": "Wanted", "material_codes": ("food.spent_grain",), "quantity_kg": Decimal(1000), "unit": "kg",
        "kg_per_unit": Decimal(1), "site_id": site_id, "collects_within_km": 40, "wanted_from": makers.TODAY,
    }  # fmt: skip
    return NeedDraft(**{**usual, **told})
