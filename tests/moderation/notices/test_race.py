"""Several moderators decide about one notice at the same moment: one decision, one statement."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from exchange.accounts.models import StaffRole
from exchange.kernel.orm import session as current_session
from exchange.moderation.models import StatementOfReasons
from exchange.moderation.notices import queries
from exchange.moderation.notices.models import ContentKind
from tests import makers
from tests.moderation.notices.conftest import given

MODERATORS, ROUNDS = 6, 5
REFUSAL = {"outcome": "refused", "answer": "Down.", "ground": "unsafe", "explanation": "Solvent."}


@pytest.fixture(scope="module")
def busy_app(make_app: Callable[..., Flask]) -> Flask:
    return make_app("notice_race")


def race(app: Flask) -> tuple[Counter[int], int]:
    """Half of them hold the notice to be right and half to be wrong; their answers, and the statements made."""
    with app.app_context():
        brewery = makers.a_business(member=makers.a_person("Anna"))
        notice = given(ContentKind.OFFER, makers.a_lot(makers.a_site(brewery)).id)
        people = [makers.a_person(f"Mona {n}", staff=StaffRole.MODERATOR) for n in range(MODERATORS)]
        clients = [makers.enter(app.test_client(), person) for person in people]
    answers: Counter[int] = Counter()
    together = threading.Barrier(MODERATORS)

    def press(number: int) -> None:
        told = REFUSAL if number % 2 else {"outcome": "nothing", "answer": "It is fine."}
        together.wait()
        answers[makers.send(clients[number], f"/desk/reports/{notice.id}/decision", **told).status_code] += 1

    threads = [threading.Thread(target=press, args=[number]) for number in range(MODERATORS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with app.app_context():
        made = sa.select(sa.func.count()).where(StatementOfReasons.business_id == brewery.id)
        decided = queries.notice(notice.id)
        assert decided is not None
        kept = current_session().scalar(made) or 0
        assert kept == (1 if decided.outcome == "refused" else 0), "what was decided is what was done"
        return answers, kept


def test_two_moderators_at_once_make_one_decision(busy_app: Flask) -> None:
    for _ in range(ROUNDS):
        answers, _kept = race(busy_app)
        assert answers == Counter({303: 1, 409: MODERATORS - 1})


def test_without_the_lock_there_would_be_two(busy_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked = queries.notice
    monkeypatch.setattr(queries, "notice", lambda notice_id, **_: unlocked(notice_id))

    assert any(race_without_lock(busy_app) > 1 for _ in range(ROUNDS * 2))


def race_without_lock(app: Flask) -> int:
    """How many were told that they decided."""
    try:
        return race(app)[0][303]
    except AssertionError:
        return 2
