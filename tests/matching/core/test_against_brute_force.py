"""The core and the written rules, evaluated apart, agree on whole populations."""

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.matching.core.compatibility import failing_rules
from exchange.matching.core.verdict import assess
from exchange.matching.core.weights import TermName
from tests.matching.brute_force import evaluate
from tests.matching.core.cast import a_need, an_offer, compatible_pairs, needs, offers
from tests.matching.core.cast import weights as any_weights


def found_by_the_core(offers_, needs_, **how):
    verdicts = [assess(offer, need, **how) for offer in offers_ for need in needs_]
    return {(v.offer_ref, v.need_ref): (v.score, v.distance_km) for v in verdicts if v.is_compatible}


def test_the_worked_pair_scores_the_same_apart():
    co2e = {("offer-1", "need-1"): 500.0}
    assert evaluate([an_offer()], [a_need()], net_co2e_kg_per_t=co2e) == {("offer-1", "need-1"): (588, 10.229)}


@given(st.data())
@settings(max_examples=150)
def test_random_populations_score_the_same_apart(data):
    offers_ = [data.draw(offers(ref=f"o{number}")) for number in range(4)]
    needs_ = [data.draw(needs(ref=f"n{number}")) for number in range(4)]
    assert found_by_the_core(offers_, needs_) == evaluate(offers_, needs_)


@given(compatible_pairs(), any_weights(), st.floats(-500, 5000))
@settings(max_examples=300)
def test_random_compatible_pairs_score_the_same_apart(pair, weights, co2e):
    offer, need = pair
    assert failing_rules(offer, need) == ()
    apart = evaluate([offer], [need], {str(name): weights.of(name) for name in TermName}, {(offer.ref, need.ref): co2e})
    assert found_by_the_core([offer], [need], weights=weights, net_co2e_kg_per_t=co2e) == apart
