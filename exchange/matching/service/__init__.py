"""Verbs of matching: pair a listing with all that fits it, pair everything, tell what is new, set the weights."""

from exchange.matching.service.pairing import catch_up, match_all, pair_need, pair_offer
from exchange.matching.service.weighing import StaleWeights, set_weights

__all__ = ["StaleWeights", "catch_up", "match_all", "pair_need", "pair_offer", "set_weights"]
