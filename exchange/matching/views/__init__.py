"""Doors of matching for people."""

from exchange.matching.views.lists import bp, flows
from exchange.matching.views.weights import bp as weights

BLUEPRINTS = (bp, flows, weights)

__all__ = ["BLUEPRINTS"]
