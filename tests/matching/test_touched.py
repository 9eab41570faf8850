"""What changes beside the listings touches some of them: exactly those are paired anew, and stand where they should."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from exchange.accounts.models import Business, Permit, Person, Site
from exchange.catalogue import files
from exchange.catalogue import service as catalogue
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.place import Place
from exchange.kernel.refusals import Unprocessable
from exchange.kernel.trade import LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service
from exchange.listings.cells import around
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.placing import here, reach_circle
from exchange.listings.service import touched
from tests import makers
from tests.makers import MONDAY, send
from tests.matching import drafts

DAY = timedelta(days=1)
MIDNIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
"""In Lille the 24th begins an hour before it does in London."""


def a_permit(site: Site, mona: Person, last_day: Any) -> Permit:
    permit = Permit(
        site_id=site.id, rubric="2714", reference="P", waste_codes=["150103"], valid_until=last_day, created_at=MONDAY,
        verified_at=MONDAY, verified_by=mona.id,
    )  # fmt: skip
    with unit_of_work() as current:
        current.add(permit)
    return permit


def pairings(jobs: Any) -> list[tuple[Job, dict[str, str]]]:
    """What waits to be paired, in order."""
    return [(job, told) for job, told in jobs() if job in {Job.PAIR_OFFER, Job.PAIR_NEED}]


def asked(jobs: Any) -> set[str]:
    """Ids of the listings that wait to be paired."""
    return {next(iter(told.values())) for _, told in pairings(jobs)}


def ids(*listings: Any) -> set[str]:
    return {str(listing.id) for listing in listings}


def test_a_suspension_touches_the_live_listings_of_that_business_alone(in_one_go, jobs, brewhouse, farmyard, session):
    lot, need = makers.a_lot(brewhouse, matched_at=MONDAY), makers.a_need(brewhouse, matched_at=MONDAY)
    paused = makers.a_lot(brewhouse, state=ListingState.PAUSED, matched_at=MONDAY)
    other = makers.a_need(farmyard, matched_at=MONDAY)
    in_one_go(touched.of_business, brewhouse.business_id)

    assert asked(jobs) == ids(lot, need)
    for listing in (lot, need, paused, other):
        session.refresh(listing)
    assert [listing.matched_at is None for listing in (lot, need, paused, other)] == [True, True, False, False]


def test_beyond_a_few_thousand_everything_is_asked_for_once(in_one_go, jobs, brewhouse, monkeypatch, session):
    lots = [makers.a_lot(brewhouse, matched_at=MONDAY) for _ in range(3)]
    monkeypatch.setattr(touched, "MOST_ONE_BY_ONE", 2)
    in_one_go(touched.of_business, brewhouse.business_id)

    assert jobs() == [(Job.PAIR_ALL, {})]
    session.refresh(lots[0])
    assert lots[0].matched_at is None


def test_a_moved_site_takes_all_its_listings_along(in_one_go, jobs, brewery, brewhouse, session):
    lot = makers.a_lot(brewhouse, delivers_within_km=20)
    paused, need = makers.a_lot(brewhouse, state=ListingState.PAUSED), makers.a_need(brewhouse)
    elsewhere = makers.a_lot(makers.a_site(brewery))
    stood = elsewhere.place
    brewhouse.lat, brewhouse.lon = 50.9, 2.9
    session.flush()
    in_one_go(touched.of_site, brewhouse.id)

    new = Place(50.9, 2.9)
    for listing in (lot, paused, need, elsewhere):
        session.refresh(listing)
    told = here(around(new))
    for listing in (lot, paused, need):
        assert {name: getattr(listing, name) for name in told if name != "place"} == {
            name: value for name, value in told.items() if name != "place"
        }
    same_circle = sa.select(Offer.reach == sa.cast(reach_circle(around(new), 20), Offer.reach.type)).where(
        Offer.id == lot.id
    )
    assert session.scalar(same_circle)
    assert elsewhere.place == stood
    assert asked(jobs) == ids(lot, need)


def test_a_lot_that_moved_away_is_found_where_it_went(
    in_one_go, pair, run_jobs, grain, feed, brewhouse, stored, session
):
    """The index must preselect it there: before, the copied place stayed behind."""
    far = makers.a_need(makers.a_site(makers.a_business("Far"), Place(50.95, 2.0)), collects_within_km=5)
    pair(grain)
    assert list(stored()) == [(str(grain.id), str(feed.id))]

    brewhouse.lat, brewhouse.lon = 50.95, 2.01
    session.flush()
    in_one_go(touched.of_site, brewhouse.id)
    run_jobs()

    assert list(stored()) == [(str(grain.id), str(far.id))]


def test_a_permit_that_ran_out_touches_needs_paired_before_it_did(jobs, farmyard, mona, session):
    a_permit(farmyard, mona, makers.TODAY)
    before = makers.a_need(farmyard, matched_at=MONDAY)
    makers.a_need(farmyard, matched_at=MIDNIGHT + 2 * touched.AROUND_MIDNIGHT)
    makers.a_need(makers.a_site(makers.a_business("Other")), matched_at=MONDAY)

    with unit_of_work():
        touched.of_permits(at=MIDNIGHT - timedelta(minutes=1))
    assert asked(jobs) == set(), "its last day still counts"

    with unit_of_work():
        touched.of_permits(at=MIDNIGHT + timedelta(minutes=1))
    assert asked(jobs) == ids(before)


def test_what_ran_out_while_nobody_worked_is_caught_up_with_once(jobs, farmyard, mona, session):
    a_permit(farmyard, mona, makers.TODAY)
    need = makers.a_need(farmyard, matched_at=MONDAY)
    weeks_later = MIDNIGHT + 40 * DAY
    for _ in range(3):
        with unit_of_work():
            touched.of_permits(at=weeks_later)
        assert pairings(jobs) == [(Job.PAIR_NEED, {"need_id": str(need.id)})]
    assert asked(jobs) == ids(need)

    need.matched_at = weeks_later
    session.flush()
    with unit_of_work():
        touched.of_permits(at=weeks_later + DAY)
    assert len(pairings(jobs)) == 1


def test_waste_no_longer_fits_once_the_permit_ran_out(brewhouse, farmyard, mona, pair, run_jobs, stored, session):
    a_permit(farmyard, mona, makers.TODAY)
    waste = makers.a_lot(brewhouse, "wood.pallets", legal_status=LegalStatus.WASTE, waste_code="150103")
    need = makers.a_need(farmyard, "wood.pallets")
    pair(waste)
    pair(need)
    assert len(stored()) == 1

    session.execute(sa.update(Permit).values(valid_until=makers.TODAY - 400 * DAY))
    session.execute(sa.update(Need).values(matched_at=MONDAY - 401 * DAY))
    session.commit()
    TASKS[Job.FOLLOW_PERMITS].run()
    run_jobs()
    assert stored() == {}


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, session: Any) -> Any:
    """Load the catalogue with some files other than they are."""

    def run(**changed: Any) -> None:
        for name, rows in changed.items():
            monkeypatch.setattr(files, name, lambda rows=rows: iter(rows))
        monkeypatch.setattr(files, "digest", lambda: repr(sorted(changed)) + str(len(changed.get("substitutions", ()))))
        with unit_of_work():
            catalogue.load(at=MONDAY)

    return run


def test_a_retired_substitution_touches_the_needs_for_what_it_replaced(
    load, jobs, run_jobs, brewhouse, farmyard, session
):
    pallets, wood = makers.a_need(farmyard, "wood.pallets"), makers.a_need(farmyard, "wood")
    pallets.material = service.material_spans(["wood.pallets"])
    makers.a_need(farmyard, "metal.steel")
    makers.a_lot(brewhouse, "packaging.plastic_pallet")
    load(substitutions=[row for row in files.substitutions() if row["code"] != "S16"])

    assert jobs() == [(Job.FOLLOW_SUBSTITUTIONS, {"materials": "wood.pallets"})]
    before = session.scalar(sa.select(Need.material).where(Need.id == pallets.id))
    with unit_of_work():
        touched.of_substitutions(["wood.pallets"])
    assert asked(jobs) == ids(pallets, wood)
    assert len(session.scalar(sa.select(Need.material).where(Need.id == pallets.id))) == len(before) - 1


def test_a_new_substitution_brings_new_matches(load, pair, run_jobs, stored, brewhouse, farmyard):
    slag, need = makers.a_lot(brewhouse, "metal.slag"), makers.a_need(farmyard, "wood.pallets")
    pair(slag)
    assert stored() == {}
    rows = list(files.substitutions())
    load(substitutions=[*rows, {**rows[0], "code": "X1", "replaced_code": "wood", "substitute_code": "metal.slag"}])
    run_jobs()

    assert list(stored()) == [(str(slag.id), str(need.id))]


@pytest.mark.parametrize("name", ["materials", "processes"])
def test_another_tree_or_other_processes_touch_everything(load, jobs, session, name):
    load(**{name: list(getattr(files, name)())[:-1]})

    assert jobs() == [(Job.PAIR_ALL, {})]


def test_other_words_touch_nothing(load, jobs, session):
    load(materials=[{**row, "note": "Said otherwise", "label_nl": "Anders"} for row in files.materials()])

    assert jobs() == []


def test_a_given_up_pairing_is_asked_for_again_at_night(in_one_go, jobs, brewhouse, farmyard, session):
    lost = makers.a_lot(brewhouse)
    makers.a_lot(brewhouse, matched_at=MONDAY)
    makers.a_need(farmyard, state=ListingState.PAUSED)
    in_one_go(touched.of_given_up_jobs)
    in_one_go(touched.of_given_up_jobs)

    assert pairings(jobs) == [(Job.PAIR_OFFER, {"offer_id": str(lost.id)})]


def test_a_site_with_listings_stays_open_and_says_which(
    client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site, session: Any
) -> None:
    lot, need = makers.a_lot(brewhouse, title="Spent grain"), makers.a_need(brewhouse, title="Crates")
    makers.enter(client, anna, brewery)
    session.commit()
    answer = send(client, f"/sites/{brewhouse.id}/closing")
    assert answer.status_code == 409
    assert "2 listings still stand at this site: “Crates”, “Spent grain”." in answer.text

    lot.state, need.state = ListingState.WITHDRAWN, ListingState.PAUSED
    session.commit()
    assert send(client, f"/sites/{brewhouse.id}/closing").status_code == 303
    answer = send(client, f"/needs/{need.id}/resumption")
    assert answer.status_code == 409
    assert "Its site is closed" in answer.text


def test_nobody_posts_at_a_site_that_was_closed_meanwhile(brewhouse, anna, session):
    with unit_of_work():
        brewhouse.closed_at = MONDAY
    with pytest.raises(Unprocessable, match="not_your_site"), unit_of_work():
        service.post_offer(drafts.a_lot(brewhouse.id), by=anna.id, business_id=brewhouse.business_id, at=MONDAY)
