"""Offers, needs, their stock, their photos, the searches kept for them."""

from exchange.listings.models.need import Need, NeedAccepts
from exchange.listings.models.offer import Account, ListingState, MassBasis, Offer, Rhythm
from exchange.listings.models.photo import Photo
from exchange.listings.models.saved import SavedSearch, SearchHit
from exchange.listings.models.stock import Cause, StockMovement

__all__ = [
    "Account",
    "Cause",
    "ListingState",
    "MassBasis",
    "Need",
    "NeedAccepts",
    "Offer",
    "Photo",
    "Rhythm",
    "SavedSearch",
    "SearchHit",
    "StockMovement",
]
