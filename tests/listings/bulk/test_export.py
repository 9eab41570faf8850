"""A company takes all that it owns away: its own, whole, and nothing that runs."""

import csv
import io
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals import service as deals
from exchange.deals.models import Hauler
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.makers import MONDAY, enter, kg


def taken(client: FlaskClient) -> ZipFile:
    answer = client.get("/company/export.zip")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    return ZipFile(io.BytesIO(answer.data))


def lines(archive: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"))))


def test_lots_needs_and_deals_leave_as_csv_and_as_one_workbook(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, bram: Person,
    farm: Business, farmyard: Site,
) -> None:  # fmt: skip
    lot = makers.a_lot(brewhouse, quantity=2500, title="Drêches", price_eur_per_t=Decimal("-12.50"), is_anonymous=True)
    makers.a_need(brewhouse, "wood.pallets", quantity=300, title="Palettes")
    draft = deals.ProposalDraft(lot.id, deals.TermsDraft(kg(100), kg(0), Hauler.TAKER))
    with unit_of_work():
        deals.propose(draft, by=deals.Party(bram.id, farm.id), at=MONDAY)

    archive = taken(enter(client, anna, brewery))
    book = openpyxl.load_workbook(io.BytesIO(archive.read("everything.xlsx")))

    (row,) = lines(archive, "lots")
    assert (row["Title"], row["Price, € per tonne"], row["Free, kg"]) == ("Drêches", "-12.50", "2500.000")
    assert [need["Title"] for need in lines(archive, "needs")] == ["Palettes"]
    (deal,) = lines(archive, "deals")
    assert (deal["We give or take"], deal["Quantity, kg"], deal["Other side"]) == ("give", "100.000", "")
    assert book.sheetnames == ["deals", "lots", "needs", "register_incoming", "register_outgoing"]
    prices = [cell.value for cell in book["lots"]["L"]]
    assert prices == ["Price, € per tonne", -12.5]


def test_no_cell_begins_a_formula_and_numbers_stay_numbers(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    for sign in ("=", "+", "-", "@", "＝", " ="):
        makers.a_lot(brewhouse, title=f"{sign}HYPERLINK(1)", price_eur_per_t=Decimal(-5))

    archive = taken(enter(client, anna, brewery))
    book = openpyxl.load_workbook(io.BytesIO(archive.read("everything.xlsx")))
    titles = [cell.value for cell in book["lots"]["C"]][1:]

    assert all(row["Title"].startswith("'") for row in lines(archive, "lots"))
    assert all(title.startswith("'") for title in titles)
    assert {cell.data_type for row in book["lots"].iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert {row["Price, € per tonne"] for row in lines(archive, "lots")} == {"-5.00"}


def test_nothing_of_another_company_leaves(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, farmyard: Site
) -> None:
    makers.a_lot(farmyard, title="Canary")
    makers.a_need(farmyard, title="Canary")
    makers.an_observed_offer(brewhouse)

    archive = taken(enter(client, anna, brewery))

    assert lines(archive, "lots") == lines(archive, "needs") == lines(archive, "deals") == []
    assert all(b"Canary" not in archive.read(name) for name in archive.namelist())
