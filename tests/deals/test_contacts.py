"""People of the other side show after a press that is noted: by whom, whose, in which deal; thirty deals a day."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.exporting.about import everything_about
from exchange.accounts.models import Business, Membership, Person, Site, Verification
from exchange.deals import service
from exchange.deals.models import Deal
from exchange.deals.views.contacts import MOST_CONTACTS_A_DAY
from exchange.journal.models import JournalEntry
from exchange.kernel import clock
from exchange.kernel.refusals import Conflict, Forbidden, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.deals import states
from tests.deals.acts import Acts
from tests.makers import MONDAY, enter, send

HISTORY = "Opened the contacts of the other side"
Look = Callable[[Deal | UUID], Deal]


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


def opened(session: Session, deal: Deal) -> list[JournalEntry]:
    """What the journal says about it."""
    noted = JournalEntry.subject_id == deal.id, JournalEntry.verb == "contacts_opened"
    return list(session.scalars(sa.select(JournalEntry).where(*noted).order_by(JournalEntry.number)))


def press(browser: FlaskClient, deal: Deal, **query: Any) -> Any:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return send(browser, f"/deals/{deal.id}/contacts?{asked}")


def test_one_press_shows_them_for_good_and_both_sides_can_read_it(
    acts: Acts, farmer: FlaskClient, brewer: FlaskClient, session: Session, anna: Person, bram: Person
) -> None:
    deal = states.planned(acts)
    before = farmer.get(f"/deals/{deal.id}").text
    assert "Show contact" in before
    assert anna.email not in before
    assert anna.name not in before

    assert press(farmer, deal).status_code == 303
    press(farmer, deal)

    for _ in range(2):
        after = farmer.get(f"/deals/{deal.id}").text
        assert anna.email in after
        assert "Show contact" not in after
    (entry,) = opened(session, deal)
    assert (entry.actor_id, entry.business_id) == (bram.id, acts.taker.business_id)
    assert entry.details == {"of": str(acts.giver.business_id), "people": [str(anna.id)]}
    for browser in (farmer, brewer):
        assert HISTORY in browser.get(f"/deals/{deal.id}").text
    assert bram.email not in brewer.get(f"/deals/{deal.id}").text, "the other side presses for itself"


def test_who_was_looked_at_reads_in_their_own_data_who_looked_and_when(
    acts: Acts, farmer: FlaskClient, session: Session, anna: Person, bram: Person
) -> None:
    press(farmer, states.planned(acts))

    def looks_at(person: Person) -> list[tuple[Any, Any]]:
        told = {name: rows for name, _columns, rows in everything_about(person)}
        return [(row["actor_id"], row["details"]["people"]) for row in told.get("journal_entry", [])
                if row["verb"] == "contacts_opened"]  # fmt: skip

    stran = makers.a_person("Stran")
    assert looks_at(anna) == looks_at(bram) == [(bram.id, [str(anna.id)])]
    assert looks_at(stran) == []


def test_nothing_opens_before_the_agreement_nor_after_it_was_called_off(acts: Acts, session: Session) -> None:
    for deal in (states.asked(acts), states.cancelled(acts)):
        with pytest.raises(Conflict, match="not_possible_now"), unit_of_work():
            service.open_contacts(deal.id, by=acts.taker, at=MONDAY)
        assert opened(session, deal) == []


def test_what_was_opened_closes_with_the_agreement(acts: Acts, farmer: FlaskClient, anna: Person) -> None:
    deal = states.planned(acts)
    press(farmer, deal)
    assert anna.email in farmer.get(f"/deals/{deal.id}").text
    acts.end("cancel", deal, acts.taker)

    assert anna.email not in farmer.get(f"/deals/{deal.id}").text


def test_a_company_that_nobody_verified_opens_none(
    acts: Acts, farmer: FlaskClient, session: Session, farm: Business, anna: Person
) -> None:
    deal = states.planned(acts)
    farm.verification = Verification.UNVERIFIED
    session.commit()

    page = farmer.get(f"/deals/{deal.id}").text
    assert "Show contact" not in page
    assert "once your company has been verified" in page
    assert press(farmer, deal).status_code == 403
    with pytest.raises(Forbidden, match="unverified_business"), unit_of_work():
        service.open_contacts(deal.id, by=acts.taker, at=MONDAY)
    assert anna.email not in farmer.get(f"/deals/{deal.id}").text


def test_a_stranger_to_the_deal_finds_nothing(acts: Acts, app: Flask, session: Session) -> None:
    deal = states.planned(acts)
    stran = makers.a_person("Stran")
    elsewhere = makers.a_business("Elsewhere", member=stran)
    session.commit()
    browser = enter(app.test_client(), stran, elsewhere)

    assert press(browser, deal).status_code == 404
    with pytest.raises(NotFound), unit_of_work():
        service.open_contacts(deal.id, by=service.Party(stran.id, elsewhere.id), at=MONDAY)
    assert opened(session, deal) == []


def test_a_colleague_opens_for_themselves_and_who_comes_later_is_opened_anew(
    acts: Acts, farmer: FlaskClient, app: Flask, session: Session, farm: Business, brewery: Business, anna: Person
) -> None:
    deal = states.planned(acts)
    press(farmer, deal)
    freya, noor = makers.a_person("Freya"), makers.a_person("Noor")
    for person, business in ((freya, farm), (noor, brewery)):
        session.add(Membership(person_id=person.id, business_id=business.id, role="member", since=clock.now()))
    session.commit()

    assert anna.email not in enter(app.test_client(), freya, farm).get(f"/deals/{deal.id}").text
    page = farmer.get(f"/deals/{deal.id}").text
    assert anna.email in page
    assert noor.email not in page
    press(farmer, deal)
    assert noor.email in farmer.get(f"/deals/{deal.id}").text
    assert [entry.details["people"] for entry in opened(session, deal)] == [[str(anna.id)], [str(noor.id)]]


def test_at_the_gate_it_is_one_press_and_it_stays_at_the_gate(acts: Acts, farmer: FlaskClient, anna: Person) -> None:
    deal = states.planned(acts)
    gate = f"/deals/{deal.id}/loads/1/gate"
    page = farmer.get(gate).text
    assert f"/deals/{deal.id}/contacts?gate=1" in page
    assert anna.email not in page

    assert press(farmer, deal, gate=1).headers["Location"] == gate

    assert anna.email in farmer.get(gate).text
    for nonsense in ("9", "x", "-1", "99999999999", "٣"):
        assert press(farmer, deal, gate=nonsense).headers["Location"] == f"/deals/{deal.id}"


def test_thirty_deals_a_day_and_what_is_open_counts_for_nothing(
    acts: Acts, farmer: FlaskClient, app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "RATE_FACTOR", 1)
    deals = [acts.propose(10) for _ in range(MOST_CONTACTS_A_DAY + 1)]
    for deal in deals:
        acts.accept(deal)
    *within, last = deals

    for deal in (*within, *within):
        assert press(farmer, deal).status_code == 303, "what is open already is no new look"
    assert press(farmer, last).status_code == 429
    assert [len(opened(session, deal)) for deal in deals] == [1] * MOST_CONTACTS_A_DAY + [0]
