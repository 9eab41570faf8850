"""Verbs of matching: pair a listing with all that fits it, pair everything, tell what is new."""

from exchange.matching.service.pairing import catch_up, match_all, pair_need, pair_offer

__all__ = ["catch_up", "match_all", "pair_need", "pair_offer"]
