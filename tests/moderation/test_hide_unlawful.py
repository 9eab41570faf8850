"""Each night what a rule bars from that day is hidden with its reasons, and its holder is told."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.journal.queries import history
from exchange.kernel.trade import LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Offer
from exchange.moderation import lawful
from exchange.moderation.models import Ground, Measure, Review, StatementOfReasons
from exchange.notices.models import Notice
from tests import makers

EIGHTH, NINTH = (datetime(2026, 11, day, 4, 0, tzinfo=UTC) for day in (8, 9))
BATTERIES = {"legal_status": LegalStatus.WASTE, "waste_code": "160605", "legal_answers": {"waste_code": "160605"}}


def sweep(at: datetime) -> None:
    with unit_of_work():
        assert lawful.hide_unlawful(None, at=at) is None


@pytest.fixture
def batteries(brewhouse: Site, anna: Person) -> Offer:
    return makers.a_lot(brewhouse, "battery.alkaline_unused", title="Piles", posted_by=anna.id, **BATTERIES)


def test_a_lot_is_hidden_on_the_day_on_which_its_code_ends_and_not_before(session: Session, batteries: Offer) -> None:
    sweep(EIGHTH)
    session.refresh(batteries)
    assert batteries.state is ListingState.PUBLISHED

    sweep(NINTH)
    session.refresh(batteries)
    statement = session.scalars(sa.select(StatementOfReasons)).one()

    assert batteries.state is ListingState.DRAFT
    assert (statement.rule, statement.ground) == ("code_not_in_force", Ground.WASTE_CODE)
    assert (statement.measure, statement.was_automated) == (Measure.TAKEN_DOWN, True)
    assert "hidden_by_rule" in [entry.verb for entry in history("offer", batteries.id)]


def test_a_dry_run_names_the_lot_and_the_rule_and_hides_nothing(app: Flask, session: Session, batteries: Offer) -> None:
    before, from_then_on = (
        app.test_cli_runner().invoke(args=["check-lawful", "--on", day]).output for day in ("2026-11-08", "2026-11-09")
    )
    session.refresh(batteries)

    assert before == "0 lots\n"
    assert from_then_on == f"{batteries.id}  code_not_in_force  Piles\n1 lots\n"
    assert batteries.state is ListingState.PUBLISHED


def test_the_holder_is_told_and_reads_the_rule_and_its_text(
    session: Session, client: FlaskClient, batteries: Offer, anna: Person, brewery: Business
) -> None:
    sweep(NINTH)
    notice = session.scalars(sa.select(Notice).where(Notice.person_id == anna.id)).one()
    page = makers.enter(client, anna, brewery).get(notice.path).text

    assert notice.kind == "listing_unlawful"
    for told in ("no such code on that day", "Decision (EU) 2025/934", "found and decided by a machine"):
        assert told in page


def test_twice_hides_once(session: Session, batteries: Offer) -> None:
    sweep(NINTH)
    sweep(NINTH)

    assert session.scalar(sa.select(sa.func.count()).select_from(Review)) == 1


def test_lawful_lots_and_what_registers_observed_stay(session: Session, brewhouse: Site) -> None:
    grain, seen = makers.a_lot(brewhouse), makers.an_observed_offer(brewhouse)
    sweep(NINTH)
    session.refresh(grain)
    session.refresh(seen)

    assert (grain.state, seen.state) == (ListingState.PUBLISHED, ListingState.OBSERVED)


def test_pages_follow_one_another_to_the_end(
    session: Session, brewhouse: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lawful, "LOTS_AT_ONCE", 2)
    for _ in range(3):
        makers.a_lot(brewhouse, "battery.alkaline_unused", **BATTERIES)
    after, pages = None, 0
    while pages == 0 or after is not None:
        with unit_of_work():
            after, pages = lawful.hide_unlawful(after, at=NINTH), pages + 1

    assert pages == 2
    assert set(session.scalars(sa.select(Offer.state))) == {ListingState.DRAFT}


def test_what_is_paused_is_not_resumed_once_it_is_unlawful(
    session: Session, client: FlaskClient, brewhouse: Site, anna: Person, brewery: Business
) -> None:
    lot = makers.a_lot(brewhouse, "construction.asbestos", state=ListingState.PAUSED, legal_status=LegalStatus.PRODUCT)
    makers.enter(client, anna, brewery)

    answer = makers.send(client, f"/offers/{lot.id}/resumption")

    assert answer.status_code == 409
    assert "Asbestos is waste" in answer.text


def test_food_is_hidden_the_day_after_its_use_by_date(session: Session, brewhouse: Site) -> None:
    told = {"legal_status": LegalStatus.PRODUCT, "legal_answers": {"use_by": date(2026, 11, 8).isoformat()}}
    milk = makers.a_lot(brewhouse, "food.human.dairy", price_eur_per_t=10, **told)
    sweep(EIGHTH)
    session.refresh(milk)
    assert milk.state is ListingState.PUBLISHED

    sweep(NINTH)
    session.refresh(milk)
    assert milk.state is ListingState.DRAFT
