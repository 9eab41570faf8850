"""Seeding: what comes about is as real as what people do, and never comes about twice."""

import pytest
import sqlalchemy as sa

from exchange.accounts.models import Business, Permit, Person
from exchange.deals.models import Deal, DealState
from exchange.impact.models import ImpactRecord
from exchange.kernel import invariants
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import snapshot
from exchange.listings.models import ListingState, Need, Offer
from tests.accounts.browsing import sign_in

NOT_OPEN = "!"


def run(app, *words):
    """A command of the app, which must succeed; what it printed on standard output."""
    done = app.test_cli_runner().invoke(args=list(words), catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def count(table, *which):
    return session().scalar(sa.select(sa.func.count()).select_from(table).where(*which))


@pytest.fixture(scope="module")
def territory(make_app):
    """A smaller demo, with every trade and its accounts."""
    app = make_app("seeded")
    sizes = ("--businesses", "40", "--offers", "72", "--needs", "30")
    app.said = run(app, "seed", "demo", *sizes, "--random-seed", "5", "--accounts")
    return app


@pytest.fixture
def there(territory):
    with territory.app_context():
        yield territory


def test_as_much_is_there_as_was_asked_for(there):
    assert (count(Business), count(Offer), count(Need)) == (40, 72, 30)
    assert count(Business, Business.is_demo.is_(False)) == 0


def test_all_that_must_hold_holds(there):
    with snapshot():
        assert {name: lines for name, lines in invariants.broken().items() if lines} == {}


def test_deals_of_the_past_left_weights_and_benefits(there):
    completed = count(Deal, Deal.state == DealState.COMPLETED)
    months = session().scalars(sa.select(sa.func.date_trunc("month", ImpactRecord.at)).distinct()).all()

    assert completed == count(ImpactRecord) >= 3
    assert len(months) >= 2


def test_open_deals_wait_for_somebody_and_the_desk_has_something_to_decide(there):
    assert count(Deal, Deal.turn_of.is_not(None)) >= 3
    assert count(Offer, Offer.state == ListingState.IN_REVIEW) >= 1
    assert count(Permit, Permit.verified_at.is_(None)) >= 1


def test_a_second_time_changes_nothing(there):
    assert "already" in run(there, "seed", "demo")
    assert (count(Business), count(Offer)) == (40, 72)


@pytest.mark.parametrize("who", ["anna", "bram", "mona", "fred"])
def test_the_cast_comes_in_with_what_was_printed(there, who):
    line = next(line for line in there.said.splitlines() if line.startswith(f"{who}@navette.example"))
    email, password = line.split()[:2]

    assert sign_in(there.test_client(), email, password).status_code == 303


def test_nobody_has_the_key_to_the_other_accounts(there):
    cast = [f"{who}@navette.example" for who in ("anna", "bram", "mona", "fred")]
    others = session().scalars(sa.select(Person).where(Person.email.not_in(cast))).all()

    assert {person.password_hash for person in others} == {NOT_OPEN}
    assert not any(person.staff_role or person.confirmed_at for person in others)


def test_a_database_that_somebody_named_gets_no_known_passwords_unless_asked(make_app):
    app = make_app("closed")

    assert run(app, "seed", "demo", "--businesses", "4", "--offers", "0", "--needs", "0") == ""
    with app.app_context():
        assert set(session().scalars(sa.select(Person.password_hash))) == {NOT_OPEN}


def test_the_embedded_database_of_a_newcomer_has_accounts_to_look_around_with(make_app):
    app = make_app("newcomer")
    app.config["EMBEDDED"] = True  # decided after connecting: the test's own server stays

    assert run(app, "seed", "demo", "--businesses", "4", "--offers", "0", "--needs", "0").count("@navette.example") == 4


def test_without_materials_it_says_what_to_do_first(make_app):
    app = make_app("bare")
    app_owner = sa.create_engine(app.config["OWNER_URL"], poolclass=sa.NullPool)
    with app_owner.begin() as owner:
        owner.exec_driver_sql("TRUNCATE catalogue_version CASCADE")
    done = app.test_cli_runner().invoke(args=["seed", "demo"])

    assert done.exit_code == 1
    assert "catalogue load" in done.output
