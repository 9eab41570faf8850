"""Offers, needs, their drafts, stock and photos, the searches kept for them, and what registers observed."""

from exchange.listings.models.bulk import LotImport, LotImportRemark, LotImportState
from exchange.listings.models.draft import ListingDraft
from exchange.listings.models.flows import (
    ActivityRefusal,
    DropReason,
    FlowImport,
    FlowImportRemark,
    FlowSettlement,
    ImportState,
    Settlement,
)
from exchange.listings.models.kept_photo import KeptPhoto
from exchange.listings.models.need import Need, NeedAccepts
from exchange.listings.models.offer import Account, ListingState, MassBasis, Offer, Rhythm
from exchange.listings.models.partner import Partner
from exchange.listings.models.photo import MOST_PHOTOS, Paper, PaperKind, Photo, Readers
from exchange.listings.models.saved import SavedSearch, SearchHit
from exchange.listings.models.stock import Cause, StockMovement
from exchange.listings.models.tally import TALLIES, cell_tally, need_tally, offer_tally
from exchange.listings.models.watch import LotWatch

__all__ = [
    "MOST_PHOTOS",
    "TALLIES",
    "Account",
    "ActivityRefusal",
    "Cause",
    "DropReason",
    "FlowImport",
    "FlowImportRemark",
    "FlowSettlement",
    "ImportState",
    "KeptPhoto",
    "ListingDraft",
    "ListingState",
    "LotImport",
    "LotImportRemark",
    "LotImportState",
    "LotWatch",
    "MassBasis",
    "Need",
    "NeedAccepts",
    "Offer",
    "Paper",
    "PaperKind",
    "Partner",
    "Photo",
    "Readers",
    "Rhythm",
    "SavedSearch",
    "SearchHit",
    "Settlement",
    "StockMovement",
    "cell_tally",
    "need_tally",
    "offer_tally",
]
