"""Verbs of matching: pair a listing or everything, adjust, put aside and bring back, set the weights."""

from exchange.matching.service.adjusting import Press, adjust
from exchange.matching.service.dismissing import Aside, bring_back, dismiss
from exchange.matching.service.pairing import catch_up, follows, match_all, pair_need, pair_offer
from exchange.matching.service.weighing import StaleWeights, set_weights

__all__ = [
    "Aside", "Press", "StaleWeights", "adjust", "bring_back", "catch_up", "dismiss", "follows", "match_all",
    "pair_need", "pair_offer", "set_weights",
]  # fmt: skip
