"""The rate limiter: who tries too often waits, whom a review relieves may try more."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from exchange.kernel import clock
from exchange.kernel.engine import aside
from exchange.kernel.refusals import TooMany
from exchange.web import rate

HOUR = timedelta(hours=1)


def tried(app, times, *, address):
    """How many of the tries came through."""
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        for done in range(times):
            try:
                rate.limit("knock:door", address, most=2, per=HOUR)
            except TooMany:
                return done
    return times


@pytest.fixture(scope="module")
def app(make_app):
    """An app that counts as strictly as production does, on a database where counts stay."""
    return make_app("rate", RATE_FACTOR=1)


def test_who_tries_too_often_is_stopped(app):
    assert tried(app, 5, address="192.0.2.1") == 2


def test_a_window_begins_with_its_first_try_and_says_when_it_ends(app):
    address = "192.0.2.4"
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        with pytest.raises(TooMany) as refused:
            for _ in range(3):
                rate.limit("knock:door", address, most=2, per=HOUR)
        assert 3595 <= refused.value.retry_after_s <= 3600

        with aside() as connection:
            connection.execute(sa.update(rate.RateWindow).values(ends_at=clock.now() - timedelta(seconds=1)))
        rate.limit("knock:door", address, most=2, per=HOUR)


def test_a_relieved_address_has_more_tries_and_the_others_have_not(app, in_one_go):
    with app.app_context():
        in_one_go(rate.relieve, "knock", "192.0.2.2", factor=2)
        in_one_go(rate.relieve, "other", "192.0.2.3", factor=2)

    assert tried(app, 9, address="192.0.2.2") == 4
    assert tried(app, 9, address="192.0.2.3") == 2
