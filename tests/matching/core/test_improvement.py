"""What one side could do to fit better: honest, its own, and worth exactly what is promised."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.matching.core.facts import Accepted, Side
from exchange.matching.core.improvement import improved, improvements
from exchange.matching.core.verdict import USUAL, assess
from tests.matching.core.cast import MONDAY, PROFILES, a_need, an_offer, compatible_pairs
from tests.matching.core.cast import weights as any_weights

CO2E = st.none() | st.floats(-500, 5000)
HONEST = {
    Side.OFFER: {"available_until", "free_kg", "ask_eur_per_t"},
    Side.NEED: {"wanted_until", "highest_eur_per_t", "accepts"},
}


def said(offer, need, side):
    """Attribute, new value and gain of each improvement, under the usual weights and without carbon."""
    return [(i.edit.attribute, i.edit.value, i.gain) for i in improvements(offer, need, USUAL, None, side)]


def test_the_holder_could_stay_put_up_more_or_ask_less():
    """Of 1000 without carbon: 15 of 30 days are worth 55 of 111, 6 of 8 t 125 of 167, half the margin 55 of 111."""
    assert said(an_offer(), a_need(), Side.OFFER) == [
        ("available_until", MONDAY + timedelta(days=74), 56),
        ("free_kg", Decimal(8000), 42),
        ("ask_eur_per_t", Decimal(90), 4),
    ]


def test_the_seeker_could_name_the_very_material_or_pay_more():
    assert said(an_offer(), a_need(), Side.NEED) == [
        ("accepts", (*a_need().accepts, Accepted(PROFILES)), 125),
        ("highest_eur_per_t", Decimal(330), 4),
    ]


def test_a_price_above_the_limit_has_to_come_below_it():
    [*_, (attribute, price, _)] = said(an_offer(ask_eur_per_t=Decimal(400), is_negotiable=True), a_need(), Side.OFFER)
    assert (attribute, price) == ("ask_eur_per_t", Decimal(270))


def test_any_price_is_better_than_none_where_no_limit_is_set():
    offer, need = an_offer(ask_eur_per_t=None), a_need(highest_eur_per_t=None)
    gain = next(gain for attribute, _, gain in said(offer, need, Side.OFFER) if attribute == "ask_eur_per_t")
    for price in (Decimal(-5), Decimal(0), Decimal(900)):
        stated = assess(replace(offer, ask_eur_per_t=price), need).score
        assert stated - assess(offer, need).score == gain


def test_nothing_is_better_than_perfect():
    need = a_need(accepts=(Accepted(PROFILES),), place=an_offer().place, wanted_from=None, wanted_kg=Decimal(5000))
    free = an_offer(ask_eur_per_t=Decimal(0))
    assert said(free, need, Side.OFFER) == said(free, need, Side.NEED) == []


def test_a_substitute_is_not_renamed_into_what_is_wanted():
    assert "accepts" not in [name for name, *_ in said(an_offer(), a_need(accepts=(Accepted(PROFILES, "S01", "dry"),)),
                                                       Side.NEED)]  # fmt: skip


def test_who_does_not_fit_has_nothing_to_improve_yet():
    with pytest.raises(ValueError, match="do not fit"):
        improvements(an_offer(free_kg=Decimal(0)), a_need(), USUAL, None, Side.OFFER)


@given(compatible_pairs(), any_weights(), CO2E, st.sampled_from(Side))
def test_applying_an_improvement_gives_exactly_what_it_promises(pair, weights, co2e, side):
    before = assess(*pair, weights, co2e).score
    found = improvements(*pair, weights, co2e, side)
    for improvement in found:
        assert improvement.gain > 0
        assert assess(*improved(improvement.edit, *pair), weights, co2e).score == before + improvement.gain
    assert [i.gain for i in found] == sorted((i.gain for i in found), reverse=True)


@given(compatible_pairs(), CO2E, st.sampled_from(Side))
def test_only_what_the_side_decides_itself_is_named(pair, co2e, side):
    for improvement in improvements(*pair, USUAL, co2e, side):
        assert improvement.edit.side is side
        assert improvement.edit.attribute in HONEST[side]
