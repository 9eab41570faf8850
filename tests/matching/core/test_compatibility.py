"""Each rule alone: the pair passes, one fact changes, exactly that rule fails."""

from datetime import timedelta
from decimal import Decimal

import pytest

from exchange.kernel.trade import Grade, LegalStatus
from exchange.matching.core.compatibility import Rule, accepted_as, failing_rules
from exchange.matching.core.facts import Accepted
from exchange.matching.core.verdict import FlagKind, assess
from tests.matching.core.cast import (
    COPPER,
    LILLE,
    METAL,
    MONDAY,
    MOUSCRON,
    PALLETS,
    PROFILES,
    STEEL,
    WOOD,
    a_need,
    an_offer,
)

WASTE = {"legal_status": LegalStatus.WASTE, "waste_code": "170405"}


def test_the_cast_suits_each_other():
    assert failing_rules(an_offer(), a_need()) == ()


@pytest.mark.parametrize(
    ("offer", "need", "rule"),
    [
        ({"material": COPPER}, {}, Rule.MATERIAL),
        ({"material": METAL}, {}, Rule.MATERIAL),
        ({}, {"accepts": ()}, Rule.MATERIAL),
        ({}, {"collects_within_km": 10.228}, Rule.DISTANCE),
        ({"available_until": MONDAY + timedelta(days=44)}, {}, Rule.WINDOW),
        ({"free_kg": Decimal(0)}, {}, Rule.QUANTITY),
        ({"free_kg": Decimal("999.999")}, {}, Rule.QUANTITY),
        ({"minimum_kg": Decimal("6000.001")}, {}, Rule.QUANTITY),
        ({"minimum_kg": Decimal(0), "free_kg": Decimal(0)}, {"smallest_lot_kg": Decimal(0)}, Rule.QUANTITY),
        ({"ask_eur_per_t": Decimal("300.01")}, {}, Rule.PRICE),
        ({"ask_eur_per_t": Decimal(-10)}, {"highest_eur_per_t": Decimal(-11)}, Rule.PRICE),
        ({"condition": Grade.TO_REPAIR}, {}, Rule.CONDITION),
        ({}, {"accepted_statuses": frozenset({LegalStatus.BY_PRODUCT})}, Rule.STATUS),
        (WASTE, {}, Rule.STATUS),
        (WASTE, {"permitted_codes": frozenset({"170407"})}, Rule.STATUS),
        ({"is_active": False}, {}, Rule.BUSINESS),
        ({}, {"is_active": False}, Rule.BUSINESS),
        ({"business_ref": "workshop"}, {}, Rule.BUSINESS),
    ],
)
def test_one_fact_breaks_one_rule(offer, need, rule):
    assert failing_rules(an_offer(**offer), a_need(**need)) == (rule,)


@pytest.mark.parametrize(
    ("offer", "need"),
    [
        ({"delivers_within_km": 11}, {"collects_within_km": 0}),
        ({}, {"place": LILLE, "collects_within_km": 0}),
        ({"available_until": MONDAY + timedelta(days=45)}, {}),
        ({"available_from": None, "available_until": None}, {"wanted_from": None}),
        ({"free_kg": Decimal(1000)}, {}),
        ({"minimum_kg": Decimal(6000)}, {}),
        ({"ask_eur_per_t": Decimal(300)}, {}),
        ({"ask_eur_per_t": Decimal(301), "is_negotiable": True}, {}),
        ({"ask_eur_per_t": Decimal(301)}, {"is_negotiable": True}),
        ({"ask_eur_per_t": None}, {"highest_eur_per_t": Decimal(-50)}),
        ({"ask_eur_per_t": Decimal(900)}, {"highest_eur_per_t": None}),
        ({"condition": None}, {"lowest_grade": Grade.NEW}),
        ({"condition": Grade.SCRAP}, {"lowest_grade": None}),
        (WASTE, {"permitted_codes": frozenset({"170405"})}),
        (WASTE, {"is_observed": True}),
        ({"legal_status": None, "is_observed": True}, {"accepted_statuses": frozenset({LegalStatus.PRODUCT})}),
    ],
)
def test_just_enough_is_enough(offer, need):
    assert failing_rules(an_offer(**offer), a_need(**need)) == ()


def test_the_closest_accepted_node_counts_whatever_the_order():
    wide, close, swap = Accepted(METAL), Accepted(STEEL), Accepted(PROFILES, "S03", "aged")
    assert accepted_as(an_offer(), a_need(accepts=(swap, wide, close))) == close
    assert accepted_as(an_offer(), a_need(accepts=(close, wide, swap))) == close


def test_a_substitution_lets_in_and_says_its_condition():
    verdict = assess(an_offer(material=PALLETS), a_need(accepts=(Accepted(WOOD, "S07", "heat treated"),)))
    assert verdict.is_compatible
    assert [(flag.kind, flag.values["condition"]) for flag in verdict.flags] == [
        (FlagKind.SUBSTITUTION, "heat treated")
    ]


def test_a_border_on_the_way_is_flagged():
    verdict = assess(an_offer(**WASTE), a_need(place=MOUSCRON, country="BE", permitted_codes=frozenset({"170405"})))
    assert [flag.kind for flag in verdict.flags] == [FlagKind.BORDER, FlagKind.PERMIT]
    assert verdict.flags[0].values == {"from": "FR", "to": "BE", "is_waste": True}


@pytest.mark.parametrize(
    ("need", "near_miss"),
    [
        ({}, None),
        ({"collects_within_km": 4}, Rule.DISTANCE),
        ({"collects_within_km": 4, "highest_eur_per_t": Decimal(20)}, None),
        ({"is_active": False}, None),
        ({"accepts": ()}, None),
    ],
)
def test_a_near_miss_fails_one_soft_rule_only(need, near_miss):
    assert assess(an_offer(), a_need(**need)).near_miss == near_miss


def test_facts_that_contradict_themselves_are_refused():
    with pytest.raises(ValueError, match="no waste code"):
        an_offer(legal_status=LegalStatus.WASTE)
    with pytest.raises(ValueError, match="before it starts"):
        a_need(wanted_until=MONDAY)
