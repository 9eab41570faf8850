"""The accounts of a review: one for every role, with the passwords that are printed."""

import pytest
import sqlalchemy as sa

from exchange.accounts.models import Business, Person, StaffRole, Standing
from exchange.accounts.passwords import SHORTEST, is_common
from exchange.demo.reading import cast
from exchange.kernel.orm import session
from exchange.listings.models import ListingState, Offer
from tests.accounts.browsing import sign_in
from tests.demo.test_seed import count, run

PEOPLE = cast("review").people


@pytest.fixture(scope="module")
def reviewed(make_app):
    """As strict as production about tries."""
    app = make_app("reviewed", RATE_FACTOR=1)
    app.said = run(app, "seed", "review")
    return app


@pytest.fixture
def there(reviewed):
    with reviewed.app_context():
        yield reviewed


def test_everybody_comes_in_with_the_printed_password_more_often_than_strangers_may(there):
    printed = {line.split()[0]: line.split()[1] for line in there.said.splitlines()[1:]}
    answers = [sign_in(there.test_client(), email, password).status_code for email, password in printed.items()]
    again = [sign_in(there.test_client(), PEOPLE[0].email, "not this one").status_code for _ in range(5)]

    assert len(printed) == len(PEOPLE)
    assert set(answers) == {303}
    assert set(again) == {422}


def test_other_addresses_have_no_more_tries_than_before(there):
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    tries = []
    for _ in range(11):
        browser = there.test_client()
        browser.environ_base.update(elsewhere)
        tries.append(sign_in(browser, "nobody@navette.example", "not this one").status_code)

    assert tries == [422] * 10 + [429]


def test_repeating_it_prints_the_same_and_adds_nothing(there):
    before = count(Person), count(Business), count(Offer)

    assert run(there, "seed", "review") == there.said
    assert (count(Person), count(Business), count(Offer)) == before


def test_every_role_is_there(there):
    assert set(session().scalars(sa.select(Person.staff_role))) >= set(StaffRole)
    assert count(Business, Business.standing == Standing.SUSPENDED) == 1
    assert count(Offer, Offer.state == ListingState.IN_REVIEW) == 2
    assert count(Person, Person.confirmed_at.is_(None)) == 1


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.email)
def test_passwords_pass_the_products_own_rule(person):
    assert person.password.startswith("navette-")
    assert len(person.password) >= SHORTEST
    assert not is_common(person.password)


def test_a_review_does_not_keep_the_demo_away(there):
    assert "already" not in run(there, "seed", "demo", "--businesses", "4", "--offers", "0", "--needs", "0")
