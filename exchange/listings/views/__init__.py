"""Doors of the room for people, by resource."""

from exchange.listings.views import materials, needs, offers, photos

BLUEPRINTS = (materials.bp, needs.bp, offers.bp, photos.bp)

__all__ = ["BLUEPRINTS"]
