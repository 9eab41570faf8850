"""At the taker's gate: a part or all of a load is refused, and what happens to its kilograms."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts import quota
from exchange.accounts.models import Business, Person, Site
from exchange.deals import queries, service, tasks
from exchange.deals.models import Deal, DealState, LoadPhoto, Movement, MovementState
from exchange.deals.service import Party
from exchange.impact import queries as impact
from exchange.kernel import clock, invariants
from exchange.kernel.refusals import Conflict, Forbidden, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Account, Cause, Need, Offer, StockMovement
from tests import makers
from tests.deals import states
from tests.deals.acts import TUESDAY, WET, Acts
from tests.makers import enter, send

Look = Callable[[Deal | UUID], Deal]


def entries(session: Session, cause: Cause) -> list[tuple[Account, Account, Decimal]]:
    rows = sa.select(StockMovement).where(StockMovement.cause == cause).order_by(StockMovement.number)
    return [(row.source, row.target, row.quantity_kg) for row in session.scalars(rows)]


def test_what_is_refused_is_free_again_and_what_is_accepted_is_delivered(
    acts: Acts, session: Session, look: Look, grain: Offer
) -> None:
    deal = states.part_refused(acts)
    assert look(deal).offer.shipped_kg == 400, "one side's word moves nothing"
    acts.confirm(deal, 300)

    seen = look(deal)
    assert (seen.state, seen.load and seen.load.state) == (DealState.COMPLETED, MovementState.CONFIRMED)
    assert (grain.free_kg, grain.delivered_kg, grain.shipped_kg, grain.lost_kg) == (700, 300, 0, 0)
    assert entries(session, Cause.REFUSED) == [(Account.SHIPPED, Account.FREE, 100)]
    assert not any(invariants.broken().values())


def test_impact_and_need_follow_what_was_accepted(acts: Acts, session: Session, look: Look, farmyard: Site) -> None:
    need = makers.a_need(farmyard, quantity=400)
    deal = acts.propose(need_id=need.id)
    acts.accept(deal)
    acts.hand_over(deal)
    acts.refuse(deal)
    acts.confirm(deal, 300)

    load = look(deal).load
    record = impact.of(load.id) if load else None
    assert record is not None
    assert record.mass_kg == 300
    session.expire_all()
    assert session.get_one(Need, need.id).remaining_kg == 100


def test_a_load_that_goes_back_as_a_whole_ends_the_deal_with_its_reason(acts: Acts, look: Look, grain: Offer) -> None:
    deal = states.went_back(acts)

    seen = look(deal)
    assert (seen.state, seen.reason, seen.turn_of) == (DealState.CANCELLED, WET, None)
    assert (grain.free_kg, grain.delivered_kg, grain.shipped_kg) == (1000, 0, 0)
    assert seen.load
    assert impact.of(seen.load.id) is None


def test_a_lighter_load_of_which_a_part_is_refused_keeps_the_ledger_whole(acts: Acts, look: Look, grain: Offer) -> None:
    deal = states.on_the_road(acts)
    acts.refuse(deal, 50, 320)
    acts.confirm(deal, 320)

    assert look(deal).offer is grain
    assert (grain.free_kg, grain.delivered_kg, grain.declared_kg) == (680, 320, 1000)


def test_the_giver_may_tell_another_weight_of_what_was_accepted(acts: Acts, look: Look) -> None:
    deal = states.part_refused(acts)
    acts.weigh(deal, 310, by=acts.giver)

    load = look(deal).load
    assert load
    assert (load.state, load.received_kg, load.refused_kg) == (MovementState.PART_ACCEPTED, 310, 100)
    with pytest.raises(Conflict, match="superseded"):
        acts.confirm(deal, 300, by=acts.taker)
    acts.confirm(deal, 310, by=acts.taker)


def test_who_read_an_older_word_does_not_confirm_the_newer(acts: Acts, look: Look) -> None:
    deal = states.part_refused(acts)
    read_at = look(deal).load.weighed_at  # type: ignore[union-attr] # it has a load
    with unit_of_work() as current:
        current.execute(sa.update(Movement).values(weighed_at=TUESDAY + timedelta(hours=1), refused_kg=150))

    with pytest.raises(Conflict, match="superseded"), unit_of_work():
        service.confirm(
            deal.id, 1, received_kg=Decimal(300), told_at=read_at, by=acts.giver, at=TUESDAY + timedelta(hours=2)
        )


def test_only_the_taker_refuses(acts: Acts) -> None:
    deal = states.on_the_road(acts)

    with pytest.raises(Forbidden):
        acts.refuse(deal, by=acts.giver)
    with pytest.raises(Unprocessable):
        acts.refuse(deal, "0.0001", 300)


@pytest.mark.parametrize(("build", "then"), [(states.part_refused, "completed"), (states.refused, "cancelled")])
def test_silence_for_a_week_stands_by_a_refusal(build: states.Build, then: str, acts: Acts, look: Look) -> None:
    deal = build(acts)
    clock_ticks(deal, 6)
    assert look(deal).state is DealState.AGREED
    clock_ticks(deal, 7)

    seen = look(deal)
    assert seen.state == then
    assert seen.load
    assert seen.load.is_confirmed_by_silence


def clock_ticks(deal: Deal, days: int) -> None:
    at = TUESDAY + timedelta(days=days)
    for deal_id, number in queries.silent(at):
        with unit_of_work():
            assert service.confirm_by_silence(deal_id, number, at=at) or service.take_back_by_silence(
                deal_id, number, at=at
            )


def test_the_timer_takes_refusals_too(acts: Acts, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    deal = states.refused(acts)
    monkeypatch.setattr(clock, "now", lambda: TUESDAY + queries.SILENCE)

    tasks.confirm_by_silence()

    assert look(deal).state is DealState.CANCELLED


def test_both_sides_are_told_why(acts: Acts, told: Any, anna: Person, farmer: FlaskClient, brewer: FlaskClient) -> None:
    states.part_refused(acts)

    assert told(anna)[-1] == "deal_refused_in_part"
    page = brewer.get("/notices").text
    assert WET in page
    assert "100 kg" in page


def test_the_database_refuses_a_refusal_without_reasons(acts: Acts, session: Session) -> None:
    states.part_refused(acts)

    with pytest.raises(IntegrityError, match="refused_with_reasons"):
        session.execute(sa.update(Movement).values(refusal_words=""))


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


REFUSAL = {
    "refused": "100", "refused_unit": "kg", "refused_kind": "real", "accepted": "300", "ground": "impurities",
    "words": "Stones",
}  # fmt: skip


def test_a_part_is_refused_and_confirmed_by_forms(
    acts: Acts, farmer: FlaskClient, brewer: FlaskClient, look: Look
) -> None:
    deal = states.planned(acts)
    load = f"/deals/{deal.id}/loads/1"
    assert send(brewer, f"{load}/handover", plate="ab-123-cd").status_code == 303
    assert send(farmer, f"{load}/refusal", **{**REFUSAL, "words": ""}).status_code == 422
    assert send(farmer, f"{load}/refusal", **{**REFUSAL, "ground": "mood"}).status_code == 422
    assert send(farmer, f"{load}/refusal", **REFUSAL).status_code == 303

    page = brewer.get(f"/deals/{deal.id}").text
    for words in ("AB-123-CD", "Too many impurities: Stones", "Confirm 300 kg"):
        assert words in page, words
    told_at = look(deal).load.weighed_at.isoformat()  # type: ignore[union-attr] # it is weighed
    answer = send(brewer, f"{load}/confirmation", received_kg="300.000", told_at=told_at)
    assert answer.status_code == 303
    assert look(deal).offer.free_kg == 700


def test_a_whole_load_goes_back_by_forms(acts: Acts, farmer: FlaskClient, brewer: FlaskClient, look: Look) -> None:
    deal = states.on_the_road(acts)
    load = f"/deals/{deal.id}/loads/1"
    assert send(farmer, f"{load}/refusal", **{**REFUSAL, "refused": "400", "accepted": ""}).status_code == 303
    assert "It is your turn" in brewer.get(f"/deals/{deal.id}").text
    assert send(brewer, f"{load}/return").status_code == 303

    assert look(deal).state is DealState.CANCELLED
    assert "Stones" in farmer.get(f"/deals/{deal.id}").text


@pytest.mark.parametrize("plate", ["<b>", "A", "AB-123-CD-EFG-1234"])
def test_what_is_on_no_vehicle_is_no_plate(plate: str, acts: Acts, brewer: FlaskClient, look: Look) -> None:
    deal = states.planned(acts)

    assert send(brewer, f"/deals/{deal.id}/loads/1/handover", plate=plate).status_code == 422
    assert look(deal).load.shipped_at is None  # type: ignore[union-attr] # it has a load


def a_ticket() -> tuple[BytesIO, str]:
    content = BytesIO()
    Image.new("RGB", (60, 40), "#fff").save(content, "JPEG", comment=b"made in a yard")
    return BytesIO(content.getvalue()), "ticket.jpg"


def test_a_ticket_is_seen_by_both_sides_and_by_nobody_else(
    acts: Acts, app: Flask, farmer: FlaskClient, brewer: FlaskClient, session: Session
) -> None:
    deal = states.on_the_road(acts)
    path = f"/deals/{deal.id}/loads/1/tickets"
    assert send(farmer, path, photo=a_ticket()).status_code == 303

    photo = session.scalars(sa.select(LoadPhoto)).one()
    address = f"{path}/{photo.id}/large"
    assert (quota.used_bytes(photo.business_id), photo.bytes > 0) == (photo.bytes, True)
    for browser in (farmer, brewer):
        assert address in browser.get(f"/deals/{deal.id}").text
        answer = browser.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert b"made in a yard" not in answer.data
    stranger = makers.a_person("Stran")
    outside = enter(app.test_client(), stranger, makers.a_business("Elsewhere", member=stranger))
    session.commit()
    assert outside.get(address).status_code == 404
    assert farmer.get(f"{path}/{deal.id}/large").status_code == 404


def test_what_is_no_picture_is_no_ticket(acts: Acts, farmer: FlaskClient, session: Session) -> None:
    deal = states.on_the_road(acts)
    path = f"/deals/{deal.id}/loads/1/tickets"

    assert send(farmer, path, photo=(BytesIO(b"<svg/>"), "t.svg")).status_code == 422
    assert send(farmer, path).status_code == 422
    assert session.scalar(sa.select(sa.func.count()).select_from(LoadPhoto)) == 0


def test_no_ticket_before_the_load_has_left_and_no_seventh(
    acts: Acts, farmer: FlaskClient, brewer: FlaskClient
) -> None:
    deal = states.planned(acts)
    path = f"/deals/{deal.id}/loads/1/tickets"
    assert send(farmer, path, photo=a_ticket()).status_code == 409
    acts.hand_over(deal)

    answers = [send(brewer, path, photo=a_ticket()).status_code for _ in range(7)]

    assert answers == [303] * 6 + [409]


def test_a_party_without_a_load_has_no_picture(acts: Acts) -> None:
    deal = acts.propose()
    with pytest.raises(Conflict), unit_of_work():
        service.take_back(deal.id, 1, by=Party(acts.giver.person_id, acts.giver.business_id), at=TUESDAY)
