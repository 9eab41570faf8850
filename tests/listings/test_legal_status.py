"""The legal status has its questions; what is not answered is not published."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.catalogue import queries as catalogue
from exchange.kernel.trade import LegalStatus
from exchange.listings import stock
from exchange.listings.lawful.judging import objections
from exchange.listings.legal import LegalClaim, claim_of, read_code
from exchange.listings.models import Account, Cause, Offer
from tests import makers
from tests.listings import typed
from tests.makers import enter, send

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("claim", "refused"),
    [
        (LegalClaim(LegalStatus.PRODUCT), []),
        (LegalClaim(LegalStatus.REUSE_ITEM), []),
        (LegalClaim(LegalStatus.BY_PRODUCT), ["certain_use", "usable_directly", "integral", "lawful"]),
        (LegalClaim(LegalStatus.END_OF_WASTE), ["end_of_waste_act"]),
        (LegalClaim(LegalStatus.WASTE), ["waste_code"]),
        (LegalClaim(LegalStatus.WASTE, waste_code="15 01 03"), []),
        (LegalClaim(LegalStatus.WASTE, waste_code="150103", is_hazardous=True), []),
        (LegalClaim(LegalStatus.WASTE, waste_code="99 99 99"), ["waste_code"]),
        (LegalClaim(LegalStatus.WASTE, waste_code="16 06 05"), ["waste_code"]),
        (LegalClaim(LegalStatus.WASTE, waste_code="16 06 07*"), ["is_hazardous"]),
        (LegalClaim(LegalStatus.WASTE, waste_code="16 06 07"), ["is_hazardous"]),
        (LegalClaim(LegalStatus.WASTE, waste_code="160607", is_hazardous=True), []),
    ],
)
def test_a_claim_stands_or_says_what_is_missing(session: Session, claim: LegalClaim, refused: list[str]) -> None:
    codes = catalogue.current().waste_codes

    assert [objection.field for objection in objections(claim, codes=codes, on=TODAY)] == refused


def test_a_code_is_judged_on_the_day(session: Session) -> None:
    codes = catalogue.current().waste_codes
    cells = LegalClaim(LegalStatus.WASTE, waste_code="16 06 05")

    assert objections(cells, codes=codes, on=date(2026, 11, 8)) == []
    assert objections(cells, codes=codes, on=date(2026, 11, 9)) != []


@pytest.mark.parametrize(("typed_code", "read"), [("15 01 03", "150103"), ("15.01.10*", "150110*"), ("1501", "")])
def test_codes_are_read_as_people_write_them(typed_code: str, read: str) -> None:
    assert read_code(typed_code) == read


@pytest.mark.parametrize(
    ("field", "answers"),
    [
        ("legal_status", {"legal_status": ""}),
        ("are_tests_met", {"legal_status": "by_product"}),
        ("integral", {**typed.BY_PRODUCT, "integral": " "}),
        ("waste_code", {"legal_status": "waste"}),
        ("is_hazardous", {"legal_status": "waste", "waste_code": "150110*"}),
        ("end_of_waste_act", {"legal_status": "end_of_waste"}),
        ("animal_category", {"animal_category": "1"}),
    ],
)
def test_the_form_puts_each_objection_beside_its_question(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site,
    field: str, answers: dict[str, str],
) -> None:  # fmt: skip
    enter(client, anna, brewery)

    answer = send(client, "/offers", **typed.a_lot(brewhouse, **answers))

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_waste_keeps_its_code_its_hazard_and_who_declared_it(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)

    send(client, "/offers", **typed.a_lot(
        brewhouse, legal_status="waste", waste_code="15 01 10*", is_hazardous="y"
    ))  # fmt: skip

    lot = session.scalars(sa.select(Offer)).one()
    assert (lot.waste_code, lot.is_hazardous) == ("150110", True)
    assert lot.legal_answers["waste_code"] == "150110*"
    assert lot.legal_answers["declared_by"] == str(anna.id)


def test_what_is_declared_beside_the_status_is_kept_and_told_to_the_taker(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)
    animals = {"animal_category": "3", "feed_registration": "FR59350001"}
    made = send(client, "/offers", **typed.a_lot(
        brewhouse, legal_status="waste", waste_code="02 02 03", is_pop="y", **animals
    ))  # fmt: skip

    page, edit = client.get(made.location).text, client.get(f"{made.location}/edit").text

    lot = session.scalars(sa.select(Offer)).one()
    assert claim_of(lot).answers.items() <= lot.legal_answers.items()
    for told in ("Category 3", "needs an approval or a registration", "FR59350001", "2019/1021", "answers for it"):
        assert told in page
    assert 'value="FR59350001"' in edit


def test_animal_matter_is_asked_of_food_only(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)
    wood = {"material_words": "", "material_code": "wood.pallets.epal", "unit": "kg", "animal_category": "1"}

    assert send(client, "/offers", **typed.a_lot(brewhouse, **wood)).status_code == 303

    assert "animal_category" not in session.scalars(sa.select(Offer)).one().legal_answers


def test_what_is_declared_cannot_change_once_part_is_agreed(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)
    made = send(client, "/offers", **typed.a_lot(brewhouse, animal_category="3"))
    lot = session.scalars(sa.select(Offer)).one()
    stock.move(lot.id, makers.kg(1), Account.FREE, Account.HELD, cause=Cause.AGREED, at=makers.MONDAY)
    session.commit()

    answer = send(client, made.location, **typed.a_lot(brewhouse, animal_category="2", version="1"))

    assert answer.status_code == 409
    assert "The legal status cannot change" in answer.text
