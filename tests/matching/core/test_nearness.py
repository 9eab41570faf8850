"""What is near, in which order, and the change that one side can make and store."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.place import Place
from exchange.matching.core import nearness
from exchange.matching.core.compatibility import SOFT, Rule, failing_rules
from exchange.matching.core.counterfactual import Unit, apply, changes
from exchange.matching.core.facts import Side
from exchange.matching.core.nearness import own_change, share_missing
from exchange.matching.core.verdict import assess
from tests.matching.core.cast import a_need, an_offer, near_misses, needs, offers

MADRID = Place(40.4, -3.7)


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(nearness).failed == 0


def test_a_reach_is_stored_in_whole_kilometres():
    need = a_need(collects_within_km=4)
    [edit] = own_change(an_offer(), need, Rule.DISTANCE, Side.NEED).edits
    assert (edit.attribute, edit.value, edit.short_by) == ("collects_within_km", 11, 6.23)


def test_what_no_column_can_hold_is_not_proposed():
    need = a_need(place=MADRID, collects_within_km=4)
    assert own_change(an_offer(), need, Rule.DISTANCE, Side.NEED) is None


@given(near_misses(), st.sampled_from(Side))
def test_what_one_side_can_store_flips_the_verdict(pair, side):
    rule = assess(*pair).near_miss
    change = own_change(*pair, rule, side)
    if change is None:
        assert all(way.sides != {side} for way in changes(*pair, rule)) or rule is Rule.DISTANCE
        return
    assert change.sides == {side}
    assert assess(*apply(change, *pair)).is_compatible
    assert all(isinstance(edit.value, int) for edit in change.edits if edit.unit is Unit.KM)


@given(offers(), needs())
def test_something_is_missing_exactly_where_a_soft_rule_fails(offer, need):
    failing = failing_rules(offer, need)
    for rule in SOFT - {Rule.PRICE}:
        assert (share_missing(offer, need, rule) > 0) == (rule in failing)
    assert share_missing(offer, need, Rule.PRICE) > 0 or Rule.PRICE not in failing
