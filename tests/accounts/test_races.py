"""Two at once: one wins, nothing is doubled, nobody is locked out. These tests really commit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.accounts import passwords, queries, service
from exchange.accounts.models import Business, MemberRole, Membership, Person
from exchange.accounts.service import CompanyDraft, SignUpDraft
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.kernel.registration import read_registration
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.accounts.browsing import letters, link
from tests.accounts.test_second_step import with_app
from tests.makers import MONDAY

ROUNDS = 5


@pytest.fixture(scope="module")
def crowded(make_app: Callable[..., Flask]) -> Flask:
    return make_app("accounts_races")


@pytest.fixture
def at_once(crowded: Flask) -> Callable[..., list[str]]:
    """Run verbs at the same time, each in its own transaction; what became of each."""

    def run(*verbs: Callable[[], Any]) -> list[str]:
        def one(verb: Callable[[], Any]) -> str:
            with crowded.app_context():
                try:
                    with unit_of_work():
                        verb()
                except Conflict as refusal:
                    return refusal.code
                return "done"

        with ThreadPoolExecutor(len(verbs)) as crowd:
            return sorted(crowd.map(one, verbs))

    return run


def test_one_address_and_one_number_make_one_person_and_one_company(
    crowded: Flask, at_once: Callable[..., list[str]]
) -> None:
    for _ in range(ROUNDS):
        number = read_registration(makers.a_siren())
        company = CompanyDraft(number, "Filature")
        draft = SignUpDraft("Nora", f"nora{number.number}@x.example", "long enough 123", company)
        other = SignUpDraft("Odile", f"odile{number.number}@x.example", "long enough 123", company)
        verbs = [lambda who=who: service.sign_up(who, language="en", at=MONDAY) for who in (draft, draft, other, other)]
        assert at_once(*verbs) == ["done"] * 4
        with crowded.app_context():
            people = sa.select(Person).where(Person.email.in_([draft.email, other.email]))
            assert len(session().scalars(people).all()) == 2
            [business] = session().scalars(sa.select(Business).where(Business.registration_number == number.number))
            assert len(queries.members_of(business.id)) == 1, "the later one replaces who is not confirmed yet"


def test_a_reset_link_used_twice_at_once_works_once(crowded: Flask, at_once: Callable[..., list[str]]) -> None:
    with crowded.app_context():
        anna = makers.a_person("Anna")
        with unit_of_work() as current:
            service.write_reset(anna.id, at=MONDAY)
            token = link(letters(current, anna.email)[0]).rsplit("/", 1)[1]
    verbs = [lambda n=n: service.reset_password(token, f"a new password {n}", at=MONDAY) for n in range(4)]
    assert at_once(*verbs) == ["dead_link"] * 3 + ["done"]


def test_a_password_changed_twice_at_once_is_changed_once(crowded: Flask, at_once: Callable[..., list[str]]) -> None:
    with crowded.app_context():
        anna = makers.a_person("Anna")
        with unit_of_work():
            anna.password_hash = passwords.keep(makers.PASSWORD)
    change = partial(service.change_password, anna.id, makers.PASSWORD, device="", second=False, at=MONDAY)
    verbs = [partial(change, f"a new password {n}") for n in range(3)]
    assert at_once(*verbs) == ["done"] + ["password_changed"] * 2


def test_a_code_given_twice_at_once_opens_once(crowded: Flask, at_once: Callable[..., list[str]]) -> None:
    with crowded.app_context():
        anna = makers.a_person("Anna")
        with unit_of_work():
            app, codes = with_app(anna)
    for minute in range(1, ROUNDS + 1):
        at = MONDAY + timedelta(minutes=minute)
        for code in (app.at(at), codes[minute]):
            proofs: list[bool] = []
            at_once(*[lambda c=code, now=at, kept=proofs: kept.append(service.proves(anna.id, c, at=now))] * 4)
            assert sorted(proofs) == [False, False, False, True]


def test_a_look_is_noted_with_its_network_even_when_the_page_refuses(crowded: Flask) -> None:
    with crowded.app_context():
        anna, browser = makers.a_person("Anna"), crowded.test_client()
        makers.enter(browser, anna)
        browser.get("/desk", environ_base={"REMOTE_ADDR": "192.0.2.77"})
    with crowded.app_context():
        [stay] = queries.live_sign_ins(anna.id, at=clock.now())
        assert (stay.place, stay.last_seen_at is not None) == ("192.0.2.0/24", True)


def test_two_managers_who_leave_at_once_do_not_leave_nobody(crowded: Flask, at_once: Callable[..., list[str]]) -> None:
    for _ in range(ROUNDS):
        with crowded.app_context():
            anna, carl = makers.a_person("Anna"), makers.a_person("Carl")
            business = makers.a_business("Two heads", member=anna)
            makers._stored(
                Membership(person_id=carl.id, business_id=business.id, role=MemberRole.MANAGER, since=MONDAY)
            )
            ids = [(business.id, anna.id), (business.id, carl.id)]
        verbs = [lambda b=b, p=p: service.end_membership(b, p, by=p, at=MONDAY) for b, p in ids]
        assert at_once(*verbs) == ["done", "last_manager"]
