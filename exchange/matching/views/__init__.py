"""Doors of the room for people, by resource."""

from exchange.matching.views import dismissals, matches, near

BLUEPRINTS = (matches.bp, matches.flows, near.bp, dismissals.bp, dismissals.desk)

__all__ = ["BLUEPRINTS"]
