"""Several moderators press at the same moment: one decides, the others learn who did."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.accounts.models import StaffRole
from exchange.kernel.orm import session as current_session
from exchange.moderation import queries
from exchange.moderation.models import Review
from tests import makers

MODERATORS = 6
ROUNDS = 10


@pytest.fixture(scope="module")
def busy_app(make_app: Callable[..., Flask]) -> Flask:
    return make_app("desk_race")


def race(app: Flask) -> tuple[Counter[int], int]:
    """All moderators decide on one published lot at once; returns their answers and how many decisions were kept."""
    with app.app_context():
        lot = makers.a_lot(makers.a_site(makers.a_business(member=makers.a_person("Anna"))))
        people = [makers.a_person(f"Mona {n}", staff=StaffRole.MODERATOR) for n in range(MODERATORS)]
        clients = [makers.enter(app.test_client(), person) for person in people]
    answers: Counter[int] = Counter()
    together = threading.Barrier(MODERATORS)

    def press(client: makers.FlaskClient) -> None:
        together.wait()
        answers[makers.send(client, f"/desk/offers/{lot.id}/approval", version=1).status_code] += 1

    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with app.app_context():
        kept = sa.select(sa.func.count()).select_from(Review).where(Review.listing_id == lot.id)
        return answers, current_session().scalar(kept) or 0


def test_a_case_is_decided_once_however_many_press(busy_app: Flask) -> None:
    for _ in range(ROUNDS):
        assert race(busy_app) == (Counter({303: 1, 409: MODERATORS - 1}), 1)


def test_without_the_lock_it_would_be_decided_twice(busy_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "locked_listing", queries.listing)

    assert max(race(busy_app)[1] for _ in range(ROUNDS)) > 1
