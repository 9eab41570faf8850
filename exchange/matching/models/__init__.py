"""Tables of matching: the pairs it found, the rows it reads to find them, and the weights they are scored under."""

from exchange.matching.models.live import LiveNeed, LiveOffer
from exchange.matching.models.match import Match
from exchange.matching.models.weights import ScoreWeights

__all__ = ["LiveNeed", "LiveOffer", "Match", "ScoreWeights"]
