"""Verbs of matching: pair a listing with all that fits it, pair everything, tell what is new, adjust, put aside."""

from exchange.matching.service.adjusting import Press, adjust
from exchange.matching.service.dismissing import Aside, bring_back, dismiss
from exchange.matching.service.pairing import catch_up, match_all, pair_need, pair_offer

__all__ = ["Aside", "Press", "adjust", "bring_back", "catch_up", "dismiss", "match_all", "pair_need", "pair_offer"]
