"""Doors of the room for people, by resource."""

from exchange.listings.views import activity, materials, needs, offers, papers, photos

BLUEPRINTS = (activity.bp, materials.bp, needs.bp, offers.bp, papers.bp, photos.bp)

__all__ = ["BLUEPRINTS"]
