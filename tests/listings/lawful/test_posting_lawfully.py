"""Posting what a rule bars: the form says beside the field what would make it lawful; mended, it goes through."""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.listings.models import Offer, Paper, PaperKind
from tests.listings import typed
from tests.makers import enter, send

PDF = b"%PDF-1.4\n1 0 obj\nendobj\nstartxref\n9\n%%EOF"
MADE_OF = {"material_words": "", "unit": "kg"}


@pytest.fixture
def member(client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site) -> FlaskClient:
    return enter(client, anna, brewery)


def posted(member: FlaskClient, site: Site, **answers: Any) -> Any:
    return send(member, "/offers", **typed.a_lot(site, **MADE_OF, **answers))


@pytest.mark.parametrize(
    ("field", "answers", "says"),
    [
        ("legal_status", {"material_code": "construction.asbestos"}, "Asbestos is waste"),
        ("legal_status", {"material_code": "construction.soil", "title": "Plaques amiantées"}, "asbestos-free"),
        ("legal_status", {"material_code": "wood.treated"}, "creosote"),
        ("safety_sheet", {"material_code": "chemical.acids"}, "safety data sheet"),
        ("use_by", {"material_code": "food.human.meat"}, "Give its use-by date"),
        ("use_by", {"material_code": "food.human.meat", "use_by": "2020-01-01"}, "no longer food"),
        (
            "donation_refused",
            {"material_code": "retail.hygiene", "legal_status": "waste", "waste_code": "200199"},
            "associations declined",
        ),
        (
            "waste_code",
            {"material_code": "wood.pallets", "legal_status": "waste", "waste_code": "150103 150101"},
            "One",
        ),
    ],
)
def test_the_refusal_stands_beside_its_field(
    session: Session, member: FlaskClient, brewhouse: Site, field: str, answers: dict[str, str], says: str
) -> None:
    answer = posted(member, brewhouse, **answers)

    assert answer.status_code == 422
    beside = answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert says in beside
    assert session.scalars(sa.select(Offer)).all() == []


def test_a_chemical_is_posted_with_its_sheet_and_edited_without_sending_it_again(
    session: Session, member: FlaskClient, brewhouse: Site
) -> None:
    acids = {"material_code": "chemical.acids"}
    made = posted(member, brewhouse, **acids, safety_sheet=(BytesIO(PDF), "fds.pdf"))
    paper = session.scalars(sa.select(Paper)).one()

    changed = send(
        member, made.location, **typed.a_lot(brewhouse, **MADE_OF, **acids, title="Acide, 2 fûts", version="1")
    )

    assert (made.status_code, changed.status_code) == (303, 303)
    assert paper.kind is PaperKind.SAFETY_SHEET


def test_what_is_no_pdf_is_no_sheet(session: Session, member: FlaskClient, brewhouse: Site) -> None:
    sent = {"material_code": "chemical.acids", "safety_sheet": (BytesIO(b"<script>"), "fds.pdf")}

    answer = posted(member, brewhouse, **sent)

    assert answer.status_code == 422
    assert "This is not a whole PDF." in answer.text


def test_the_use_by_date_is_kept_and_comes_back_with_the_form(
    session: Session, member: FlaskClient, brewhouse: Site
) -> None:
    made = posted(member, brewhouse, material_code="food.human.meat", use_by="2027-03-01")

    assert session.scalars(sa.select(Offer)).one().legal_answers["use_by"] == "2027-03-01"
    assert 'value="2027-03-01"' in member.get(f"{made.location}/edit").text


def test_asbestos_goes_as_hazardous_waste_with_its_own_code(
    session: Session, member: FlaskClient, brewhouse: Site
) -> None:
    told = {"material_code": "construction.asbestos", "legal_status": "waste", "is_hazardous": "y"}

    assert posted(member, brewhouse, **told, waste_code="17 09 04").status_code == 422
    assert posted(member, brewhouse, **told, waste_code="17 06 05*").status_code == 303
