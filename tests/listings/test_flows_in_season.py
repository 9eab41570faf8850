"""A flow says on which weekdays and in which months it arises: shown in words, kept by the database."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.listings.models import Need, Offer, Rhythm
from tests import makers
from tests.listings import typed
from tests.makers import enter, send

AUTUMN = {"rhythm": "flow", "weekdays": ["2", "5"], "months": ["10", "11", "12"]}


def test_days_and_season_of_a_lot_are_told_in_words(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)

    assert send(client, "/offers", **typed.a_lot(brewhouse, available_until="", **AUTUMN)).status_code == 303

    lot = session.scalars(select(Offer)).one()
    assert (lot.weekdays, lot.months) == ([2, 5], [10, 11, 12])
    page = client.get(f"/offers/{lot.id}").get_data(as_text=True)
    assert "Tuesday and Friday, October to December" in page
    form = client.get(f"/offers/{lot.id}/edit").get_data(as_text=True)
    assert form.count('name="months" type="checkbox" value="1') >= 1
    assert '<details class="more when-flow" open>' in form


def test_a_need_has_days_and_a_season_as_well(
    client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site
) -> None:
    enter(client, bram, farm)

    assert send(client, "/needs", **typed.a_need(farmyard, **AUTUMN)).status_code == 303

    need = session.scalars(select(Need)).one()
    assert "dinsdag en vrijdag, oktober" in client.get(f"/needs/{need.id}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("ticked", "kept"),
    [
        ({"rhythm": "one_off", "weekdays": ["2"], "months": ["10"]}, ([], [])),
        ({"rhythm": "flow", "months": [str(month) for month in range(1, 13)]}, ([], [])),
        ({"rhythm": "flow", "weekdays": [str(day) for day in range(1, 8)]}, ([], [])),
    ],
)
def test_what_comes_once_or_always_keeps_no_days(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site,
    ticked: dict[str, Any], kept: tuple[list[int], list[int]],
) -> None:  # fmt: skip
    enter(client, anna, brewery)

    assert send(client, "/offers", **typed.a_lot(brewhouse, **ticked)).status_code == 303

    lot = session.scalars(select(Offer)).one()
    assert (lot.weekdays, lot.months) == kept


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"rhythm": "flow", "weekdays": ["8"]}, "not a valid choice"),
        (
            {"rhythm": "flow", "months": ["6"], "available_from": "2027-01-10", "available_until": "2027-03-01"},
            "Nothing arises between your first and your last day.",
        ),
    ],
)
def test_days_that_are_none_and_a_season_outside_the_window_come_back(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site, wrong: dict[str, Any], message: str
) -> None:
    enter(client, anna, brewery)

    answer = send(client, "/offers", **typed.a_lot(brewhouse, **wrong))

    assert answer.status_code == 422
    assert message in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"weekdays": [0]}, "weekdays_are_days"), ({"months": [13]}, "months_are_months"),
        ({"months": [3], "rhythm": Rhythm.ONE_OFF}, "only_flows_have_a_season"),
    ],
)  # fmt: skip
def test_the_database_keeps_days_and_months(brewhouse: Site, facts: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        makers.a_lot(brewhouse, **{"rhythm": Rhythm.FLOW, **facts})
    with pytest.raises(IntegrityError, match=name):
        makers.a_need(brewhouse, **{"rhythm": Rhythm.FLOW, **facts})
