"""Doors of the room for people, by resource."""

from exchange.matching.views import matches, weights

BLUEPRINTS = (matches.bp, matches.flows, weights.bp)

__all__ = ["BLUEPRINTS"]
