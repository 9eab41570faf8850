"""The verbs of a deal, one file for each stretch of its life."""

from exchange.deals.service.accepting import accept
from exchange.deals.service.confirming import confirm, confirm_by_silence, take_back, take_back_by_silence
from exchange.deals.service.drafts import Party, ProposalDraft, RefusalDraft, SlotDraft, TermsDraft, WeightDraft
from exchange.deals.service.ending import cancel, decline, expire, withdraw
from exchange.deals.service.handing_over import hand_over
from exchange.deals.service.negotiating import counter, propose
from exchange.deals.service.refusing import refuse
from exchange.deals.service.rivals import short_of_stock, tell_short
from exchange.deals.service.slots import agree_slot, propose_slot
from exchange.deals.service.ticketing import show_ticket
from exchange.deals.service.weighing import weigh
from exchange.deals.service.writing import write

__all__ = [
    "Party",
    "ProposalDraft",
    "RefusalDraft",
    "SlotDraft",
    "TermsDraft",
    "WeightDraft",
    "accept",
    "agree_slot",
    "cancel",
    "confirm",
    "confirm_by_silence",
    "counter",
    "decline",
    "expire",
    "hand_over",
    "propose",
    "propose_slot",
    "refuse",
    "short_of_stock",
    "show_ticket",
    "take_back",
    "take_back_by_silence",
    "tell_short",
    "weigh",
    "withdraw",
    "write",
]
