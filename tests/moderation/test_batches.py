"""Companies, permits and notices by the dozen, and what the desk says of its queues."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import queries as accounts
from exchange.accounts.cases import service as leases
from exchange.accounts.cases.models import CaseKind
from exchange.accounts.models import Business, Permit, Person, StaffRole, Verification
from exchange.accounts.service import refuse_business, reopen_business, verify_business
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation import queues
from exchange.moderation.notices.models import ContentKind, NoticeOutcome
from tests import makers
from tests.accounts.browsing import letters
from tests.makers import MONDAY, send
from tests.moderation.notices.conftest import given

HOUR = timedelta(hours=1)


@pytest.fixture
def otto(session: Session) -> Person:
    """A second moderator."""
    return makers.a_person("Otto", staff=StaffRole.MODERATOR)


@pytest.fixture
def newcomers(session: Session) -> list[Business]:
    """Three companies whose managers can be written to."""
    names = ("Filature", "Corderie", "Teinturerie")
    return [makers.a_business(name, member=makers.a_person(f"Ina of {name}"), verified=False) for name in names]


@pytest.fixture
def permits(newcomers: list[Business]) -> list[Permit]:
    """One of each."""
    facts: dict[str, Any] = {"rubric": "2714-1", "waste_codes": ["200138"], "valid_until": date(2030, 1, 1)}
    sites = [makers.a_site(one) for one in newcomers]
    return [
        makers._stored(Permit(site_id=site.id, reference=f"AP {number}", created_at=MONDAY, **facts))
        for number, site in enumerate(sites)
    ]


@pytest.fixture
def desk(session: Session, client: FlaskClient, mona: Person) -> FlaskClient:
    """Mona's browser."""
    makers.enter(client, mona)
    session.commit()
    return client


def ids(rows: list[Any]) -> list[str]:
    return [str(row.id) for row in rows]


def test_companies_that_are_ticked_are_verified_and_what_a_colleague_has_is_named(
    session: Session, newcomers: list[Business], otto: Person, desk: FlaskClient
) -> None:
    with unit_of_work():
        leases.take(CaseKind.BUSINESS, [newcomers[2].id], by=otto.id, at=clock.now())
    send(desk, "/desk/businesses/decisions", case=ids(newcomers), verb="verify")
    page = desk.get("/desk/businesses?lang=en").text
    assert "Otto" in page
    assert f'value="{newcomers[2].id}"' not in page, "nobody ticks what a colleague has"
    session.expire_all()
    assert [one.verification for one in newcomers] == [
        Verification.VERIFIED, Verification.VERIFIED, Verification.UNVERIFIED,
    ]  # fmt: skip


def test_companies_that_are_refused_together_each_read_the_reason(
    session: Session, newcomers: list[Business], desk: FlaskClient
) -> None:
    answer = send(desk, "/desk/businesses/decisions", case=ids(newcomers[:2]), verb="refuse", reason="No such street.")
    assert answer.status_code == 303
    session.expire_all()
    assert [one.verification_reason for one in newcomers] == ["No such street.", "No such street.", ""]
    for one in newcomers[:2]:
        [manager] = accounts.managers_of(one.id)
        assert "No such street." in letters(session, manager.email)[0].body


def test_a_refusal_without_words_comes_back_with_its_ticks(
    session: Session, newcomers: list[Business], desk: FlaskClient
) -> None:
    answer = send(desk, "/desk/businesses/decisions", case=ids(newcomers[:1]), verb="refuse", reason=" ")
    assert answer.status_code == 422
    assert f'value="{newcomers[0].id}" form="batch" checked' in answer.text
    assert answer.text.count(" checked>") == 1
    session.expire_all()
    assert newcomers[0].verification is Verification.UNVERIFIED


@pytest.mark.parametrize("path", ["/desk/businesses", "/desk/permits", "/desk/reports"])
@pytest.mark.parametrize("fields", [{}, {"case": "x"}, {"case": ["x", "y"], "verb": "explode"}])
def test_nothing_ticked_or_nothing_of_ours_is_refused(desk: FlaskClient, path: str, fields: dict[str, Any]) -> None:
    assert send(desk, f"{path}/decisions", **fields, answer="No.").status_code == 422


def test_permits_are_verified_and_refused_together(session: Session, permits: list[Permit], desk: FlaskClient) -> None:
    send(desk, "/desk/permits/decisions", case=ids(permits[:2]), verb="verify")
    send(desk, "/desk/permits/decisions", case=ids(permits[1:]), verb="refuse", reason="Another site's act.")
    page = desk.get("/desk/permits?lang=en").text
    assert "AP 1" in page, "the second press names what was decided before"
    session.expire_all()
    assert [bool(one.verified_at) for one in permits] == [True, True, False]
    assert [one.refusal_reason for one in permits] == ["", "", "Another site's act."]


def test_notices_about_which_nothing_is_to_be_done_get_one_answer(
    session: Session, brewery: Business, desk: FlaskClient
) -> None:
    notices = [given(ContentKind.COMPANY, brewery.id) for _ in range(3)]
    assert send(desk, "/desk/reports/decisions", case=ids(notices[:2]), answer="").status_code == 422
    send(desk, "/desk/reports/decisions", case=ids(notices[:2]), answer="Their register says the same.")
    session.expire_all()
    told = (NoticeOutcome.NOTHING, "Their register says the same.")
    assert [(one.outcome, one.answer) for one in notices] == [told, told, (None, "")]


def test_the_desk_counts_each_queue_its_oldest_and_what_is_taken(
    session: Session, newcomers: list[Business], permits: list[Permit], otto: Person, brewery: Business
) -> None:
    given(ContentKind.COMPANY, brewery.id)
    with unit_of_work():
        leases.take(CaseKind.PERMIT, [permits[0].id], by=otto.id, at=MONDAY)
    every = queues.OPEN_TO_STAFF + queues.OF_MODERATORS + queues.OF_ADMINISTRATORS
    waiting = queues.waiting(every, at=MONDAY + HOUR / 6)
    counted = {name: (one.count, one.taken) for name, one in waiting.items()}
    assert counted == {"businesses": (3, 0), "permits": (3, 1), "notices": (1, 0)}
    assert waiting["permits"].oldest == MONDAY


def test_a_company_waits_from_when_its_verification_was_opened_again(
    session: Session, newcomers: list[Business], mona: Person
) -> None:
    one = newcomers[0]
    with unit_of_work():
        refuse_business(one.id, by=mona.id, at=MONDAY + 2 * HOUR, reason="No such street.")
    with unit_of_work():
        reopen_business(one.id, by=mona.id, at=MONDAY + 10 * HOUR)
    with unit_of_work():
        verify_business(one.id, by=mona.id, at=MONDAY + 13 * HOUR)
    times = queues.service_times(queues.OPEN_TO_STAFF, since=MONDAY)
    assert times["businesses"] == queues.ServiceTimes(2, 2.5, pytest.approx(2.9))


def test_facilitators_read_three_queues_and_moderators_six(
    session: Session, client: FlaskClient, desk: FlaskClient
) -> None:
    assert desk.get("/desk").text.count('<th scope="row">') == 6
    makers.enter(client, makers.a_person("Fred", staff=StaffRole.FACILITATOR))
    session.commit()
    assert client.get("/desk").text.count('<th scope="row">') == 3
