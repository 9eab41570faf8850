"""Two workers plan the same weeks at once: each day gets one load, and no gram is bound twice."""

from functools import partial

import sqlalchemy as sa
from flask import Flask

from exchange.accounts.models import Business, Person
from exchange.deals.models import Movement
from exchange.deals.recurring import queries, service
from exchange.kernel import invariants
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer
from tests.deals.acts import Acts
from tests.deals.test_races import cast, inside, race_app, storm
from tests.deals.test_recurring import draft, follow
from tests.makers import MONDAY, TODAY

__all__ = ["cast", "inside", "race_app"]
WORKERS = 8


def test_workers_at_once_plan_one_load_for_each_day(
    race_app: Flask, cast: tuple[Person, Business, Person, Business, Acts]
) -> None:
    acts = cast[4]
    deal = acts.propose(10)
    acts.accept(deal)
    with unit_of_work():
        rhythm = service.propose(deal.id, draft(25), by=acts.taker, at=MONDAY).id
    with unit_of_work():
        service.agree(deal.id, rhythm, by=acts.giver, at=MONDAY)
    with unit_of_work():
        service.pause(deal.id, TODAY.replace(day=24), by=acts.taker, at=MONDAY)

    storm(race_app, [partial(follow, deal, MONDAY.replace(day=24)) for _ in range(WORKERS)], threads=WORKERS)

    session().expire_all()
    days = [(one.day, one.planned_kg) for one in queries.occurrences(deal.id, TODAY)]
    assert [kg for _, kg in days] == [25, 25, 25, 15]
    waiting = sa.select(sa.func.count()).where(Movement.deal_id == deal.id, Movement.state == "scheduled")
    assert session().scalar(waiting) == 4
    assert session().scalar(sa.select(Offer.free_kg).where(Offer.id == acts.offer_id)) == 0
    assert not any(invariants.broken().values())
