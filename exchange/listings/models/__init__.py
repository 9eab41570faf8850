"""Offers, needs, their stock, their photos."""

from exchange.listings.models.need import Need, NeedAccepts
from exchange.listings.models.offer import Account, ListingState, MassBasis, Offer, Rhythm
from exchange.listings.models.photo import Photo
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
    "StockMovement",
]
