"""Tables of matching: the pairs it found, the rows it reads to find them, the weights, what was put aside."""

from exchange.matching.models.dismissal import MOST_WORDS, Dismissal, Reason
from exchange.matching.models.live import NEED_CELLS, OFFER_CELLS, LiveNeed, LiveOffer, LivePermits
from exchange.matching.models.match import Match
from exchange.matching.models.weights import ScoreWeights

__all__ = [
    "MOST_WORDS",
    "NEED_CELLS",
    "OFFER_CELLS",
    "Dismissal",
    "LiveNeed",
    "LiveOffer",
    "LivePermits",
    "Match",
    "Reason",
    "ScoreWeights",
]
