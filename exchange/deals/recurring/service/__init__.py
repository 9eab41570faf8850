"""The verbs of a rhythm, one file for each stretch of its life."""

from exchange.deals.recurring.service.agreeing import RhythmDraft, agree, decline, propose, withdraw
from exchange.deals.recurring.service.feeding import end_feed, make_feed
from exchange.deals.recurring.service.following import follow
from exchange.deals.recurring.service.rolling import roll
from exchange.deals.recurring.service.stopping import end, pause, resume, skip

__all__ = [
    "RhythmDraft",
    "agree",
    "decline",
    "end",
    "end_feed",
    "follow",
    "make_feed",
    "pause",
    "propose",
    "resume",
    "roll",
    "skip",
    "withdraw",
]
