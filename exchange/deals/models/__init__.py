"""Deals, their terms, the words exchanged and the loads that move."""

from exchange.deals.core.contract import DealState
from exchange.deals.core.movement import MovementState
from exchange.deals.models.claim import Claim, ClaimGround, ClaimWord
from exchange.deals.models.claimable import ClaimableLot
from exchange.deals.models.custody import MOST_CUSTODY_STEPS, CustodyStep, HolderKind
from exchange.deals.models.deal import Deal
from exchange.deals.models.hold import DealHold, HoldEnd
from exchange.deals.models.message import Message
from exchange.deals.models.movement import Movement, RefusalGround, WeightKind
from exchange.deals.models.photo import MOST_TICKETS, LoadPhoto
from exchange.deals.models.sample import JUDGEMENTS, DealSample, SampleEnd, SampleRefusal
from exchange.deals.models.settlement import SettlementLine
from exchange.deals.models.terms import DealTerms, Hauler

__all__ = [
    "JUDGEMENTS",
    "MOST_CUSTODY_STEPS",
    "MOST_TICKETS",
    "Claim",
    "ClaimGround",
    "ClaimWord",
    "ClaimableLot",
    "CustodyStep",
    "Deal",
    "DealHold",
    "DealSample",
    "DealState",
    "DealTerms",
    "Hauler",
    "HoldEnd",
    "HolderKind",
    "LoadPhoto",
    "Message",
    "Movement",
    "MovementState",
    "RefusalGround",
    "SampleEnd",
    "SampleRefusal",
    "SettlementLine",
    "WeightKind",
]
