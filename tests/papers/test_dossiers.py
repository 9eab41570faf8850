"""A load that crosses a border or is hazardous is agreed only once its dossier is complete."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Permit, Person, Site
from exchange.deals.models import Deal, DealState
from exchange.deals.service import Party
from exchange.kernel.refusals import Conflict
from exchange.kernel.trade import Country, LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer
from exchange.papers import queries, service
from exchange.papers.core.answers import Consistency, Mode, Packaging, StatusAbroad
from exchange.papers.labels import operation_label
from exchange.papers.models import IssuedPaper, PaperKind
from exchange.papers.service import CarrierDraft
from exchange.papers.slip import slip_of
from exchange.papers.tables import operations
from tests.deals.acts import Acts
from tests.makers import MONDAY, enter, send

Look = Callable[[Deal], Deal]
SLIP = {
    "operation_code": "R4", "acceptance_certificate": "CAP-17", "slip_number": "BSD-20261123-ABC",
    "un_number": "UN 3175", "consistency": Consistency.SOLID, "packaging": Packaging.DRUM, "packages": 4,
}  # fmt: skip
GREEN = {
    "operation_code": "R3", "basel_entry": "B3060", "contract_on": date(2026, 11, 20), "pick_up_on": date(2026, 11, 26),
}  # fmt: skip
DRIVER = CarrierDraft(
    "Transports du Canal", "99000002800014", "2 quai", "59000", "Lille", Country.FR, Mode.ROAD, "AB-123-CD", False,
    "2024-59-17", date(2027, 6, 30),
)  # fmt: skip


@pytest.fixture
def answer(taker: Party) -> Callable[..., None]:
    """Answer as the taker would."""

    def give(deal: Deal, answers: Any, by: Party | None = None) -> None:
        with unit_of_work():
            service.answer(deal.id, dict(answers), by=by or taker, at=MONDAY)

    return give


@pytest.fixture
def hazardous(waste: Offer, permit: Permit, session: Session) -> Offer:
    """The same lot declared hazardous, and a farm that may take such."""
    waste.is_hazardous, permit.rubric = True, "2790-1 A"
    session.commit()
    return waste


@pytest.fixture
def abroad(waste: Offer, permit: Permit, farmyard: Site, session: Session) -> Offer:
    """The same lot, for a farm in Flanders."""
    farmyard.country, farmyard.postal_code = Country.BE, "8500"
    session.commit()
    return waste


def test_hazardous_waste_is_agreed_once_its_slip_is_on_file(
    acts: Acts, hazardous: Offer, look: Look, answer: Callable[..., None]
) -> None:
    deal = acts.propose()
    for name in SLIP:
        answer(deal, {**SLIP, name: None if name in {"consistency", "packaging", "packages"} else ""})
        with pytest.raises(Conflict):
            acts.accept(deal)
        assert look(deal).offer.committed_kg == 0
    answer(deal, SLIP)

    acts.accept(deal)

    assert look(deal).state is DealState.AGREED


def test_hazardous_waste_needs_a_plant_of_the_right_class(
    acts: Acts, hazardous: Offer, permit: Permit, session: Session, answer: Callable[..., None]
) -> None:
    permit.rubric = "2714-1"
    session.commit()
    deal = acts.propose()
    answer(deal, SLIP)

    with pytest.raises(Conflict, match="plant_may_not_take_it") as refused:
        acts.accept(deal)
    assert "2718" in refused.value.message


def test_waste_crosses_once_its_dossier_is_complete_and_its_carrier_known(
    acts: Acts, abroad: Offer, look: Look, answer: Callable[..., None], taker: Party
) -> None:
    deal = acts.propose(1000)
    with pytest.raises(Conflict, match="operation_missing"):
        acts.accept(deal)
    answer(deal, GREEN)
    acts.accept(deal)
    with pytest.raises(Conflict, match="pick_up_too_soon"):
        acts.propose_slot(deal)
    acts.propose_slot(deal, days=2)
    with pytest.raises(Conflict, match="pick_up_early"):
        acts.hand_over(deal)
    answer(deal, {"pick_up_on": date(2026, 11, 24)})
    with pytest.raises(Conflict, match="carrier_missing"):
        acts.hand_over(deal)
    with unit_of_work():
        service.add_carrier(deal.id, DRIVER, by=taker, at=MONDAY)

    acts.hand_over(deal)
    assert look(deal).load is not None


def test_a_french_by_product_is_not_one_in_flanders_by_itself(
    acts: Acts, grain: Offer, farmyard: Site, session: Session, look: Look, answer: Callable[..., None]
) -> None:
    farmyard.country, farmyard.postal_code = Country.BE, "8500"
    session.commit()
    deal = acts.propose()
    with force_locale("en"), pytest.raises(Conflict, match="status_abroad_open") as refused:
        acts.accept(deal)
    assert "Flanders" in refused.value.message
    answer(deal, {"status_abroad": StatusAbroad.RECOGNISED, "status_reference": "OVAM 2026-17"})

    acts.accept(deal)
    assert look(deal).state is DealState.AGREED


def test_a_completed_deal_keeps_its_answers_and_takes_those_that_were_open(
    acts: Acts, done: Deal, answer: Callable[..., None]
) -> None:
    answer(done, {"operation_code": "R3"})
    with pytest.raises(Conflict, match="deal_closed"):
        answer(done, {"operation_code": "R1"})


def test_carriers_move_up_when_one_is_taken_out_and_are_five_at_most(acts: Acts, agreed: Deal, taker: Party) -> None:
    with unit_of_work():
        for _ in range(5):
            service.add_carrier(agreed.id, DRIVER, by=taker, at=MONDAY)
        with pytest.raises(Conflict, match="too_many_carriers"):
            service.add_carrier(agreed.id, DRIVER, by=taker, at=MONDAY)
        service.remove_carrier(agreed.id, 2, by=taker, at=MONDAY)

    assert [carrier.number for carrier in queries.carriers(agreed.id)] == [1, 2, 3, 4]


def test_the_slip_has_the_shape_that_trackdechets_opens_it_with(
    acts: Acts, hazardous: Offer, look: Look, answer: Callable[..., None], taker: Party, giver: Party
) -> None:
    deal = acts.propose()
    answer(deal, SLIP)
    acts.accept(deal)
    with unit_of_work():
        service.add_carrier(deal.id, DRIVER, by=taker, at=MONDAY)

    slip = slip_of(look(deal), reader_id=giver.business_id)

    assert slip["emitter"]["company"]["siret"] == "99000001000011"
    assert slip["recipient"] | {"company": None} == {
        "cap": "CAP-17", "processingOperation": "R 4", "company": None, "isTempStorage": False,
    }  # fmt: skip
    assert slip["wasteDetails"] == {
        "code": "02 03 04", "name": "Spent grain", "onuCode": "UN 3175", "quantity": 0.4, "quantityType": "ESTIMATED",
        "packagingInfos": [{"type": "FUT", "other": None, "quantity": 4}], "consistence": "SOLID", "pop": False,
        "isDangerous": True,
    }  # fmt: skip
    assert slip["transporter"]["receipt"] == "2024-59-17"
    assert slip["transporter"]["mode"] == "ROAD"


def test_before_the_agreement_the_slip_names_no_address_of_the_other_side(
    acts: Acts, hazardous: Offer, look: Look, giver: Party
) -> None:
    slip = slip_of(look(acts.propose()), reader_id=giver.business_id)

    assert slip["recipient"]["company"]["address"] is None
    assert slip["emitter"]["workSite"]["address"] == "1 rue de la Navette"


def test_the_page_of_the_deal_says_what_is_open_and_the_dossier_takes_the_answers(
    client: FlaskClient, acts: Acts, abroad: Offer, bram: Person, farm: Business, session: Session
) -> None:
    deal = acts.propose()
    session.commit()
    browser = enter(client, bram, farm)

    page = browser.get(f"/deals/{deal.id}?lang=en").text
    assert "The deal cannot be agreed before this is answered" in page
    assert "recovery operation" in page
    wrong = send(browser, f"/deals/{deal.id}/dossier", basel_entry="paper", operation_code="R3")
    assert wrong.status_code == 422
    kept = send(
        browser, f"/deals/{deal.id}/dossier", operation_code="R3", basel_entry="b 3060", contract_on="2026-11-20",
        pick_up_on="2099-12-01", volume_m3="1", notification_number="", movement_number="", diwass_number="",
    )  # fmt: skip
    assert kept.status_code == 303
    dossier = queries.dossier(deal.id)
    assert dossier is not None
    assert (dossier.basel_entry, dossier.volume_m3) == ("B3060", Decimal(1))
    lone = send(browser, f"/deals/{deal.id}/dossier/carriers", name="X", registration="1", country="FR", mode="road")
    assert lone.status_code == 422
    carrier = {
        "name": "X", "registration": "1", "address": "a", "postal_code": "1", "town": "t", "country": "FR",
        "mode": "road", "plate": "", "is_exempt": "y", "receipt_number": "", "receipt_until": "",
    }  # fmt: skip
    assert send(browser, f"/deals/{deal.id}/dossier/carriers", **carrier).status_code == 303
    assert send(browser, f"/deals/{deal.id}/dossier/carriers/1/removal").status_code == 303


def test_where_the_law_asks_nothing_there_is_no_dossier(
    client: FlaskClient, agreed: Deal, bram: Person, farm: Business, grain: Offer
) -> None:
    assert grain.legal_status is LegalStatus.BY_PRODUCT
    browser = enter(client, bram, farm)

    assert browser.get(f"/deals/{agreed.id}/dossier").status_code == 404
    assert browser.get(f"/deals/{agreed.id}/dossier/slip.json").status_code == 404


def test_the_data_sheet_of_a_shipment_is_issued_with_its_dossier(
    acts: Acts, abroad: Offer, answer: Callable[..., None], issued: Callable[..., IssuedPaper], taker: Party
) -> None:
    deal = acts.propose()
    answer(deal, GREEN)
    acts.accept(deal)
    before = issued(deal, PaperKind.ANNEX_VII)
    with unit_of_work():
        service.add_carrier(deal.id, DRIVER, by=taker, at=MONDAY)

    sheet = issued(deal, PaperKind.ANNEX_VII)

    assert sheet.replaces_id == before.id
    assert sheet.facts["shipment"]["basel_entry"] == "B3060"
    assert sheet.facts["carriers"][0]["name"] == "Transports du Canal"


def test_a_load_that_stays_at_home_has_no_data_sheet(agreed: Deal, issued: Callable[..., IssuedPaper]) -> None:
    with pytest.raises(Conflict, match="paper_too_early"):
        issued(agreed, PaperKind.ANNEX_VII)


def test_each_operation_is_worded_in_the_three_languages_and_none_twice(app: Flask) -> None:
    words = {}
    for language in ("fr", "en", "nl"):
        with app.test_request_context(), force_locale(language):
            words[language] = [operation_label(one) for one in operations().values()]
    assert words["en"][3] == "Recycling/reclamation of metals and metal compounds"
    assert words["nl"][3].startswith("Recycling/terugwinning van metalen")
    assert all(len(set(told)) == len(told) == 26 for told in words.values())
