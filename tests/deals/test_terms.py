"""What terms can say beside quantity and price per tonne: a price for all, and the time of the first load."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals import service
from exchange.deals.core.settlement import LineKind, PriceForAll, accepted
from exchange.deals.models import Deal, DealTerms, Hauler, MovementState
from exchange.deals.service import Party, ProposalDraft, SlotDraft, TermsDraft, quantities
from exchange.deals.service.owing import standing_eur
from exchange.journal.queries import history
from exchange.kernel import clock
from exchange.kernel.refusals import Refusal
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.deals.acts import TUESDAY, Acts
from tests.makers import MONDAY

WHEN = SlotDraft(TUESDAY, TUESDAY + timedelta(hours=1))
"""Tuesday from ten to eleven."""


def draft(quantity: int = 300, price_eur: str | None = "100", slot: SlotDraft | None = None) -> TermsDraft:
    """A price for all of it."""
    return TermsDraft(
        Decimal(quantity), Decimal(0), Hauler.TAKER, price_eur=Decimal(price_eur) if price_eur else None, slot=slot
    )


def proposed(acts: Acts, terms: TermsDraft, by: Party | None = None) -> Deal:
    with unit_of_work():
        return service.propose(ProposalDraft(acts.offer_id, terms), by=by or acts.taker, at=MONDAY)


eur = st.decimals(min_value=-10_000, max_value=10_000, places=2)
kg = st.decimals(min_value="0.001", max_value=1_000_000, places=3)


@given(eur, kg, st.decimals(min_value=0, max_value=200, places=2))
def test_lines_of_a_price_for_all_add_up_to_it_in_proportion(
    price: Decimal, quantity: Decimal, percent: Decimal
) -> None:
    for_all = PriceForAll(price, quantity)
    lines = accepted(quantity, for_all.eur_per_t, percent, for_all)
    exact = price * percent / 100
    assert abs(sum(line.amount_eur for line in lines) - exact) <= Decimal("0.005")


@given(eur, kg)
def test_all_of_it_at_full_quality_costs_exactly_what_was_said(price: Decimal, quantity: Decimal) -> None:
    for_all = PriceForAll(price, quantity)
    assert sum(line.amount_eur for line in accepted(quantity, for_all.eur_per_t, for_all=for_all)) == price


def test_a_price_for_all_is_kept_with_what_a_tonne_costs_then(acts: Acts) -> None:
    deal = proposed(acts, draft())
    assert (deal.current.price_eur, deal.current.price_eur_per_t) == (Decimal(100), Decimal("333.33"))


@pytest.mark.parametrize(("weight", "owed"), [(300, "100.00"), (150, "50.00"), (299, "99.67")])
def test_what_was_agreed_for_all_is_owed_to_the_cent_and_in_proportion(acts: Acts, weight: int, owed: str) -> None:
    deal = proposed(acts, draft())
    acts.accept(deal)
    acts.through(deal, weight)
    assert standing_eur(deal, deal.movements[0]) == Decimal(owed)


def test_the_cent_that_a_rounded_tonne_loses_stands_as_a_line_of_its_own(acts: Acts) -> None:
    lines = accepted(Decimal(3000), Decimal("33.33"), for_all=PriceForAll(Decimal(100), Decimal(3000)))
    assert [(line.kind, str(line.amount_eur)) for line in lines] == [
        (LineKind.PRICE, "99.99"), (LineKind.ROUNDING, "0.01"),
    ]  # fmt: skip


@pytest.mark.parametrize(("price", "quantity_kg"), [("0.01", 10_000), ("-0.01", 10_000), ("99999", 1), ("-999", 1)])
def test_a_price_for_all_that_no_tonne_has_is_refused(acts: Acts, price: str, quantity_kg: int) -> None:
    with pytest.raises(Refusal, match="price_out_of_bounds"):
        quantities.price_per_tonne(draft(price_eur=price), Decimal(quantity_kg))


def test_who_accepts_terms_with_a_time_agrees_to_it(acts: Acts) -> None:
    deal = proposed(acts, draft(slot=WHEN))
    acts.accept(deal)
    load = deal.movements[0]
    assert (load.state, load.slot_start, load.slot_end) == (MovementState.SCHEDULED, WHEN.start, WHEN.end)
    assert [entry.verb for entry in history("deal", deal.id)] == ["proposed", "accepted", "slot_agreed"]
    assert (deal.steps, deal.turn_of) == (3, acts.giver.business_id)


def test_a_time_that_has_passed_by_the_agreement_falls_away(acts: Acts) -> None:
    deal = proposed(acts, draft(slot=SlotDraft(MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=2))))
    with unit_of_work():
        service.accept(deal.id, version=1, by=acts.giver, at=MONDAY + timedelta(hours=1))
    load = deal.movements[0]
    assert (load.state, load.slot_start, deal.turn_of) == (MovementState.PLANNED, None, acts.taker.business_id)


def test_a_time_outside_the_hours_of_a_site_is_not_put_on_the_table(
    acts: Acts, brewhouse: Site, session: Session
) -> None:
    brewhouse.opening_hours = {"0": [["08:00", "12:00"]]}
    session.commit()
    with pytest.raises(Refusal, match="outside_hours"):
        proposed(acts, draft(slot=WHEN))
    assert session.scalar(sa.select(sa.func.count()).select_from(Deal)) == 0


def test_the_database_keeps_half_a_slot_and_a_price_against_its_sign_out(acts: Acts, session: Session) -> None:
    deal = proposed(acts, draft())
    said = {
        column.key: getattr(deal.current, column.key) for column in sa.inspect(DealTerms).columns if column.key != "id"
    }
    for changed, name in (
        ({"slot_start": TUESDAY}, "slot_is_whole"),
        ({"slot_start": TUESDAY, "slot_end": MONDAY}, "slot_ends_after_it_begins"),
        ({"price_eur": Decimal(-5)}, "price_for_all_has_a_price_per_tonne"),
    ):
        session.add(DealTerms(**{**said, "version": 2, **changed}))
        with pytest.raises(sa.exc.IntegrityError, match=name):
            session.flush()
        session.rollback()


def test_a_page_takes_a_price_for_all_and_a_time_and_shows_both_beside_the_terms(
    client: FlaskClient, acts: Acts, session: Session, bram: Person, farm: Business
) -> None:
    bram.language = "en"
    session.commit()
    farmer = makers.enter(client, bram, farm)
    said = {"offer_id": str(acts.offer_id), "quantity": "300", "price": "100", "price_for": "all", "hauler": "taker"}
    day = {"first_slot-day": (clock.today() + timedelta(days=2)).isoformat()}
    half = makers.send(farmer, "/deals", **said, **day, lasts="14")
    assert half.status_code == 422
    assert "Give the day and both times, or leave all three open." in half.text
    assert f'value="{day["first_slot-day"]}"' in half.text, "what was typed is kept"

    times = {"first_slot-starts": "10:00", "first_slot-ends": "11:30"}
    answer = makers.send(farmer, "/deals", **said, **day, **times, lasts="14")
    assert answer.status_code == 303
    page = farmer.get(answer.location).text
    assert "100\xa0€ for all of it" in page or "100 € for all of it" in page
    assert "333.33" in page
    assert "10:00" in page
    assert "11:30" in page


def test_a_counter_begins_with_what_is_on_the_table(
    client: FlaskClient, acts: Acts, anna: Person, brewery: Business
) -> None:
    ahead = clock.now() + timedelta(days=3)
    deal = proposed(acts, draft(slot=SlotDraft(ahead, ahead + timedelta(hours=1))))
    page = makers.enter(client, anna, brewery).get(f"/deals/{deal.id}").text
    assert '<option selected value="all">' in page
    assert f'value="{ahead.astimezone(clock.zone()):%Y-%m-%d}"' in page
