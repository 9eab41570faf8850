"""A kept search wakes its person when something new answers it: exactly then, once, and never for one's own."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from exchange.accounts.models import Business, Person, Site
from exchange.catalogue import queries as catalogue
from exchange.kernel.jobs import Job
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.listings.models import ListingState, SearchHit
from exchange.listings.saved import service
from exchange.listings.search.criteria import read_criteria
from exchange.listings.search.spoken import name_of
from exchange.notices.models import Cadence, Notice
from tests import makers
from tests.listings import typed
from tests.listings.saved.conftest import Keep
from tests.makers import MONDAY, enter, send

Wake = Callable[[Any], int]
Heard = Callable[[Person], list[tuple[str, str]]]
DRUMS = {"q": "zeppelin drums"}


def test_a_new_lot_wakes_the_search_that_it_answers_once(
    keep: Keep, wake: Wake, heard: Heard, bram: Person, farm: Business, brewhouse: Site
) -> None:
    keep(bram, {"material": "food"}, name="Fodder")
    keep(bram, {"material": "metal"}, name="Iron")
    grain = makers.a_lot(brewhouse, title="Spent grain")

    assert [wake(grain), wake(grain)] == [1, 0]
    assert heard(bram) == [("Fodder", "Spent grain")]


def test_what_was_there_when_it_was_saved_is_no_news_even_when_it_is_edited(
    keep: Keep, wake: Wake, heard: Heard, bram: Person, brewhouse: Site, session: Session
) -> None:
    grain = makers.a_lot(brewhouse)
    keep(bram, {"material": "food"})
    grain.title = "Other words"
    session.flush()

    assert wake(grain) == 0
    assert heard(bram) == []


def test_a_lot_that_comes_to_answer_by_an_edit_wakes(
    keep: Keep, wake: Wake, bram: Person, brewhouse: Site, session: Session
) -> None:
    lot = makers.a_lot(brewhouse, price_eur_per_t=makers.kg(10))
    keep(bram, {"price": "free"})
    assert wake(lot) == 0

    lot.price_eur_per_t = makers.kg(0)
    session.flush()

    assert wake(lot) == 1


def test_a_need_wakes_searches_for_needs_and_no_others(
    keep: Keep, wake: Wake, heard: Heard, anna: Person, brewhouse: Site, farmyard: Site
) -> None:
    keep(anna, {"kind": "need", "material": "food.spent_grain"}, name="Who feeds")
    keep(anna, {"material": "food.spent_grain"}, name="Who brews")

    assert wake(makers.a_need(farmyard, "food", title="Feed")) == 1
    assert heard(anna) == [("Who feeds", "Feed")]


def test_one_does_not_wake_oneself_nor_one_s_colleagues(
    keep: Keep, wake: Wake, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    keep(anna, {"material": "food"})

    assert wake(makers.a_lot(brewhouse)) == 0


@pytest.mark.parametrize("state", [ListingState.IN_REVIEW, ListingState.PAUSED, ListingState.WITHDRAWN])
def test_what_is_not_public_wakes_nobody(
    keep: Keep, wake: Wake, bram: Person, brewhouse: Site, state: ListingState
) -> None:
    keep(bram, {"material": "food"})

    assert wake(makers.a_lot(brewhouse, state=state)) == 0


def test_a_suspended_business_wakes_nobody(
    keep: Keep, wake: Wake, bram: Person, brewery: Business, brewhouse: Site, session: Session
) -> None:
    keep(bram, {"material": "food"})
    grain = makers.a_lot(brewhouse)
    makers.suspend(brewery)

    assert wake(grain) == 0


def test_a_person_with_several_searches_hears_once_of_one_lot_by_the_most_urgent(
    keep: Keep, wake: Wake, heard: Heard, bram: Person, brewhouse: Site, session: Session
) -> None:
    keep(bram, {"material": "food"}, name="Each week", cadence=Cadence.WEEKLY)
    keep(bram, {"price": "free"}, name="Each day", cadence=Cadence.DAILY)

    assert wake(makers.a_lot(brewhouse, title="Grain")) == 2
    assert heard(bram) == [("Each day", "Grain")]
    assert session.scalars(sa.select(Notice.cadence)).all() == [Cadence.DAILY]


def test_a_paused_search_sleeps_and_what_came_meanwhile_is_no_news_later(
    keep: Keep, wake: Wake, bram: Person, brewhouse: Site, in_one_go: Callable[..., Any]
) -> None:
    search = keep(bram, {"material": "food"})
    in_one_go(service.pause, search.id, by=bram.id, at=MONDAY)
    asleep = makers.a_lot(brewhouse)
    assert wake(asleep) == 0

    in_one_go(service.resume, search.id, by=bram.id)

    assert wake(asleep) == 0
    assert wake(makers.a_lot(brewhouse)) == 1


def test_words_are_understood_anew_after_a_new_catalogue(
    keep: Keep, wake: Wake, bram: Person, brewhouse: Site, session: Session
) -> None:
    search = keep(bram, {"q": "europallet"})
    understood = search.meant
    search.meant, search.meant_by = [], search.meant_by - 1
    session.flush()

    assert wake(makers.a_lot(brewhouse, "wood.pallets.epal", title="Stapel")) == 1
    assert search.meant == understood != []


def test_the_job_is_asked_for_with_the_change_and_does_the_same(
    client: FlaskClient, keep: Keep, heard: Heard, anna: Person, brewery: Business, brewhouse: Site, bram: Person,
    run_jobs: Callable[[], None],
) -> None:  # fmt: skip
    keep(bram, {"q": "drêches"}, name="Drêches")
    enter(client, anna, brewery)
    send(client, "/offers", **typed.a_lot(brewhouse))
    run_jobs()

    assert heard(bram) == [("Drêches", "Drêches de brasserie")]


def test_what_a_moderator_publishes_or_its_owner_resumes_asks_for_it(
    brewhouse: Site, anna: Person, jobs: Callable[[], list[Any]], in_one_go: Callable[..., Any]
) -> None:
    waiting = makers.a_lot(brewhouse, state=ListingState.IN_REVIEW, published_at=None)
    in_one_go(listings.publish_offer, waiting.id, at=MONDAY)
    own = {"by": anna.id, "business_id": brewhouse.business_id, "at": MONDAY}
    in_one_go(listings.pause_offer, waiting.id, **own)
    in_one_go(listings.resume_offer, waiting.id, **own)

    asked = [arguments for job, arguments in jobs() if job is Job.WAKE_SEARCHES]
    assert asked[0] == asked[-1] == {"kind": "offer", "listing_id": str(waiting.id)}


def test_the_database_refuses_to_wake_twice_even_if_we_do_not(
    keep: Keep, wake: Wake, bram: Person, brewhouse: Site, session: Session
) -> None:
    search = keep(bram, {"material": "food"})
    lot = makers.a_lot(brewhouse)
    wake(lot)

    with pytest.raises(IntegrityError, match="search_hit_search_id_offer_id_key"), unit_of_work() as current:
        current.add(SearchHit(search_id=search.id, offer_id=lot.id, woke_at=MONDAY))


def test_saving_the_same_search_twice_keeps_one_and_other_orders_are_the_same(keep: Keep, bram: Person) -> None:
    first = keep(bram, {"material": "food", "sort": "cheapest"})

    assert keep(bram, {"sort": "newest", "material": "food"}).id == first.id


def test_a_search_is_called_by_its_bare_words_so_that_sentences_quote_them_once(session: Session) -> None:
    known = catalogue.current()
    asked = read_criteria(MultiDict({"q": "pallets", "sort": "newest"}), "en", known.materials)

    assert name_of(asked, known, "en") == "pallets"
