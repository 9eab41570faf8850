"""Whatever fails while a lot is posted, nothing of it stays."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.accounts.models import Business, Person, Site
from exchange.kernel.orm import session
from exchange.kernel.trade import Grade, LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service
from exchange.listings.legal import LegalClaim
from exchange.listings.models import MassBasis
from exchange.listings.service import OfferDraft
from tests import makers
from tests.makers import MONDAY


class Stumble(Exception):
    """Something went wrong after the lot was posted."""


def a_draft(site: Site) -> OfferDraft:
    return OfferDraft(
        title="Drêches", material_code="food.spent_grain", quantity_kg=Decimal(100), unit="kg", kg_per_unit=Decimal(1),
        mass_basis=MassBasis.WEIGHED, condition=Grade.GOOD, legal=LegalClaim(LegalStatus.PRODUCT), site_id=site.id,
        available_from=date(2026, 11, 23), price_eur_per_t=Decimal(0),
    )  # fmt: skip


def rows() -> list[int]:
    tables = ("offer", "stock_movement", "journal_entry", "procrastinate_jobs")
    return [session().scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0 for table in tables]


def test_a_rollback_leaves_neither_row_nor_ledger_nor_journal_nor_job(make_app: Callable[..., Flask]) -> None:
    app = make_app("posting_rolls_back")
    with app.app_context():
        anna, site = _cast()

        with pytest.raises(Stumble), unit_of_work():
            service.post_offer(a_draft(site), by=anna.id, business_id=site.business_id, at=MONDAY)
            raise Stumble
        assert rows() == [0, 0, 0, 0]

        with unit_of_work():
            service.post_offer(a_draft(site), by=anna.id, business_id=site.business_id, at=MONDAY)
        assert rows() == [1, 1, 1, 2]


def _cast() -> tuple[Person, Site]:
    anna = makers.a_person("Anna")
    brewery: Business = makers.a_business(member=anna)
    return anna, makers.a_site(brewery)
