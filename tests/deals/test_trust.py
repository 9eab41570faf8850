"""A company's record is counted from what really happened under its name."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.deals import service, trust
from exchange.deals.service import Party
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer
from tests.deals.acts import Acts
from tests.makers import MONDAY

HOUR = timedelta(hours=1)


def decline(acts: Acts, hours: int) -> None:
    """The giver says no after so many hours."""
    deal = acts.propose(10)
    with unit_of_work():
        service.decline(deal.id, "Not now", by=acts.giver, at=MONDAY + hours * HOUR)


def carry_through(acts: Acts) -> None:
    """From a proposal to the confirmed weight."""
    deal = acts.propose(400)
    acts.accept(deal)
    acts.through(deal)


def test_the_middle_answer_counts_each_proposal_once(acts: Acts, giver: Party, taker: Party) -> None:
    for hours in (1, 2, 30):
        decline(acts, hours)
    acts.propose(10)

    record = trust.record_of(giver.business_id)

    assert (record.answered, record.asked, record.median, record.handovers) == (3, 3, 2 * HOUR, 0)
    assert trust.record_of(taker.business_id) == trust.Record(0, 0, None, 0)


def test_what_lapsed_without_a_word_was_asked_and_not_answered(acts: Acts, giver: Party) -> None:
    deal = acts.propose(10)
    with unit_of_work():
        service.expire(deal.id, at=deal.expires_at + HOUR)

    record = trust.record_of(giver.business_id)

    assert (record.answered, record.asked, record.median) == (0, 1, None)


def test_a_confirmed_load_counts_for_both_sides(acts: Acts, giver: Party, taker: Party) -> None:
    carry_through(acts)

    assert [trust.record_of(side.business_id).handovers for side in (giver, taker)] == [1, 1]


def test_dealings_about_an_anonymous_lot_leave_no_trace_on_its_holder(
    acts: Acts, giver: Party, taker: Party, grain: Offer, session: Session
) -> None:
    grain.is_anonymous = True
    session.flush()
    carry_through(acts)

    assert trust.record_of(giver.business_id) == trust.Record(0, 0, None, 0)
    assert trust.record_of(taker.business_id).handovers == 1


def test_the_page_says_it_in_words_and_invents_nothing(client: FlaskClient, acts: Acts, giver: Party) -> None:
    empty = client.get(f"/companies/{giver.business_id}").get_data(as_text=True)
    assert "Usually answers" not in empty

    decline(acts, 3)

    html = client.get(f"/companies/{giver.business_id}").get_data(as_text=True)
    assert "3 hours" in html
    assert "middle of 1 answer<" in html
