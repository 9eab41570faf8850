"""A small gift goes to who comes first, with one press, if its giver said so in advance."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals import service
from exchange.deals.models import Deal, DealState
from exchange.deals.service import Party
from exchange.kernel import invariants
from exchange.kernel.refusals import Conflict, Forbidden, Refusal
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Offer
from tests import makers
from tests.deals.acts import Acts
from tests.makers import MONDAY, enter, send

MOST_KG = Decimal(500)
Look = Callable[[Deal | UUID], Deal]


@pytest.fixture
def gift(brewhouse: Site) -> Offer:
    """Forty kilograms for nothing."""
    return makers.a_lot(brewhouse, quantity=40, title="Sacks", price_eur_per_t=0)


def allow(lot: Offer, by: Party) -> None:
    with unit_of_work():
        service.allow_claims(lot.id, most_kg=MOST_KG, by=by, at=MONDAY)


def claim(lot: Offer, by: Party) -> Deal:
    with unit_of_work():
        return service.claim(lot.id, most_kg=MOST_KG, by=by, at=MONDAY)


def test_one_press_agrees_binds_the_stock_and_tells_both(
    gift: Offer, acts: Acts, look: Look, told: Callable[[Person], list[str]], anna: Person
) -> None:
    allow(gift, acts.giver)

    deal = look(claim(gift, acts.taker))

    assert (deal.state, deal.turn_of, deal.steps) == (DealState.AGREED, acts.taker.business_id, 1)
    assert (deal.offer.free_kg, deal.offer.committed_kg, deal.offer.state) == (0, 40, ListingState.EXHAUSTED)
    assert deal.load is not None
    assert told(anna) == ["deal_claimed"]
    assert not any(invariants.broken().values())


def test_who_comes_second_gets_nothing(gift: Offer, acts: Acts) -> None:
    allow(gift, acts.giver)
    claim(gift, acts.taker)

    with pytest.raises(Conflict, match="not_enough_left"):
        claim(gift, acts.taker)


@pytest.mark.parametrize(
    ("facts", "is_allowed"),
    [({}, False), ({"price_eur_per_t": 5}, True), ({"quantity": 501}, True)],
    ids=["no word in advance", "not a gift", "too heavy"],
)
def test_only_small_gifts_whose_giver_said_so(
    facts: dict[str, int], is_allowed: bool, brewhouse: Site, acts: Acts
) -> None:
    lot = makers.a_lot(brewhouse, **{"quantity": 40, "price_eur_per_t": 0, **facts})
    if is_allowed:
        with pytest.raises(Conflict, match="not_claimable"):
            allow(lot, acts.giver)

    with pytest.raises(Conflict, match="not_claimable"):
        claim(lot, acts.taker)


def test_a_word_can_be_taken_back(gift: Offer, acts: Acts) -> None:
    allow(gift, acts.giver)
    with unit_of_work():
        service.end_claims(gift.id, by=acts.giver, at=MONDAY)

    with pytest.raises(Conflict, match="not_claimable"):
        claim(gift, acts.taker)


def test_nobody_else_gives_the_word_and_nobody_claims_from_themselves(gift: Offer, acts: Acts) -> None:
    with pytest.raises(Forbidden, match="not_yours"):
        allow(gift, acts.taker)
    allow(gift, acts.giver)
    with pytest.raises(Forbidden, match="own_lot"):
        claim(gift, acts.giver)


def test_waste_without_a_permit_is_refused_as_in_an_acceptance(brewhouse: Site, acts: Acts) -> None:
    lot = makers.a_lot(brewhouse, quantity=40, price_eur_per_t=0, legal_status="waste", waste_code="020304")
    allow(lot, acts.giver)

    with pytest.raises(Refusal, match="permit_missing"):
        claim(lot, acts.taker)


def test_giver_and_taker_find_their_press_on_the_page(
    gift: Offer,
    client: FlaskClient,
    session: Session,
    anna: Person,
    bram: Person,
    brewery: Business,
    farm: Business,
    farmyard: Site,
) -> None:
    path = f"/offers/{gift.id}"
    giver = enter(client, anna, brewery)
    assert f'action="{path}/claims"' in giver.get(path).text
    assert send(giver, f"{path}/claims").status_code == 303
    assert f'action="{path}/claims/end"' in giver.get(path).text

    taker = enter(client, bram, farm)
    assert f'action="{path}/claim"' in taker.get(path).text
    answer = send(taker, f"{path}/claim")
    assert (answer.status_code, answer.location[:7]) == (303, "/deals/")
    session.expire_all()
    assert f'action="{path}/claim"' not in taker.get(path).text
