"""Tables of matching."""

from exchange.matching.models.dismissal import MOST_WORDS, Dismissal, Reason
from exchange.matching.models.live import LiveNeed, LiveOffer
from exchange.matching.models.match import Match

__all__ = ["MOST_WORDS", "Dismissal", "LiveNeed", "LiveOffer", "Match", "Reason"]
