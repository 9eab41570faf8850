"""Posting a need: the offer's equal."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.catalogue import queries as catalogue
from exchange.journal import queries as journal
from exchange.kernel.jobs import Job
from exchange.kernel.refusals import Unprocessable
from exchange.listings.models import ListingState, Need, NeedAccepts
from exchange.listings.service import material_spans
from tests.listings import typed
from tests.makers import enter, send


def only_need(session: Session) -> Need:
    return session.scalars(sa.select(Need)).one()


def test_a_posted_need_is_a_row_its_nodes_a_journal_entry_and_a_job(
    client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site,
    jobs: Callable[[], list[tuple[Job, dict[str, Any]]]],
) -> None:  # fmt: skip
    enter(client, bram, farm)

    answer = send(client, "/needs", **typed.a_need(
        farmyard, material_code=["food.spent_grain", "food.spent_yeast"], highest_price="-5,50", lowest_grade="3",
        accepted_statuses=["product", "by_product"],
    ))  # fmt: skip

    need = only_need(session)
    assert (answer.status_code, answer.location) == (303, f"/needs/{need.id}")
    assert (need.state, need.wanted_kg, need.smallest_lot_kg) == (ListingState.PUBLISHED, 4000, 500)
    assert (need.highest_eur_per_t, need.lowest_grade) == (Decimal("-5.50"), 3)
    assert need.accepted_statuses == ["product", "by_product"]
    assert set(session.scalars(sa.select(NeedAccepts.material_code))) == {"food.spent_grain", "food.spent_yeast"}
    assert [entry.verb for entry in journal.history("need", need.id)] == ["posted"]
    assert jobs() == [
        (Job.PAIR_NEED, {"need_id": str(need.id)}),
        (Job.WAKE_SEARCHES, {"kind": "need", "listing_id": str(need.id)}),
    ]


def test_what_is_ticked_stays_ticked_while_more_is_looked_for(
    client: FlaskClient, bram: Person, farm: Business, farmyard: Site
) -> None:
    enter(client, bram, farm)

    answer = send(client, "/needs", **typed.a_need(farmyard, material_words="palettes", suggest="1"))

    assert answer.status_code == 422
    assert 'value="food.spent_grain" checked' in answer.text
    assert 'value="wood.pallets"' in answer.text
    assert 'value="wood.pallets" checked' not in answer.text


@pytest.mark.parametrize(
    ("field", "answers"),
    [
        ("material_words", {"material_code": []}),
        ("material_words", {"material_code": ["wood", "paper", "glass", "metal", "rubber", "textile"],
                            "material_words": ""}),
        ("smallest_lot", {"smallest_lot": "5"}),
        ("highest_price", {"highest_price": "Infinity"}),
        ("wanted_until", {"wanted_until": "2001-01-01"}),
        ("accepted_statuses", {"accepted_statuses": ["holy"]}),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_beside_its_field(
    client: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site,
    field: str, answers: dict[str, Any],
) -> None:  # fmt: skip
    enter(client, bram, farm)

    answer = send(client, "/needs", **typed.a_need(farmyard, **answers))

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert session.scalars(sa.select(Need)).all() == []


def test_a_need_accepts_its_nodes_and_what_the_catalogue_lets_stand_in_for_them(session: Session) -> None:
    known = catalogue.current()
    rule = next(rule for rule in known.substitutions if not known.lies_under(rule.substitute_code, rule.replaced_code))

    spans = {(span.lower, span.upper) for span in material_spans([rule.replaced_code])}

    for code in (rule.replaced_code, rule.substitute_code):
        assert (known.span(code).lft, known.span(code).end) in spans


def test_an_unknown_material_has_no_span(session: Session) -> None:
    with pytest.raises(Unprocessable, match="unknown_material"):
        material_spans(["moon.dust"])


def test_words_that_a_search_found_nothing_for_come_along(
    client: FlaskClient, bram: Person, farm: Business, farmyard: Site
) -> None:
    enter(client, bram, farm)

    page = client.get("/needs/new?title=palettes+EPAL").text

    assert 'value="palettes EPAL"' in page
    assert 'value="wood.pallets.epal"' in page
