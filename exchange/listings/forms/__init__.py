"""Forms of the room: what people type becomes a checked draft."""

from exchange.listings.forms.needs import NeedForm
from exchange.listings.forms.offers import OfferForm
from exchange.listings.forms.papers import PaperForm
from exchange.listings.forms.photos import PhotoForm

__all__ = ["NeedForm", "OfferForm", "PaperForm", "PhotoForm"]
