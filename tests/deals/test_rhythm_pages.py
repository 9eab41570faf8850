"""Regular loads and the calendar in a browser, without scripts."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Membership, Person
from exchange.deals.recurring import queries, service
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.deals.acts import Acts
from tests.deals.test_recurring_core import read


@pytest.fixture(autouse=True)
def in_english(anna: Person, bram: Person, session: Session) -> None:
    """Both read English here."""
    anna.language = bram.language = "en"
    session.commit()


def answers(**facts: str) -> dict[str, str]:
    """Every week, in two weeks at the earliest: the pages read the real clock."""
    first = clock.today() + timedelta(days=1)
    return {
        "rhythm_quantity": "250", "every_weeks": "1", "weekday": str(first.weekday()), "slot_starts": "10:00",
        "slot_ends": "11:00", "starts_on": first.isoformat(), "ends_on": "", "notice_days": "14", **facts,
    }  # fmt: skip


def test_a_flow_is_proposed_agreed_capped_paused_and_ended(
    acts: Acts, client: FlaskClient, anna: Person, bram: Person, brewery: Business, farm: Business
) -> None:
    deal = acts.propose(400)
    acts.accept(deal)
    path = f"/deals/{deal.id}"
    makers.enter(client, bram, farm)
    assert "Go on with regular loads" in client.get(path).text
    assert makers.send(client, f"{path}/rhythm", **answers()).status_code == 303

    makers.enter(client, anna, brewery)
    page = client.get(path).text
    assert "Regular loads are proposed to you" in page
    assert '1<span class="hidden-visually"> 1 deal waits for you' in page, "though the truck is the farm's to send"
    assert "Your turn" in client.get("/deals").text
    rhythm = queries.open_of(deal.id)
    assert rhythm is not None
    assert makers.send(client, f"{path}/rhythm/agreement", rhythm=str(rhythm.id)).status_code == 303

    page = client.get(path).text
    assert "100 kg of 250 kg" in page
    assert "Capped: no more is free" in page
    assert "is capped" in client.get("/notices").text
    assert makers.send(client, f"{path}/loads/2/skip").status_code == 303
    until = (clock.today() + timedelta(days=9)).isoformat()
    assert makers.send(client, f"{path}/rhythm/pause", pause_until=until).status_code == 303
    assert "Resume now" in client.get(path).text
    assert makers.send(client, f"{path}/rhythm/end").status_code == 303
    assert "Ends soon" in client.get(path).text


@pytest.mark.parametrize(
    "bad", [{"weekday": "9"}, {"slot_ends": "09:00"}, {"rhythm_quantity": "NaN"}, {"ends_on": "2001-01-01"}]
)
def test_a_refused_form_keeps_what_was_typed(
    acts: Acts, client: FlaskClient, bram: Person, farm: Business, bad: dict[str, str]
) -> None:
    deal = acts.propose()
    acts.accept(deal)
    makers.enter(client, bram, farm)

    answer = makers.send(client, f"/deals/{deal.id}/rhythm", **answers(**bad))

    assert answer.status_code == 422
    assert 'value="10:00"' in answer.text
    assert queries.open_of(deal.id) is None


def test_the_calendar_lists_the_slots_and_its_address_can_be_closed(
    acts: Acts, client: FlaskClient, session: Session, bram: Person, farm: Business
) -> None:
    deal = acts.propose()
    acts.accept(deal)
    acts.propose_slot(deal)
    makers.enter(client, bram, farm)
    month = client.get("/calendar?month=2026-11").text
    assert "Spent grain" in month
    assert client.get("/calendar?month=2026-13").status_code == 404
    assert "No slots" in client.get("/calendar?month=2031-01").text

    one = f"/calendar/deals/{deal.id}/loads/1.ics"
    assert one in client.get(f"/deals/{deal.id}").text
    assert read(client.get(one).text)["STATUS"] == "TENTATIVE"
    assert client.get(one.replace("/1.ics", "/2.ics")).status_code == 404
    makers.send(client, "/calendar/feed")
    first = feed_of(bram, farm, client)
    answer = client.get(first)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert read(answer.text)["STATUS"] == "TENTATIVE"
    makers.send(client, "/calendar/feed")
    second = feed_of(bram, farm, client)
    assert [client.get(path).status_code for path in (first, second, first[:-6] + ".ics")] == [404, 200, 404]
    makers.send(client, "/calendar/feed/end")
    assert client.get(second).status_code == 404


def feed_of(person: Person, business: Business, client: FlaskClient) -> str:
    page = client.get("/calendar").text
    start = page.index("/calendar/", page.index('id="feed"'))
    return page[start : page.index(".ics", start) + 4]


def test_who_leaves_the_company_reads_its_calendar_no_more(session: Session, bram: Person, farm: Business) -> None:
    with unit_of_work():
        key = service.make_feed(bram.id, farm.id, at=makers.MONDAY)
    assert queries.reader(key.id) is not None
    session.execute(sa.update(Membership).where(Membership.person_id == bram.id).values(ended_at=makers.MONDAY))

    assert queries.reader(key.id) is None
