"""Terms, their sum, and that better is never worth less."""

import doctest
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.kernel.place import Place
from exchange.kernel.trade import Grade
from exchange.matching.core import weights as module
from exchange.matching.core.facts import Accepted, Side
from exchange.matching.core.verdict import assess, rank
from exchange.matching.core.weights import TermName, Weights
from tests.matching.core.cast import METAL, PALLETS, PROFILES, ROUBAIX, STEEL, a_need, an_offer, compatible_pairs
from tests.matching.core.cast import weights as any_weights

CO2E = st.none() | st.floats(-500, 5000)
MORE_KG = st.decimals(0, 9000, places=3)


def points(verdict):
    return {str(term.name): (term.points, term.maximum) for term in verdict.terms}


def test_a_score_by_hand():
    """Width 4 holds width 1: (4+1)/8 of 300 = 187.5. 10.229 of 30 km: 19771/30000 of 250 = 164.8. 6 of 8 t: 112.5.
    15 common days of 30: 50. (300−100)/(300+100): 50. 500 of 2000 kg/t: 25.
    """
    verdict = assess(an_offer(), a_need(), net_co2e_kg_per_t=500.0)
    assert points(verdict) == {
        "material": (187, 300),
        "distance": (164, 250),
        "quantity": (112, 150),
        "time": (50, 100),
        "price": (50, 100),
        "net_co2e": (25, 100),
    }
    assert verdict.score == 588
    assert verdict.distance_km == 10.229
    assert verdict.terms[1].evidence.values == {"km": 10.229, "of_km": 30}


def test_what_is_not_known_is_left_out_and_said():
    verdict = assess(an_offer(ask_eur_per_t=None), a_need())
    assert verdict.left_out == (TermName.PRICE, TermName.NET_CO2E)
    assert [term.maximum for term in verdict.terms] == [375, 313, 187, 125]  # 312.5 and 187.5: the earlier gets it


def test_the_perfect_pair_has_all_the_points():
    need = a_need(accepts=(Accepted(PROFILES),), place=an_offer().place, wanted_from=None, wanted_kg=Decimal(5000))
    assert assess(an_offer(ask_eur_per_t=Decimal(0)), need, net_co2e_kg_per_t=2000.0).score == 1000


def test_a_substitution_is_never_closer_than_a_named_material():
    swapped = assess(an_offer(), a_need(accepts=(Accepted(PROFILES, "S01", "dry"),)))
    named = assess(an_offer(), a_need(accepts=(Accepted(replace(METAL, end=10_000)),)))
    assert swapped.terms[0].points < named.terms[0].points


@pytest.mark.parametrize("parts", [(1000, 1, -1, 0, 0, 0), (100,) * 6, (0, 0, 0, 0, 500, 500)])
def test_weights_that_do_not_add_up_are_refused(parts):
    with pytest.raises(ValueError, match="eigh"):
        Weights(*parts)


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(module).failed == 0


@given(compatible_pairs(), any_weights(), CO2E)
def test_terms_sum_to_the_score_and_maxima_to_a_thousand(pair, weights, co2e):
    verdict = assess(*pair, weights, co2e)
    assert verdict.is_compatible
    assert sum(term.points for term in verdict.terms) == verdict.score
    assert sum(term.maximum for term in verdict.terms) == 1000
    assert all(0 <= term.points <= term.maximum for term in verdict.terms)
    assert {term.name for term in verdict.terms} | set(verdict.left_out) == set(TermName)


@given(compatible_pairs(), CO2E)
def test_evidence_can_be_sent_to_anyone(pair, co2e):
    for term in assess(*pair, net_co2e_kg_per_t=co2e).terms:
        assert json.dumps(term.evidence.values, default=str)


def _nearer(offer, need, draw):
    share = draw(st.floats(0, 1))
    lat, lon = offer.place.lat, offer.place.lon
    return offer, replace(need, place=Place(lat + (need.place.lat - lat) * share, lon + (need.place.lon - lon) * share))


def _sooner(day, draw):
    return draw(st.none() | st.just(day and day - timedelta(days=draw(st.integers(0, 40)))))


def _later(day, draw):
    return draw(st.none() | st.just(day and day + timedelta(days=draw(st.integers(0, 40)))))


def _ask_less(offer, need, draw):
    ask = offer.ask_eur_per_t
    return replace(offer, ask_eur_per_t=ask if ask is None else ask - draw(MORE_KG)), need


def _pay_more(offer, need, draw):
    highest = need.highest_eur_per_t
    better = draw(st.none() | st.just(highest if highest is None else highest + draw(MORE_KG)))
    return offer, replace(need, highest_eur_per_t=better)


