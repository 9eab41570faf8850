"""What moderators decide about companies and permits."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from exchange.accounts import queries, service
from exchange.accounts.models import Business, Permit, Person, Site, Standing, Verification
from exchange.journal.queries import history
from exchange.kernel.jobs import Job
from exchange.kernel.refusals import Conflict, Forbidden, NotFound, Unprocessable
from tests import makers
from tests.accounts.browsing import letters
from tests.makers import MONDAY


@pytest.fixture
def newcomer(session: Session, anna: Person) -> Business:
    return makers.a_business("Filature", member=anna, verified=False)


@pytest.fixture
def permit(newcomer: Business) -> Permit:
    site: Site = makers.a_site(newcomer)
    facts: dict[str, Any] = {"rubric": "2714-1", "reference": "AP 12", "waste_codes": ["200138"], "created_at": MONDAY}
    stored: Permit = makers._stored(Permit(site_id=site.id, valid_until=date(2030, 1, 1), **facts))
    return stored


def test_only_companies_with_somebody_reachable_wait_for_a_check(session: Session, newcomer: Business) -> None:
    makers.a_business("Squat", member=makers.a_person("Unknown", confirmed=False), verified=False)
    makers.a_business("Known from registers", verified=False, standing=Standing.UNCLAIMED)
    assert list(queries.businesses_waiting(10)) == [newcomer]


def test_a_verified_company_waits_no_more_and_its_managers_hear_of_it(
    session: Session, newcomer: Business, anna: Person, mona: Person, in_one_go: Callable[..., Any]
) -> None:
    in_one_go(service.verify_business, newcomer.id, by=mona.id, at=MONDAY)
    assert newcomer.is_verified
    assert queries.businesses_waiting(10) == []
    assert "Filature is verified" in letters(session, anna.email)[0].subject
    [entry] = history("business", newcomer.id)
    assert (entry.verb, entry.actor_id) == ("verified", mona.id)


def test_a_refusal_says_why_and_can_be_lifted(session: Session, newcomer: Business, anna: Person, mona: Person) -> None:
    service.refuse_business(newcomer.id, by=mona.id, at=MONDAY, reason="No such street")
    assert (newcomer.verification, newcomer.verification_reason) == (Verification.REFUSED, "No such street")
    assert "No such street" in letters(session, anna.email)[0].body
    service.verify_business(newcomer.id, by=mona.id, at=MONDAY)
    assert (newcomer.verification, newcomer.verification_reason) == (Verification.VERIFIED, "")


def test_a_suspended_company_trades_again_once_restored(
    session: Session, newcomer: Business, mona: Person, jobs: Any
) -> None:
    service.suspend_business(newcomer.id, by=mona.id, at=MONDAY, reason="Third no-show")
    assert (newcomer.is_active, newcomer.standing_reason) == (False, "Third no-show")
    service.restore_business(newcomer.id, by=mona.id, at=MONDAY)
    assert (newcomer.is_active, newcomer.standing_reason) == (True, "")
    follow = [(job, {"business_id": str(newcomer.id)}) for job in (Job.FOLLOW_BUSINESS, Job.FOLLOW_STANDING)]
    assert [job for job in jobs() if job[0] is not Job.SEND_MAIL] == [*follow, *follow]


def test_a_verified_permit_brings_new_matches(session: Session, permit: Permit, mona: Person, jobs: Any) -> None:
    service.verify_permit(permit.id, by=mona.id, at=MONDAY)
    assert (permit.verified_at, permit.verified_by) == (MONDAY, mona.id)
    assert (Job.FOLLOW_SITE, {"site_id": str(permit.site_id)}) in jobs()


def test_a_refused_permit_tells_the_holder_why(
    session: Session, permit: Permit, anna: Person, mona: Person, jobs: Any
) -> None:
    service.refuse_permit(permit.id, by=mona.id, at=MONDAY, reason="Expired in 2019")
    assert "Expired in 2019" in letters(session, anna.email)[0].body
    assert queries.permits_waiting(10) == []
    assert queries.permitted_codes([permit.site_id], on=makers.TODAY) == {}
    assert {job for job, _ in jobs()} <= {Job.SEND_MAIL}, "it permitted nothing before either"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_refused_without_a_reason(
    session: Session, newcomer: Business, permit: Permit, mona: Person, reason: str
) -> None:
    for refuse, subject in (
        (service.refuse_business, newcomer),
        (service.suspend_business, newcomer),
        (service.refuse_permit, permit),
    ):
        with pytest.raises(Unprocessable):
            refuse(subject.id, by=mona.id, at=MONDAY, reason=reason)  # type: ignore[operator]


def test_nobody_decides_about_their_own_company(session: Session, mona: Person) -> None:
    own = makers.a_business("Own", member=mona, verified=False)
    with pytest.raises(Forbidden):
        service.verify_business(own.id, by=mona.id, at=MONDAY)


def test_of_two_decisions_the_second_is_told_so(
    session: Session, newcomer: Business, permit: Permit, mona: Person
) -> None:
    service.verify_business(newcomer.id, by=mona.id, at=MONDAY)
    service.verify_permit(permit.id, by=mona.id, at=MONDAY)
    with pytest.raises(Conflict):
        service.verify_business(newcomer.id, by=mona.id, at=MONDAY)
    with pytest.raises(Conflict):
        service.refuse_permit(permit.id, by=mona.id, at=MONDAY, reason="x")
    with pytest.raises(Conflict):
        service.restore_business(newcomer.id, by=mona.id, at=MONDAY)


def test_what_does_not_exist_cannot_be_decided(session: Session, mona: Person) -> None:
    for decide in (service.verify_business, service.verify_permit, service.restore_business):
        with pytest.raises(NotFound):
            decide(uuid4(), by=mona.id, at=MONDAY)  # type: ignore[operator]
