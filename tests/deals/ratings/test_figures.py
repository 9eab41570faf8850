"""What ratings make of a company's page: averages of many, nothing of one, nothing of what had no name."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from exchange.accounts.models import Business
from exchange.deals.ratings import queries
from exchange.deals.service import Party
from exchange.listings.models import Offer
from tests import makers
from tests.deals.acts import Acts
from tests.deals.ratings.conftest import Say
from tests.queries_counted import at_most

Rated = Callable[..., Party]


@pytest.fixture
def rated(acts: Acts, say: Say) -> Rated:
    """A new taker carries a deal through and rates the brewery; the brewery answers with five."""

    def deal_with(name: str, points: int, *, answered: bool = True) -> Party:
        person = makers.a_person(name)
        business = makers.a_business(f"Ferme {name}", member=person)
        makers.a_site(business, makers.ROUBAIX)
        taker = Party(person.id, business.id)
        deal = acts.propose(50, by=taker)
        acts.accept(deal)
        acts.hand_over(deal)
        acts.weigh(deal, 50, by=taker)
        acts.confirm(deal, 50)
        say(deal, taker, points)
        if answered:
            say(deal, acts.giver, 5)
        return taker

    return deal_with


def test_averages_are_public_once_three_companies_said_something(rated: Rated, brewery: Business) -> None:
    rated("Ada", 5)
    rated("Ben", 4)
    assert queries.public(brewery.id) is None

    rated("Cem", 2)

    with at_most(1):
        points = queries.public(brewery.id)
    assert points is not None
    assert (str(points.described), points.ratings, points.raters) == ("3.7", 3, 3)


def test_one_company_that_says_it_often_is_one_company(acts: Acts, say: Say, brewery: Business) -> None:
    for _ in range(3):
        deal = acts.propose(50)
        acts.accept(deal)
        acts.through(deal, 50)
        say(deal, acts.taker)
        say(deal, acts.giver)

    assert queries.public(brewery.id) is None
    assert queries.own(brewery.id).ratings == 3


def test_what_cannot_be_read_counts_nowhere(rated: Rated, brewery: Business) -> None:
    for name in ("Ada", "Ben", "Cem"):
        rated(name, 1, answered=False)

    assert queries.public(brewery.id) is None
    assert queries.own(brewery.id).ratings == queries.territory().ratings == 0
    assert queries.lowest(at_most=2, size=10) == []


def test_dealings_about_an_anonymous_lot_leave_no_trace_on_its_holder(
    rated: Rated, brewery: Business, grain: Offer, session: Session
) -> None:
    grain.is_anonymous = True
    session.flush()
    takers = [rated(name, 3) for name in ("Ada", "Ben", "Cem")]

    assert queries.public(brewery.id) is None
    assert queries.own(brewery.id).ratings == 3
    assert queries.own(takers[0].business_id).ratings == 1


def test_facilitators_see_the_low_ones_with_names(rated: Rated, brewery: Business) -> None:
    rated("Ada", 5)
    rated("Ben", 2)

    with at_most(1):
        low = queries.lowest(at_most=2, size=10)

    assert [(one.about, one.by, one.lot, one.rating.worst) for one in low] == [
        (brewery.name, "Ferme Ben", "Spent grain", 2)
    ]
