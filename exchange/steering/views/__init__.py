"""Doors of the room for people."""

from exchange.steering.views import figures, introductions, potential

BLUEPRINTS = (figures.bp, introductions.bp, potential.bp)

__all__ = ["BLUEPRINTS"]
