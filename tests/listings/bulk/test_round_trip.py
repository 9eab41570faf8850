"""What a company takes away comes back as it was: in each language every heading and every number is read again."""

import csv
import io
from datetime import timedelta
from decimal import Decimal
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel import clock
from exchange.kernel.trade import LegalStatus
from exchange.listings import labels as listing_labels
from exchange.listings.bulk import labels
from exchange.listings.bulk.choices import read_choices
from exchange.listings.bulk.core import words
from exchange.listings.bulk.core.columns import Column
from exchange.listings.bulk.core.mapping import template_header
from exchange.listings.models import LotImport, Offer, Rhythm
from tests import makers
from tests.listings.bulk.test_lot_imports import RunJobs, chosen
from tests.makers import enter, send

LANGUAGES = ["en", "fr", "nl"]
KEPT = (
    "title", "material_code", "declared_kg", "unit", "kg_per_unit", "condition", "legal_status", "waste_code",
    "is_hazardous", "price_eur_per_t", "site_id", "packaging", "composition", "description", "minimum_kg",
    "delivers_within_km", "available_from", "available_until", "rhythm", "is_weekly", "weekdays", "months",
)  # fmt: skip


def told(lot: Offer) -> dict[str, object]:
    return {name: getattr(lot, name) for name in KEPT}


@pytest.mark.parametrize("is_weekly", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_lots_that_leave_come_back_as_they_were(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, run_jobs: RunJobs,
    language: str, is_weekly: bool,
) -> None:  # fmt: skip
    lot = makers.a_lot(
        brewhouse, "wood.pallets", quantity=2600, title="Palettes", unit="t", kg_per_unit=Decimal(1000), condition=3,
        legal_status=LegalStatus.WASTE, waste_code="150103", price_eur_per_t=Decimal("-12.50"), packaging="Piles",
        composition="Bois", description="Propres", minimum_kg=Decimal(500), delivers_within_km=25,
        available_from=clock.today(), available_until=clock.today() + timedelta(days=400), is_hazardous=True,
        rhythm=Rhythm.FLOW, is_weekly=is_weekly, weekdays=[2, 5], months=[10, 11, 12],
    )  # fmt: skip
    before = told(lot)
    enter(client, anna, brewery)
    send(client, "/language", language=language)

    taken = ZipFile(io.BytesIO(client.get("/company/export.zip").data)).read("lots.csv")
    page = send(client, "/company/import", file=(io.BytesIO(taken), "lots.csv")).headers["Location"]
    one = session.scalars(sa.select(LotImport)).one()
    header = next(csv.reader(io.StringIO(taken.decode("utf-8-sig"))))
    read = {column: header[number] for column, number in read_choices(one.choices).columns.items()}
    answers = {**chosen(client, page), "numbers": one.choices["numbers"]}
    send(client, f"{page}/run", **answers, **{"import": "1"})
    run_jobs()

    wanted = dict(zip(Column, template_header(language), strict=True))
    del wanted[Column.LOCATION]
    assert read == wanted
    again = session.scalars(sa.select(Offer).where(Offer.id != lot.id)).one()
    assert told(again) == before


def test_of_everything_that_a_company_takes_away_the_sheet_of_lots_is_read(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    makers.a_lot(brewhouse, "wood.pallets", title="Palettes")
    makers.a_need(brewhouse, title="Wanted by us")
    enter(client, anna, brewery)

    book = ZipFile(io.BytesIO(client.get("/company/export.zip").data)).read("everything.xlsx")
    send(client, "/company/import", file=(io.BytesIO(book), "everything.xlsx"))

    one = session.scalars(sa.select(LotImport)).one()
    assert one.total_rows == 1
    assert "Palettes" in one.first_rows[0]
    assert Column.LEGAL_STATUS in read_choices(one.choices).columns


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_and_templates_say_the_same(client: FlaskClient, language: str) -> None:
    page = client.application.test_request_context(f"/?lang={language}")
    with page:
        assert [str(labels.column(column)) for column in Column] == template_header(language)
        said = {status: words.legal_status(str(listing_labels.legal_status(status))) for status in LegalStatus}

    assert said == {status: status.value for status in LegalStatus}
