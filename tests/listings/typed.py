"""What people type into the posting forms, complete; each test changes what it is about."""

from datetime import timedelta
from typing import Any

from exchange.accounts.models import Site
from exchange.kernel import clock


def a_lot(site: Site, **changed: Any) -> dict[str, Any]:
    """Two and a half tonnes of spent grain a week from now, free."""
    today = clock.today()
    answers = {
        "title": "Drêches de brasserie", "material_words": "drêches", "material_code": "food.spent_grain",
        "quantity": "2.5", "unit": "t", "rhythm": "one_off", "mass_basis": "declared", "parting": "any",
        "condition": "4", "site_id": str(site.id), "delivers_within_km": "0", "available_from": today.isoformat(),
        "available_until": (today + timedelta(days=20)).isoformat(), "price_kind": "free", "legal_status": "product",
    }  # fmt: skip
    return {**answers, **changed}


def a_need(site: Site, **changed: Any) -> dict[str, Any]:
    """Four tonnes of spent grain from within thirty kilometres."""
    today = clock.today()
    answers = {
        "title": "Drêches pour nos vaches", "material_words": "drêches", "material_code": ["food.spent_grain"],
        "quantity": "4", "unit": "t", "rhythm": "one_off", "site_id": str(site.id), "collects_within_km": "30",
        "wanted_from": today.isoformat(), "smallest_lot": "0.5",
    }  # fmt: skip
    return {**answers, **changed}


DRAFT = "01a20000-0000-7000-8000-000000000001"
"""Any form's draft."""

BY_PRODUCT = {
    "legal_status": "by_product", "are_tests_met": "y", "certain_use": "Farms take it each week",
    "usable_directly": "Fed as it comes", "integral": "Every brew leaves it", "lawful": "Feed register 123",
}  # fmt: skip
