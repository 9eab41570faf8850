"""The stored matches follow the listings, and both sides hear of a new one once."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from exchange.accounts.models import Permit
from exchange.kernel.jobs import Job
from exchange.kernel.place import Place
from exchange.kernel.trade import Country, Grade, LegalStatus
from exchange.listings import stock
from exchange.listings.models import Account, Cause, ListingState
from exchange.listings.numbering import renumber
from exchange.matching import service
from exchange.matching.models import Match
from tests import makers

MONTH = timedelta(days=30)


def key(offer, need):
    return str(offer.id), str(need.id)


def test_a_new_offer_meets_the_needs_that_wait(pair, grain, feed, stored, session):
    pair(grain)

    assert list(stored()) == [key(grain, feed)]
    score, km = stored()[key(grain, feed)]
    assert 0 < score <= 1000
    assert km == 11.18
    session.refresh(grain)
    assert grain.matched_at == makers.MONDAY


def test_a_new_need_meets_the_offers_that_wait(pair, grain, feed, stored, session):
    pair(feed)

    assert list(stored()) == [key(grain, feed)]
    session.refresh(feed)
    assert feed.matched_at == makers.MONDAY


def test_both_sides_are_told_once_and_sent_to_their_own_listing(pair, grain, feed, told, anna, bram):
    for listing in (grain, feed, grain):
        pair(listing)

    assert [(fact["person"], fact["title"], fact["path"]) for fact in told()] == [
        (anna.id, "Feed for forty cows", f"/offers/{grain.id}#match-{feed.id}"),
        (bram.id, "Spent grain of the week", f"/needs/{feed.id}#match-{grain.id}"),
    ]
    assert told()[0]["place"] == "Roubaix"


def test_running_twice_changes_nothing(pair, grain, feed, session):
    pair(grain)
    before = session.execute(sa.text("SELECT xmin, match.* FROM match")).all()
    pair(grain)
    pair(feed)

    assert session.execute(sa.text("SELECT xmin, match.* FROM match")).all() == before


def test_several_new_matches_are_one_notice_to_a_business(pair, grain, farmyard, told, bram):
    needs = [makers.a_need(farmyard, quantity=tonnes * 1000, title=f"{tonnes} t") for tonnes in (1, 2, 3)]
    pair(grain)

    to_the_farm = [fact for fact in told() if fact["person"] == bram.id]
    assert [(fact["own"], fact["others"], fact["path"]) for fact in to_the_farm] == [
        ("1 t", 2, f"/needs/{needs[0].id}#match-{grain.id}")
    ]
    assert len(told()) == 2


def test_a_withdrawn_offer_matches_nothing_any_more_and_is_not_told_again(pair, grain, feed, stored, told, session):
    pair(grain)
    grain.state = ListingState.WITHDRAWN
    session.flush()
    pair(grain)
    assert stored() == {}

    grain.state = ListingState.PUBLISHED
    session.flush()
    pair(grain)
    assert list(stored()) == [key(grain, feed)]
    assert len(told()) == 2


def test_less_stock_is_worth_less(pair, grain, feed, stored):
    pair(grain)
    before = stored()[key(grain, feed)][0]
    stock.move(grain.id, Decimal(500), Account.FREE, Account.COMMITTED, cause=Cause.AGREED, at=makers.MONDAY)
    pair(grain)

    assert stored()[key(grain, feed)][0] == before - 38  # of 150 points: 75 for a half, 37 for a quarter


def test_a_need_that_is_partly_covered_wants_less(pair, grain, feed, stored, session):
    pair(feed)
    before = stored()[key(grain, feed)][0]
    feed.covered_kg = Decimal(1000)
    session.flush()
    pair(feed)

    assert stored()[key(grain, feed)][0] > before


def test_the_same_business_never_meets_itself(pair, grain, brewhouse, stored):
    makers.a_need(brewhouse)
    pair(grain)

    assert stored() == {}


def test_c1_another_material_does_not_fit(pair, grain, farmyard, stored):
    makers.a_need(farmyard, "metal.steel")
    pair(grain)

    assert stored() == {}


def test_c1_a_family_takes_what_lies_under_it(pair, grain, farmyard, stored):
    makers.a_need(farmyard, "food")
    pair(grain)

    assert len(stored()) == 1


def test_c1_a_substitute_fits_with_its_condition(pair, brewhouse, farmyard, flags):
    slag = makers.a_lot(brewhouse, "metal.slag")
    makers.a_need(farmyard, "construction.natural_aggregate")
    renumber()
    pair(slag)

    [(kind, values)] = flags()
    assert (kind, values["condition"]) == ("substitution", "Aged slag, swelling checked")


def test_c2_the_sphere_decides_to_the_metre(pair, brewhouse, farmyard, stored):
    """11.195 km: within reach of 12 but not of 11, from either side."""
    makers.a_need(farmyard, collects_within_km=11)
    near = makers.a_lot(brewhouse)
    pair(near)
    assert stored() == {}

    carried = makers.a_lot(brewhouse, delivers_within_km=12)
    pair(carried)
    assert [offer for offer, _ in stored()] == [str(carried.id)]


def test_c2_at_one_place_nobody_needs_to_go_anywhere(pair, brewhouse, farm, stored):
    next_door = makers.a_site(farm, makers.LILLE)
    need = makers.a_need(next_door, collects_within_km=0)
    pair(makers.a_lot(brewhouse))
    pair(need)

    assert [km for _, km in stored().values()] == [0.0]


def test_c3_windows_must_meet(pair, grain, farmyard, stored):
    makers.a_need(farmyard, wanted_from=makers.TODAY - MONTH, wanted_until=makers.TODAY - timedelta(days=1))
    pair(grain)
    assert stored() == {}

    makers.a_need(farmyard, wanted_from=makers.TODAY - MONTH, wanted_until=makers.TODAY)
    pair(grain)
    assert len(stored()) == 1


@pytest.mark.parametrize(
    "facts", [{"minimum_kg": makers.kg(1001)}, {"is_whole_lot": True, "quantity": 2001}], ids=["call-off", "whole lot"]
)
def test_c4_both_smallest_lots_must_be_met(pair, brewhouse, farmyard, stored, facts):
    makers.a_need(farmyard, quantity=2000 if "quantity" in facts else 1000)
    pair(makers.a_lot(brewhouse, **{"quantity": 5000, **facts}))

    assert stored() == {}


def test_c5_a_price_above_the_limit_only_fits_where_somebody_negotiates(pair, brewhouse, farmyard, stored):
    makers.a_need(farmyard, highest_eur_per_t=Decimal(20))
    pair(makers.a_lot(brewhouse, price_eur_per_t=Decimal(21)))
    assert stored() == {}

    pair(makers.a_lot(brewhouse, price_eur_per_t=Decimal(21), is_negotiable=True))
    assert len(stored()) == 1


def test_c6_too_worn_does_not_fit(pair, grain, farmyard, stored):
    makers.a_need(farmyard, lowest_grade=Grade.NEW)
    pair(grain)

    assert stored() == {}


def test_c7_waste_goes_where_a_verified_permit_covers_its_code(
    pair, brewhouse, farmyard, stored, session, mona, flags
):  # fmt: skip
    waste = makers.a_lot(brewhouse, legal_status=LegalStatus.WASTE, waste_code="020304")
    makers.a_need(farmyard)
    permit = Permit(
        site_id=farmyard.id, rubric="2781", reference="A-1", waste_codes=["020304"],
        valid_until=makers.TODAY - timedelta(days=1), created_at=makers.MONDAY, verified_at=makers.MONDAY,
        verified_by=mona.id,
    )  # fmt: skip
    session.add(permit)
    pair(waste)
    assert stored() == {}, "a permit that has run out"

    permit.valid_until, permit.verified_at, permit.verified_by = makers.TODAY, None, None
    session.flush()
    pair(waste)
    assert stored() == {}, "a permit that nobody has seen"

    permit.verified_at, permit.verified_by = makers.MONDAY, mona.id
    session.flush()
    pair(waste)
    assert [kind for kind, _ in flags()] == ["permit"]


def test_c7_a_need_may_refuse_a_legal_status(pair, grain, farmyard, stored):
    makers.a_need(farmyard, accepted_statuses=[LegalStatus.PRODUCT])
    pair(grain)

    assert stored() == {}


def test_c8_a_suspended_business_matches_nobody(pair, grain, feed, farm, stored, session):
    pair(grain)
    makers.suspend(farm)
    pair(grain)

    assert stored() == {}


def test_a_border_on_the_way_is_flagged(pair, grain, farm, flags):
    across = makers.a_site(farm, makers.TOURNAI, country=Country.BE)
    makers.a_need(across)
    pair(grain)

    assert flags() == [("border", {"from": "FR", "to": "BE", "is_waste": False})]


def test_matching_everything_equals_the_single_jobs(pair, grain, feed, farm, stored, in_one_go, told):
    makers.a_need(makers.a_site(farm, Place(50.5, 3.0)), "food", quantity=300)
    pair(grain)
    single = stored()
    assert in_one_go(service.match_all, at=makers.MONDAY) == len(single) == 2
    assert stored() == single
    assert len(told()) == 2


def test_matching_everything_retires_what_no_longer_fits(grain, feed, stored, in_one_go, session):
    in_one_go(service.match_all, at=makers.MONDAY)
    feed.state = ListingState.PAUSED
    session.flush()
    in_one_go(service.match_all, at=makers.MONDAY)

    assert stored() == {}


def test_an_offer_that_does_not_exist_is_paired_with_nothing(in_one_go, session, feed):
    in_one_go(service.pair_offer, feed.id, at=makers.MONDAY)

    assert session.scalar(sa.select(sa.func.count()).select_from(Match)) == 0


def test_a_job_that_dies_leaves_nothing_behind(grain, feed, session, stored, told):
    with pytest.raises(RuntimeError), session.begin_nested():
        service.pair_offer(grain.id, at=makers.MONDAY)
        raise RuntimeError

    assert stored() == {}
    assert told() == []


def test_the_database_refuses_to_have_told_of_what_a_register_saw(pair, grain, feed, session):
    pair(grain)
    session.scalars(sa.select(Match)).one().is_observed = True
    with pytest.raises(IntegrityError, match="observed_ones_are_never_told"):
        session.flush()


def test_an_upgraded_database_has_everything_matched_once(in_one_go, grain, feed, jobs):
    in_one_go(service.catch_up)
    assert (Job.PAIR_ALL, {}) in jobs()

    in_one_go(service.match_all, at=makers.MONDAY)
    in_one_go(service.catch_up)
    assert jobs().count((Job.PAIR_ALL, {})) == 1
