"""What would have to change, and that it would help."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from exchange.kernel.trade import Grade, LegalStatus
from exchange.matching.core.compatibility import Rule, failing_rules
from exchange.matching.core.counterfactual import Unit, apply, changes, counterfactual
from exchange.matching.core.facts import Side
from exchange.matching.core.verdict import assess
from tests.matching.core.cast import COPPER, MONDAY, a_need, an_offer, near_misses, needs, offers


def first_edit(offer, need, rule):
    edit = counterfactual(offer, need, rule).edits[0]
    return edit.side, edit.attribute, edit.value, edit.short_by, edit.unit


def test_six_kilometres_outside_your_reach():
    edit = first_edit(an_offer(), a_need(collects_within_km=4), Rule.DISTANCE)
    assert edit == (Side.NEED, "collects_within_km", 10.23, 6.23, Unit.KM)


def test_the_side_that_goes_farther_already_is_asked_first():
    both = changes(an_offer(delivers_within_km=9), a_need(collects_within_km=4), Rule.DISTANCE)
    assert [change.sides for change in both] == [{Side.OFFER}, {Side.NEED}]


def test_twenty_euro_above_your_limit():
    edit = first_edit(an_offer(ask_eur_per_t=Decimal(320)), a_need(), Rule.PRICE)
    assert edit == (Side.NEED, "highest_eur_per_t", Decimal(320), Decimal(20), Unit.EUR_PER_T)


def test_three_days_too_late():
    offer = an_offer(available_until=MONDAY + timedelta(days=42))
    edit = first_edit(offer, a_need(), Rule.WINDOW)
    assert edit == (Side.OFFER, "available_until", MONDAY + timedelta(days=45), 3, Unit.DAYS)


def test_two_grades_too_worn():
    edit = first_edit(an_offer(condition=Grade.SCRAP), a_need(), Rule.CONDITION)
    assert edit == (Side.NEED, "lowest_grade", Grade.SCRAP, 2, Unit.GRADES)


def test_a_lot_too_small_may_grow_or_be_wanted_smaller():
    ways = changes(an_offer(free_kg=Decimal(900)), a_need(), Rule.QUANTITY)
    assert [[(e.side, e.attribute, e.value) for e in way.edits] for way in ways[:2]] == [
        [(Side.NEED, "smallest_lot_kg", Decimal(900))],
        [(Side.OFFER, "free_kg", Decimal(1000))],
    ]


def test_an_empty_lot_needs_a_gram_at_least():
    offer, need = an_offer(free_kg=Decimal(0), minimum_kg=Decimal(0)), a_need(smallest_lot_kg=Decimal(0))
    assert first_edit(offer, need, Rule.QUANTITY)[1:3] == ("free_kg", Decimal("0.001"))


def test_waste_may_lack_both_the_consent_and_the_permit():
    offer = an_offer(legal_status=LegalStatus.WASTE, waste_code="170405")
    change = counterfactual(offer, a_need(accepted_statuses=frozenset({LegalStatus.PRODUCT})), Rule.STATUS)
    assert [edit.attribute for edit in change.edits] == ["accepted_statuses", "permitted_codes"]


def test_one_business_cannot_become_two():
    assert counterfactual(an_offer(business_ref="workshop"), a_need(), Rule.BUSINESS) is None


def test_a_rule_that_holds_needs_no_change():
    assert changes(an_offer(), a_need(), Rule.PRICE) == ()


def test_another_material_would_have_to_be_accepted():
    change = counterfactual(an_offer(material=COPPER), a_need(), Rule.MATERIAL)
    assert failing_rules(*apply(change, an_offer(material=COPPER), a_need())) == ()


@given(offers(), needs())
def test_each_change_flips_its_rule_and_breaks_no_other(offer, need):
    failing = failing_rules(offer, need)
    for rule in failing:
        ways = changes(offer, need, rule)
        assert ways or (rule is Rule.BUSINESS and offer.business_ref == need.business_ref)
        for change in ways:
            assert set(failing_rules(*apply(change, offer, need))) == set(failing) - {rule}


@given(offers(), needs())
def test_all_changes_together_make_the_pair_pass(offer, need):
    for rule in failing_rules(offer, need):
        change = counterfactual(offer, need, rule)
        if change is None:
            return
        offer, need = apply(change, offer, need)
    assert failing_rules(offer, need) == ()


@given(near_misses())
def test_a_near_miss_is_one_change_away_from_a_match(pair):
    offer, need = pair
    rule = assess(offer, need).near_miss
    assert rule is not None
    ways = changes(offer, need, rule)
    assert ways
    for change in ways:
        assert assess(*apply(change, offer, need)).is_compatible


SMALLER = {
    Unit.KM: 0.001, Unit.KG: Decimal("0.001"), Unit.EUR_PER_T: Decimal("0.01"), Unit.DAYS: timedelta(days=1),
    Unit.GRADES: 1,
}  # fmt: skip


@given(offers(), needs())
@pytest.mark.parametrize("rule", [Rule.DISTANCE, Rule.WINDOW, Rule.QUANTITY, Rule.PRICE, Rule.CONDITION])
def test_a_step_less_would_not_do(rule, offer, need):
    for change in changes(offer, need, rule):
        for number, edit in enumerate(change.edits):
            before = getattr(offer if edit.side is Side.OFFER else need, edit.attribute)
            step = SMALLER[edit.unit]
            lazier = edit.value - step if edit.value > before else edit.value + step
            edits = (*change.edits[:number], type(edit)(edit.side, edit.attribute, lazier), *change.edits[number + 1 :])
            assert rule in failing_rules(*apply(type(change)(rule, edits), offer, need))
