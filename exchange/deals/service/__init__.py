"""The verbs of a deal, one file for each stretch of its life."""

from exchange.deals.service.accepting import accept
from exchange.deals.service.claiming_at_once import allow_claims, claim, end_claims
from exchange.deals.service.confirming import confirm, confirm_by_silence, take_back, take_back_by_silence
from exchange.deals.service.drafts import (
    CustodyDraft,
    Party,
    ProposalDraft,
    RefusalDraft,
    SampleDraft,
    SlotDraft,
    TermsDraft,
    WeightDraft,
)
from exchange.deals.service.ending import cancel, decline, expire, withdraw
from exchange.deals.service.freezing import follow_standing
from exchange.deals.service.handing_over import hand_over
from exchange.deals.service.holding import (
    ask_hold,
    ask_longer,
    extend_hold,
    grant_hold,
    lapse_hold,
    refuse_hold,
    release_hold,
)
from exchange.deals.service.negotiating import counter, propose
from exchange.deals.service.opening_contacts import open_contacts
from exchange.deals.service.passing_on import pass_on
from exchange.deals.service.refusing import refuse
from exchange.deals.service.reminding import remind
from exchange.deals.service.rivals import follow_stock
from exchange.deals.service.sampling import (
    ask_sample,
    drop_sample,
    give_sample,
    judge_sample,
    lapse_sample,
    refuse_sample,
)
from exchange.deals.service.slots import agree_slot, propose_slot
from exchange.deals.service.ticketing import show_ticket
from exchange.deals.service.weighing import weigh
from exchange.deals.service.writing import write

__all__ = [
    "CustodyDraft",
    "Party",
    "ProposalDraft",
    "RefusalDraft",
    "SampleDraft",
    "SlotDraft",
    "TermsDraft",
    "WeightDraft",
    "accept",
    "agree_slot",
    "allow_claims",
    "ask_hold",
    "ask_longer",
    "ask_sample",
    "cancel",
    "claim",
    "confirm",
    "confirm_by_silence",
    "counter",
    "decline",
    "drop_sample",
    "end_claims",
    "expire",
    "extend_hold",
    "follow_standing",
    "follow_stock",
    "give_sample",
    "grant_hold",
    "hand_over",
    "judge_sample",
    "lapse_hold",
    "lapse_sample",
    "open_contacts",
    "pass_on",
    "propose",
    "propose_slot",
    "refuse",
    "refuse_hold",
    "refuse_sample",
    "release_hold",
    "remind",
    "show_ticket",
    "take_back",
    "take_back_by_silence",
    "weigh",
    "withdraw",
    "write",
]
