"""What a company's handovers saved: its half for itself with euro, for strangers only from three handovers on."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person
from exchange.deals import credited
from exchange.deals.models import Deal
from exchange.impact import queries as impact
from exchange.impact import service as impact_service
from exchange.listings.models import Offer
from tests.deals.acts import TUESDAY, Acts
from tests.makers import enter, kg

Look = Callable[[Deal | UUID], Deal]


def handed_over(acts: Acts, look: Look, weight: int) -> UUID:
    deal = acts.propose(weight)
    acts.accept(deal)
    acts.propose_slot(deal)
    acts.agree_slot(deal)
    acts.hand_over(deal)
    acts.weigh(deal, weight)
    acts.confirm(deal, weight)
    load = look(deal).load
    assert load is not None
    return load.id


def test_both_sides_shares_sum_to_the_territory_and_follow_a_correction(
    acts: Acts, look: Look, brewery: Business, farm: Business
) -> None:
    """400 kg at 10 €/t cost 4 €, whatever impact learns of the weight; a claim would change that."""
    load_id = handed_over(acts, look, 400)
    impact_service.correct(load_id, mass_kg=kg(300), at=TUESDAY)

    gave, took, whole = credited.own(brewery.id), credited.own(farm.id), impact.total()

    assert gave.total.central_kgco2e + took.total.central_kgco2e == whole.central_kgco2e
    assert gave.total.mass_kg == took.total.mass_kg == whole.mass_kg == 300
    assert (gave.sold_eur, gave.bought_eur, took.sold_eur, took.bought_eur) == (4, 0, 0, 4)


def test_strangers_see_no_figure_that_is_a_single_load(acts: Acts, look: Look, brewery: Business) -> None:
    handed_over(acts, look, 100)
    handed_over(acts, look, 100)
    assert credited.public(brewery.id) is None
    handed_over(acts, look, 100)
    total = credited.public(brewery.id)
    assert total is not None
    assert (total.handovers, total.mass_kg) == (3, 300)


def test_what_was_dealt_without_a_name_stays_out_of_the_public_figures(
    acts: Acts, look: Look, brewery: Business, grain: Offer, session: Session
) -> None:
    for _ in range(3):
        handed_over(acts, look, 100)
    grain.is_anonymous = True
    session.flush()
    assert credited.public(brewery.id) is None


def test_pages_tell_the_figures_and_strangers_no_euro(
    app: Flask, client: FlaskClient, acts: Acts, look: Look, anna: Person, brewery: Business, session: Session
) -> None:
    for _ in range(3):
        handed_over(acts, look, 150)
    session.commit()

    own = _text(enter(app.test_client(), anna, brewery), "/company")
    public = _text(client, f"/companies/{brewery.id}?lang=en")

    assert "What your handovers saved" in own
    assert "4.50 €" in own
    assert "What its handovers saved" in public
    assert "Agreed prices" not in public
    assert 'href="/method"' in public


def _text(browser: FlaskClient, path: str) -> Any:
    return browser.get(path).get_data(as_text=True)
