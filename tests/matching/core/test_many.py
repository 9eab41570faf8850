"""Pairs judged by the thousand get the verdicts that they would get one by one."""

import math
from dataclasses import fields

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.matching.core import many
from exchange.matching.core.columns import Between, NeedColumns, OfferColumns, columns_of_need, columns_of_offer
from exchange.matching.core.compatibility import Rule
from exchange.matching.core.verdict import assess
from exchange.matching.core.weights import Weights
from tests.matching.core.cast import a_need, an_offer, compatible_pairs, needs, offers
from tests.matching.core.cast import weights as any_weights


def stacked(kind, rows):
    return kind(**{field.name: np.array([getattr(row, field.name) for row in rows]) for field in fields(kind)})


def by_the_thousand(pairs, weights, co2e=None):
    """The best points under any accepted node, and the haul, of each pair that fits."""
    rows = [(offer, need, accepted) for offer, need in pairs for accepted in need.accepts]
    if not rows:
        return {}
    between = Between(
        np.array([offer.waste_code in need.permitted_codes for offer, need, _ in rows]),
        np.full(len(rows), math.nan if co2e is None else co2e), np.zeros(len(rows)),
    )  # fmt: skip
    judged = many.judge(
        stacked(OfferColumns, [columns_of_offer(offer) for offer, _, _ in rows]),
        stacked(NeedColumns, [columns_of_need(need, accepted) for _, need, accepted in rows]),
        between, weights,
    )  # fmt: skip
    found = {}
    for (offer, need, _), fits, score, haul_m in zip(rows, judged.fits, judged.score, judged.haul_m, strict=True):
        key = offer.ref, need.ref
        if fits:
            found[key] = max(found.get(key, (0, 0)), (int(score), int(haul_m) / 1000))
    return found


def one_by_one(pairs, weights, co2e=None):
    verdicts = [assess(offer, need, weights, co2e) for offer, need in pairs]
    kept = [verdict for verdict in verdicts if set(verdict.failures) <= {Rule.BUSINESS}]
    again = [assess(*apart(pair), weights, co2e) for pair, verdict in zip(pairs, verdicts, strict=True) if verdict in kept]  # fmt: skip  # noqa: E501
    return {(v.offer_ref, v.need_ref): (v.score, v.distance_km) for v in again}


def apart(pair):
    """The same two as different, active businesses: that rule is the caller's."""
    return an_offer(**{**plain(pair[0]), "business_ref": "yard", "is_active": True}), a_need(
        **{**plain(pair[1]), "business_ref": "mill", "is_active": True}
    )


def plain(facts):
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


@given(st.data(), any_weights())
@settings(max_examples=150)
def test_random_populations_get_the_same_verdicts(data, weights):
    offers_ = [data.draw(offers(ref=f"o{number}")) for number in range(4)]
    needs_ = [data.draw(needs(ref=f"n{number}")) for number in range(4)]
    pairs = [(offer, need) for offer in offers_ for need in needs_]

    assert by_the_thousand(pairs, weights) == one_by_one(pairs, weights)


@given(compatible_pairs(), any_weights(), st.none() | st.floats(-500, 5000))
@settings(max_examples=300)
def test_random_compatible_pairs_get_the_same_points(pair, weights, co2e):
    assert by_the_thousand([pair], weights, co2e) == one_by_one([pair], weights, co2e) != {}


def test_one_need_meets_many_offers_without_being_repeated():
    need, lots = a_need(), [an_offer(ref=str(kg), free_kg=kg) for kg in (600, 6000, 60000)]
    one = columns_of_need(need, need.accepts[0])
    judged = many.judge(
        stacked(OfferColumns, [columns_of_offer(lot) for lot in lots]), one, Between(False, math.nan, 0.0), Weights()
    )
    found = {(lot, "need-1"): (int(score), haul_m / 1000) for lot, fits, score, haul_m in
             zip(("600", "6000", "60000"), judged.fits, judged.score, judged.haul_m, strict=True) if fits}  # fmt: skip

    assert found == by_the_thousand([(lot, need) for lot in lots], Weights())
    assert list(found) == [("6000", "need-1"), ("60000", "need-1")]
