"""Tables of matching: the pairs it found, the rows it reads to find them, the weights, what was put aside."""

from exchange.matching.models.dismissal import MOST_WORDS, Dismissal, Reason
from exchange.matching.models.live import LiveNeed, LiveOffer
from exchange.matching.models.match import Match
from exchange.matching.models.weights import ScoreWeights

__all__ = ["MOST_WORDS", "Dismissal", "LiveNeed", "LiveOffer", "Match", "Reason", "ScoreWeights"]
