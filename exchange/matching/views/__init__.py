"""Doors of the room for people, by resource."""

from exchange.matching.views import dismissals, matches, near, weights

BLUEPRINTS = (matches.bp, near.bp, dismissals.bp, dismissals.desk, weights.bp)

__all__ = ["BLUEPRINTS"]
