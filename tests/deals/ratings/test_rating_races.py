"""Both sides, and each of them twice, at the same moment: two ratings, one reveal."""

from functools import partial
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

from exchange.accounts.models import Business, Person
from exchange.deals.ratings import service
from exchange.deals.ratings.models import Rating, RatingReveal
from exchange.deals.service import Party
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices.models import Notice
from tests.deals.acts import TUESDAY, Acts
from tests.deals.ratings.conftest import WINDOW
from tests.deals.test_races import cast, inside, race_app, storm

__all__ = ["cast", "inside", "race_app"]
ROUNDS = 10
Cast = tuple[Person, Business, Person, Business, Acts]


def test_both_sides_at_once_are_read_once(race_app: Flask, cast: Cast) -> None:
    *_, acts = cast

    def say(deal_id: UUID, side: Party) -> str:
        with unit_of_work():
            service.rate(deal_id, service.RatingDraft(4, 4, 4), by=side, at=TUESDAY, window=WINDOW)
        return "said"

    for _ in range(ROUNDS):
        deal = acts.propose(5)
        acts.accept(deal)
        acts.through(deal, 5)
        tries = [partial(say, deal.id, side) for side in (acts.giver, acts.taker) * 2]
        session().rollback()

        answers = storm(race_app, tries, threads=len(tries))

        assert sorted(answers) == ["rated_already"] * 2 + ["said"] * 2
        counts = [
            session().scalar(sa.select(sa.func.count()).where(table.deal_id == deal.id))
            for table in (Rating, RatingReveal)
        ]
        told = sa.select(sa.func.count()).where(
            Notice.kind == "deal_ratings_revealed", Notice.path.contains(str(deal.id))
        )
        assert (counts, session().scalar(told)) == ([2, 1], 1), "only the giver's member is on the race's stage"
        session().rollback()
