"""Doors of the room for people, by resource."""

from exchange.listings.views import (
    activity,
    drafts,
    holding,
    materials,
    needs,
    offers,
    papers,
    photos,
    tending,
    unsent,
    words,
)

BLUEPRINTS = (
    activity.bp, drafts.bp, holding.bp, materials.bp, needs.bp, offers.bp, papers.bp, photos.bp,
    tending.bp, unsent.bp, words.bp,
)  # fmt: skip

__all__ = ["BLUEPRINTS"]
