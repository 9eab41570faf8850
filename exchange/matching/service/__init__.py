"""Verbs of matching: pair a listing with all that fits it, pair everything, tell what is new."""

from exchange.matching.service.pairing import match_all, pair_need, pair_offer

__all__ = ["match_all", "pair_need", "pair_offer"]
