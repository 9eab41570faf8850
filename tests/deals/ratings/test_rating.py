"""Two sides rate one another blindly, once, and read it at the same moment."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import Session

from exchange.accounts.models import Person
from exchange.deals.models import Deal
from exchange.deals.ratings import queries, service
from exchange.deals.ratings.models import Rating, RatingReveal
from exchange.deals.service import Party
from exchange.kernel import clock
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.refusals import Conflict, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.deals import states
from tests.deals.acts import TUESDAY, Acts
from tests.deals.ratings.conftest import WINDOW, Say
from tests.makers import MONDAY

Look = Callable[[Deal | UUID], Deal]
Told = Callable[[Person], list[str]]


def test_the_second_rating_lets_both_read_and_tells_both_once(
    acts: Acts, say: Say, told: Told, anna: Person, bram: Person
) -> None:
    deal = states.completed(acts)

    say(deal, acts.taker, 5)
    assert queries.revealed_at(deal.id) is None
    assert (told(anna)[-1], told(bram).count("deal_rated")) == ("deal_rated", 0)
    say(deal, acts.giver, 2)

    assert queries.revealed_at(deal.id) == TUESDAY
    assert [told(one).count("deal_ratings_revealed") for one in (anna, bram)] == [1, 1]


def test_one_rating_can_be_read_when_the_time_for_the_other_is_over(
    acts: Acts, say: Say, look: Look, told: Told, anna: Person, bram: Person
) -> None:
    deal = states.completed(acts)
    say(deal, acts.taker)
    closes = look(deal).closed_at
    assert closes is not None
    closes += WINDOW
    assert queries.due(closes - timedelta(seconds=1), WINDOW) == []

    assert queries.due(closes, WINDOW) == [deal.id]
    with unit_of_work():
        assert not service.reveal(deal.id, at=closes - timedelta(seconds=1), window=WINDOW)
        assert service.reveal(deal.id, at=closes, window=WINDOW)
        assert not service.reveal(deal.id, at=closes, window=WINDOW), "twice changes nothing"

    assert queries.due(closes, WINDOW) == []
    assert [told(one).count("deal_ratings_revealed") for one in (anna, bram)] == [1, 1]


def test_who_has_not_rated_is_reminded_once_before_the_time_is_over(
    acts: Acts, say: Say, look: Look, told: Told, anna: Person, bram: Person
) -> None:
    deal = states.completed(acts)
    say(deal, acts.taker)
    closed = look(deal).closed_at
    assert closed is not None
    soon = closed + WINDOW - queries.REMIND_BEFORE
    assert queries.closing(soon - timedelta(seconds=1), WINDOW) == []

    assert queries.closing(soon, WINDOW) == [deal.id]
    with unit_of_work():
        service.remind(deal.id, at=soon, window=WINDOW)
        service.remind(deal.id, at=soon, window=WINDOW)

    assert [told(one).count("deal_rating_reminder") for one in (anna, bram)] == [1, 0]
    assert queries.closing(closed + WINDOW, WINDOW) == []


def test_nothing_said_is_nothing_to_read(acts: Acts) -> None:
    states.completed(acts)

    assert queries.due(MONDAY + timedelta(days=400), WINDOW) == []


def test_the_worker_lets_both_read(acts: Acts, say: Say, session: Session) -> None:
    deal = states.completed(acts)
    say(deal, acts.taker)
    session.execute(sa.update(Deal).values(closed_at=clock.now() - timedelta(days=15)))
    session.commit()

    TASKS[Job.REVEAL_RATINGS].run()
    TASKS[Job.REVEAL_RATINGS].run()

    assert queries.revealed_at(deal.id) is not None


@pytest.mark.parametrize("build", [one for one in states.STATES if one is not states.completed])
def test_only_what_is_completed_is_rated(build: states.Build, acts: Acts, say: Say) -> None:
    deal = build(acts)

    with pytest.raises(Conflict, match="not_rateable"):
        say(deal, acts.taker)


def test_a_rating_is_given_once_in_time_by_a_side(acts: Acts, say: Say, look: Look) -> None:
    deal = states.completed(acts)
    stranger = Party(acts.taker.person_id, makers.a_business("Filature").id)
    with pytest.raises(NotFound):
        say(deal, stranger)
    closes = look(deal).closed_at
    assert closes is not None
    with pytest.raises(Conflict, match="not_rateable"):
        say(deal, acts.taker, at=closes + WINDOW)

    say(deal, acts.taker)

    with pytest.raises(Conflict, match="rated_already"):
        say(deal, acts.taker, 1)


def test_who_did_not_rate_in_time_cannot_answer_what_it_reads(acts: Acts, say: Say, look: Look) -> None:
    deal = states.completed(acts)
    say(deal, acts.taker, 1)
    closes = look(deal).closed_at
    assert closes is not None
    with unit_of_work():
        service.reveal(deal.id, at=closes + WINDOW, window=WINDOW)

    with pytest.raises(Conflict, match="not_rateable"):
        say(deal, acts.giver, 1)


@pytest.mark.parametrize("table", ["rating", "rating_reveal"])
@pytest.mark.parametrize("change", ["UPDATE {} SET at = now()", "DELETE FROM {}"])
def test_nothing_of_it_is_ever_changed(table: str, change: str, acts: Acts, say: Say, session: Session) -> None:
    deal = states.completed(acts)
    say(deal, acts.taker)
    say(deal, acts.giver)

    with pytest.raises(ProgrammingError, match=r"append-only|permission denied"):
        session.execute(sa.text(change.format(table)))


@pytest.mark.parametrize(
    ("wrong", "promise"),
    [
        ({"described": 0}, "described_is_one_to_five"),
        ({"clear": 6}, "clear_is_one_to_five"),
        ({"comment": "x" * 501}, "comment_has_a_length"),
    ],
)
def test_the_database_knows_the_range(wrong: dict[str, object], promise: str, acts: Acts, session: Session) -> None:
    deal = states.completed(acts)
    points = {"described": 3, "punctual": 3, "clear": 3, "comment": "", **wrong}
    session.add(
        Rating(
            deal_id=deal.id, business_id=acts.taker.business_id, about_id=acts.giver.business_id,
            person_id=acts.taker.person_id, at=MONDAY, **points,
        )
    )  # fmt: skip

    with pytest.raises(IntegrityError, match=promise):
        session.flush()


def test_the_database_knows_one_reveal_of_a_deal(acts: Acts, session: Session) -> None:
    deal = states.completed(acts)
    session.add_all([RatingReveal(deal_id=deal.id, at=MONDAY)])
    session.flush()
    session.expunge_all()
    session.add(RatingReveal(deal_id=deal.id, at=TUESDAY))

    with pytest.raises(IntegrityError, match="rating_reveal_pkey"):
        session.flush()
