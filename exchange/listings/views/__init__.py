"""Doors of the room for people, by resource."""

from exchange.listings.views import activity, drafts, materials, needs, offers, photos, tending, words

BLUEPRINTS = (activity.bp, drafts.bp, materials.bp, needs.bp, offers.bp, photos.bp, tending.bp, words.bp)

__all__ = ["BLUEPRINTS"]
