"""What still goes on while one of the two sides may not trade."""

import enum

from exchange.deals.core.contract import Verb
from exchange.deals.core.movement import LoadVerb
from exchange.deals.recurring.core.rhythm import RhythmVerb


class Frost(enum.StrEnum):
    """What a suspension does to a deal; the value is its word in the journal."""

    FREEZE = "frozen"
    THAW = "thawed"


GOES_ON: frozenset[Verb | LoadVerb | RhythmVerb] = frozenset(
    {
        Verb.DECLINE, Verb.WITHDRAW, Verb.CANCEL, Verb.RELEASE_HOLD,
        Verb.REFUSE_SAMPLE, Verb.DROP_SAMPLE, Verb.JUDGE_SAMPLE,
        LoadVerb.WEIGH, LoadVerb.REFUSE_PART, LoadVerb.REFUSE_ALL, LoadVerb.CONFIRM, LoadVerb.TAKE_BACK,
        RhythmVerb.DECLINE, RhythmVerb.WITHDRAW, RhythmVerb.SKIP, RhythmVerb.PAUSE, RhythmVerb.END,
    }
)  # fmt: skip
"""Getting out of what is open, and bringing home what is on the road; nothing that binds anew or leaves the yard."""