IMPROVEMENTS = {
    "nearer": _nearer,
    "free": lambda o, n, draw: (replace(o, free_kg=o.free_kg + draw(MORE_KG)), n),
    "minimum": lambda o, n, draw: (replace(o, minimum_kg=o.minimum_kg / draw(st.integers(1, 9))), n),
    "smallest lot": lambda o, n, _: (o, replace(n, smallest_lot_kg=Decimal(0))),
    "less wanted": lambda o, n, draw: (
        o,
        replace(n, wanted_kg=max(n.wanted_kg / draw(st.integers(1, 9)), min(o.free_kg, n.wanted_kg))),
    ),
    "delivers": lambda o, n, draw: (replace(o, delivers_within_km=o.delivers_within_km + draw(st.floats(0, 99))), n),
    "collects": lambda o, n, draw: (o, replace(n, collects_within_km=n.collects_within_km + draw(st.floats(0, 999)))),
    "from": lambda o, n, draw: (replace(o, available_from=_sooner(o.available_from, draw)), n),
    "until": lambda o, n, draw: (replace(o, available_until=_later(o.available_until, draw)), n),
    "wanted from": lambda o, n, draw: (o, replace(n, wanted_from=_sooner(n.wanted_from, draw))),
    "wanted until": lambda o, n, draw: (o, replace(n, wanted_until=_later(n.wanted_until, draw))),
    "ask": _ask_less,
    "limit": _pay_more,
    "negotiable": lambda o, n, _: (replace(o, is_negotiable=True), replace(n, is_negotiable=True)),
    "condition": lambda o, n, _: (replace(o, condition=o.condition and Grade.NEW), n),
    "accepts more": lambda o, n, _: (o, replace(n, accepts=(*n.accepts, Accepted(o.material)))),
    "accepts steel": lambda o, n, _: (o, replace(n, accepts=(Accepted(STEEL), *n.accepts))),
    "permits": lambda o, n, _: (o, replace(n, permitted_codes=n.permitted_codes | {"170405"})),
}


@pytest.mark.parametrize("attribute", IMPROVEMENTS)
@given(compatible_pairs(), any_weights(), CO2E, st.data())
@settings(max_examples=40)
def test_improving_one_attribute_never_lowers_the_score(attribute, pair, weights, co2e, data):
    better = IMPROVEMENTS[attribute](*pair, data.draw)
    assert assess(*better, weights, co2e).score >= assess(*pair, weights, co2e).score


@given(compatible_pairs(), any_weights(), st.floats(-500, 5000), st.floats(0, 5000))
def test_avoiding_more_carbon_never_lowers_the_score(pair, weights, co2e, more):
    assert assess(*pair, weights, co2e + more).score >= assess(*pair, weights, co2e).score


@given(compatible_pairs(), st.randoms())
def test_the_order_in_which_a_need_names_materials_does_not_matter(pair, random):
    offer, need = pair
    accepts = list(need.accepts)
    random.shuffle(accepts)
    assert assess(offer, replace(need, accepts=tuple(accepts))) == assess(offer, need)


def test_ranking_is_by_score_then_by_the_other_reference_whatever_the_order():
    near, far = a_need(ref="n-9", place=ROUBAIX), a_need(ref="n-1", place=Place(50.75, 3.3))
    twin, deaf = replace(near, ref="n-2"), a_need(ref="n-0", accepts=(Accepted(PALLETS),))
    verdicts = [assess(an_offer(), need) for need in (far, near, deaf, twin)]
    assert [v.need_ref for v in rank(verdicts, Side.OFFER)] == ["n-2", "n-9", "n-1"]
    assert rank(reversed(verdicts), Side.OFFER) == rank(verdicts, Side.OFFER)
    other_way = [assess(an_offer(ref=ref), a_need()) for ref in ("o-2", "o-1")]
    assert [v.offer_ref for v in rank(other_way, Side.NEED)] == ["o-1", "o-2"]


@given(st.lists(compatible_pairs(), min_size=1, max_size=5), any_weights(), st.randoms())
def test_a_pair_has_one_score_from_either_side_and_in_any_order(pairs, weights, random):
    offers = [replace(offer, ref=f"o-{number}") for number, (offer, _) in enumerate(pairs)]
    needs = [replace(need, ref=f"n-{number}") for number, (_, need) in enumerate(pairs)]

    def ranked(side, some, others, judge):
        found = [verdict for one in some for verdict in rank([judge(one, other) for other in others], side)]
        return {(verdict.offer_ref, verdict.need_ref): verdict.score for verdict in found}

    by_offer = ranked(Side.OFFER, offers, needs, lambda offer, need: assess(offer, need, weights))
    random.shuffle(offers)
    random.shuffle(needs)
    assert ranked(Side.NEED, needs, offers, lambda need, offer: assess(offer, need, weights)) == by_offer != {}
