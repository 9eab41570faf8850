"""Bands of quality in the terms, what is measured at the gate, and what the two make of the price."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals.core.quality import Band, Measure, percent_of_price
from exchange.deals.models import Deal, SettlementLine
from exchange.listings.models import Offer
from tests.makers import enter, send

Look = Callable[[Deal | UUID], Deal]
WET = [Band(Measure.MOISTURE, Decimal(15), Decimal(100)), Band(Measure.MOISTURE, Decimal(20), Decimal(90))]
DIRTY = [Band(Measure.IMPURITIES, Decimal(2), Decimal(80))]
PERCENT = st.decimals("0", "100", places=2)


@pytest.mark.parametrize(
    ("moisture", "impurities", "percent"),
    [("12", None, 100), ("15", None, 100), ("15.01", None, 90), ("60", None, 90), (None, "1", 80), ("17", "1", 72)],
)
def test_each_measure_takes_its_part_of_the_price(moisture: str, impurities: str, percent: int) -> None:
    measured = {
        Measure.MOISTURE: Decimal(moisture) if moisture else None,
        Measure.IMPURITIES: Decimal(impurities) if impurities else None,
    }
    assert percent_of_price([*DIRTY, *reversed(WET)], measured) == percent


@given(lower=PERCENT, higher=PERCENT)
def test_falling_bands_never_pay_more_for_a_wetter_load(lower: Decimal, higher: Decimal) -> None:
    lower, higher = sorted([lower, higher])

    assert percent_of_price(WET, {Measure.MOISTURE: lower}) >= percent_of_price(WET, {Measure.MOISTURE: higher})


def test_without_bands_nothing_that_is_measured_counts() -> None:
    assert percent_of_price([], {Measure.MOISTURE: Decimal(99)}) == 100


@pytest.fixture
def farmer(client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site) -> FlaskClient:
    """Bram's browser, in English."""
    bram.language = "en"
    enter(client, bram, farm)
    session.commit()
    return client


@pytest.fixture
def brewer(app: Flask, session: Session, anna: Person, brewery: Business) -> FlaskClient:
    """Anna's browser."""
    return enter(app.test_client(), anna, brewery)


BANDS = {
    "bands-0-measure": "moisture", "bands-0-up_to": "15", "bands-0-price": "100",
    "bands-1-measure": "moisture", "bands-1-up_to": "20", "bands-1-price": "90",
}  # fmt: skip
TERMS = {"quantity": "400", "price": "1000", "hauler": "taker", **BANDS}


def test_a_wet_load_costs_less_and_the_page_shows_how(
    farmer: FlaskClient, brewer: FlaskClient, grain: Offer, session: Session
) -> None:
    deal = str(send(farmer, "/deals", offer_id=grain.id, **TERMS).headers["Location"])
    page = brewer.get(deal).text
    assert "Moisture up to 20 %: 90 % of the price" in page
    assert 'name="bands-1-up_to"' in page, "a counter begins with the bands on the table"
    send(brewer, f"{deal}/acceptance", version="1")
    send(brewer, f"{deal}/loads/1/handover")
    weight = {"weight": "400", "unit": "kg", "kind": "real", "moisture": "17.5"}
    assert send(farmer, f"{deal}/loads/1/weight", **weight).status_code == 303
    page = brewer.get(deal).text
    for words in ("17.5 %", "What it will cost", "400 kg × 1,000 €/t", "-40 €", "360 €"):
        assert words in page, words
    assert send(brewer, f"{deal}/loads/1/confirmation", received_kg="400").status_code == 303

    lines = session.scalars(sa.select(SettlementLine).order_by(SettlementLine.number))
    assert [(line.kind, line.percent, line.amount_eur) for line in lines] == [
        ("price", 100, Decimal("400.00")), ("quality", -10, Decimal("-40.00")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [{"bands-1-price": ""}, {"bands-1-measure": ""}, {"bands-1-up_to": "15"}, {"bands-1-price": "500"},
     {"bands-1-up_to": "NaN"}, {"bands-1-measure": "colour"}],
)  # fmt: skip
def test_half_bands_and_bands_twice_are_refused(wrong: dict[str, str], farmer: FlaskClient, grain: Offer) -> None:
    assert send(farmer, "/deals", offer_id=grain.id, **{**TERMS, **wrong}).status_code == 422
