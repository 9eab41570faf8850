"""Details: only those of the material's family are asked, stored, shown and given back."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel.refusals import Unprocessable
from exchange.listings import service
from exchange.listings.models import Offer
from tests import makers
from tests.listings import typed
from tests.makers import MONDAY, enter, send
from tests.matching import drafts


@pytest.fixture
def at_the_form(client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site) -> FlaskClient:
    enter(client, anna, brewery)
    session.commit()
    return client


COTTON = {
    "material_words": "chutes de coton", "material_code": "textile.cotton.offcuts",
    "detail_shares": "cotton 95 ± 2; elastane 5", "detail_colour": "White", "detail_width_mm": "1,400.5",
    "detail_contaminants": "None known",
}  # fmt: skip


def only_lot(session: Session) -> Offer:
    return session.scalars(sa.select(Offer)).one()


def test_details_of_the_family_are_stored_shown_and_given_back(
    at_the_form: FlaskClient, session: Session, brewhouse: Site
) -> None:
    made = send(at_the_form, "/offers", **typed.a_lot(brewhouse, **COTTON))

    assert only_lot(session).details == {
        "shares": [{"of": "cotton", "percent": "95.00", "tolerance": "2.00"}, {"of": "elastane", "percent": "5.00"}],
        "colour": "White", "width_mm": "1400.50", "contaminants": "None known",
    }  # fmt: skip
    page = at_the_form.get(made.location).text
    assert "cotton 95 % ± 2; elastane 5 %" in page
    assert "1,400.5" in page
    edit = at_the_form.get(f"{made.location}/edit").text
    assert 'value="cotton 95 ± 2; elastane 5"' in edit
    assert "detail_moisture_pct" not in edit


def test_answers_that_the_family_does_not_ask_are_left_aside(
    at_the_form: FlaskClient, session: Session, brewhouse: Site
) -> None:
    odd = {"detail_moisture_pct": "75", "detail_shares": "nonsense", "detail_colour": "Brown", "detail_resin": ""}
    assert send(at_the_form, "/offers", **typed.a_lot(brewhouse, **odd)).status_code == 303

    assert only_lot(session).details == {"moisture_pct": "75.0"}


def test_a_make_up_beyond_the_whole_is_refused(at_the_form: FlaskClient, session: Session, brewhouse: Site) -> None:
    lot = typed.a_lot(brewhouse, **{**COTTON, "detail_shares": "cotton 95; elastane 50"})
    answer = send(at_the_form, "/offers", **lot)

    assert answer.status_code == 422
    assert "Parts in percent, 100 at most" in answer.text


def test_the_service_refuses_details_of_another_family(anna: Person, brewhouse: Site) -> None:
    lot = drafts.a_lot(brewhouse.id, details={"resin": "PP"})

    with pytest.raises(Unprocessable, match="details"):
        service.post_offer(lot, by=anna.id, business_id=brewhouse.business_id, at=MONDAY)


@pytest.mark.parametrize("details", [[], {"colour": "x" * 9000}])
def test_the_database_bounds_them(session: Session, brewhouse: Site, details: Any) -> None:
    lot = makers.a_lot(brewhouse)
    lot.details = details

    with pytest.raises(IntegrityError, match="details_are_bounded"):
        session.flush()
