"""Tables of matching."""

from exchange.matching.models.live import LiveNeed, LiveOffer
from exchange.matching.models.match import Match

__all__ = ["LiveNeed", "LiveOffer", "Match"]
