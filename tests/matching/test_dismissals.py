"""Not for us: gone from one side's list, kept in the other's, told to nobody, and back when asked for."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from exchange.journal import queries as journal
from exchange.kernel.ids import new_id
from exchange.kernel.refusals import Conflict, Forbidden, NotFound
from exchange.listings.models import ListingState
from exchange.matching import service
from exchange.matching.core.facts import Side
from exchange.matching.models import Dismissal, Match, Reason
from exchange.matching.queries import dismissals, matches
from exchange.matching.service import Aside
from exchange.notices.models import Notice
from tests import makers


@pytest.fixture
def matched(pair, grain, feed):
    pair(grain)
    pair(feed)
    return grain, feed


@pytest.fixture
def aside(matched):
    grain, feed = matched
    return Aside(Side.OFFER, grain.id, feed.id)


@pytest.fixture
def put_aside(in_one_go, aside, anna, brewery):
    def put(reason=Reason.PRICE, words=""):
        in_one_go(service.dismiss, aside, reason, words, by=anna.id, business_id=brewery.id, at=makers.MONDAY)

    return put


def listed(side, listing):
    return [
        f.hit.other_id
        for f in matches.ranked(matches.listed(side, listing.id), with_observed=False, day=makers.TODAY).rows
    ]


def test_it_leaves_the_list_of_one_side_only(matched, put_aside, brewery, farm):
    grain, feed = matched
    put_aside()

    assert listed(Side.OFFER, grain) == []
    assert listed(Side.NEED, feed) == [grain.id]
    assert matches.newest(brewery.id, 5, day=makers.TODAY) == []
    assert len(matches.newest(farm.id, 5, day=makers.TODAY)) == 1


def test_it_is_remembered_with_its_reason_and_journalled(matched, put_aside, brewery):
    grain, feed = matched
    put_aside(Reason.OTHER, "Too wet for us")
    [one] = dismissals.of_listing(matches.listed(Side.OFFER, grain.id)).rows

    assert (one.other_id, one.dismissal.reason, one.dismissal.words) == (feed.id, Reason.OTHER, "Too wet for us")
    entry = journal.history("offer", grain.id)[-1]
    assert (entry.verb, entry.business_id) == ("dismissed", brewery.id)
    assert entry.details == {"offer": str(grain.id), "need": str(feed.id), "reason": "other"}
    assert journal.history("need", feed.id) == []


def test_another_reason_replaces_the_first(matched, put_aside):
    put_aside(Reason.PRICE)
    put_aside(Reason.TOO_FAR)

    assert dismissals.counts() == [(Reason.TOO_FAR, 1)]


def test_it_stays_away_when_the_pair_is_judged_anew(matched, put_aside, pair, session):
    grain, feed = matched
    put_aside()
    session.execute(sa.update(Match).values(is_live=False))
    pair(feed)

    assert listed(Side.OFFER, grain) == []


def test_who_put_a_pair_aside_is_not_told_of_it_again(matched, put_aside, pair, session, told):
    grain, _ = matched
    put_aside()
    session.execute(sa.delete(Notice))
    session.execute(sa.update(Match).values(told_at=None))
    pair(grain)

    assert [notice["own"] for notice in told()] == ["Feed for forty cows"]


def test_it_comes_back_when_asked_for_and_only_once(matched, put_aside, aside, in_one_go, anna, brewery):
    grain, feed = matched
    put_aside()
    who = {"by": anna.id, "business_id": brewery.id, "at": makers.MONDAY}
    in_one_go(service.bring_back, aside, **who)

    assert listed(Side.OFFER, grain) == [feed.id]
    assert journal.history("offer", grain.id)[-1].verb == "brought_back"
    with pytest.raises(Conflict, match="not_dismissed"):
        in_one_go(service.bring_back, aside, **who)


def test_nobody_puts_aside_for_others(aside, in_one_go, bram, farm):
    with pytest.raises(Forbidden):
        in_one_go(service.dismiss, aside, Reason.PRICE, "", by=bram.id, business_id=farm.id, at=makers.MONDAY)


def test_what_never_matched_or_only_a_register_knows_cannot_be_put_aside(
    grain, farmyard, in_one_go, anna, brewery, pair
):
    unclaimed = makers.a_site(makers.a_business("Register", standing="unclaimed"), makers.ROUBAIX)
    seen = makers.a_need(unclaimed, quantity=2000, state=ListingState.OBSERVED, observed_ref="E-1")
    pair(seen)
    for need in (makers.a_need(farmyard, "metal"), seen):
        with pytest.raises(NotFound):
            in_one_go(
                service.dismiss, Aside(Side.OFFER, grain.id, need.id), Reason.PRICE, "", by=anna.id,
                business_id=brewery.id, at=makers.MONDAY,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "promise"),
    [
        ({"reason": Reason.OTHER, "words": ""}, "another_reason_has_words"),
        ({"reason": Reason.PRICE, "words": "x" * 501}, "words_are_few"),
    ],
)
def test_the_database_refuses_what_the_form_would(session, matched, anna, facts, promise):
    grain, feed = matched
    session.add(
        Dismissal(
            offer_id=grain.id, need_id=feed.id, side=Side.OFFER, dismissed_by=anna.id, dismissed_at=makers.MONDAY,
            **facts,
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError, match=promise):
        session.flush()


def test_a_side_puts_a_pair_aside_once(session, matched, put_aside, anna):
    grain, feed = matched
    put_aside()
    session.add(
        Dismissal(
            offer_id=grain.id, need_id=feed.id, side=Side.OFFER, reason=Reason.PRICE, dismissed_by=anna.id,
            dismissed_at=makers.MONDAY,
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="dismissal_offer_id_need_id_side_key"):
        session.flush()


def test_the_desk_counts_reasons_and_reads_the_newest_page_by_page(session, grain, farmyard, anna, brewery):
    needs = [makers.a_need(farmyard) for _ in range(dismissals.PAGE + 3)]
    ids = sorted(new_id() for _ in needs)
    for number, need in enumerate(needs):
        session.add(
            Dismissal(
                id=ids[number], offer_id=grain.id, need_id=need.id, side=Side.OFFER, dismissed_by=anna.id,
                reason=Reason.PRICE if number else Reason.SOLVED, dismissed_at=makers.MONDAY,
            )
        )  # fmt: skip
        session.flush()
    first = dismissals.newest()
    rest = dismissals.newest(first.next_cursor)

    assert dismissals.counts() == [(Reason.PRICE, len(needs) - 1), (Reason.SOLVED, 1)]
    read = [one.dismissal.need_id for one in (*first.rows, *rest.rows)]
    assert read == [need.id for need in reversed(needs)]
    assert {one.business for one in first.rows} == {"Brasserie du Fil"}
    assert dismissals.count_of(matches.listed(Side.OFFER, grain.id)) == len(needs)
