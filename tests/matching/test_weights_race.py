"""Two administrators press at the same moment: one setting counts, the other person is told. This really commits."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa

from exchange.accounts.models import StaffRole
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.matching import service
from exchange.matching.core.weights import Weights
from tests import makers
from tests.makers import MONDAY

ROUNDS, AT_ONCE = 5, 4


def test_of_several_settings_at_once_one_counts(make_app: Any) -> None:
    app = make_app("weights_race")
    with app.app_context():
        ada_id = makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR).id

    def set_one(version: int, points: int) -> bool:
        weights = Weights(time=points, price=200 - points)
        with app.app_context():
            try:
                with unit_of_work():
                    service.set_weights(weights, version=version, reason="Race", by=ada_id, at=MONDAY)
            except service.StaleWeights:
                return False
            return True

    for version in range(ROUNDS):
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            tries = [crowd.submit(set_one, version, 10 * version + n + 1) for n in range(AT_ONCE)]
        assert sorted(one.result() for one in tries) == [False] * (AT_ONCE - 1) + [True]
    with app.app_context():
        jobs = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'pair_all'"
        assert session().scalar(sa.text("SELECT max(version) FROM score_weights")) == ROUNDS
        assert session().scalar(sa.text(jobs)) == 1
