"""The verbs of the room: keep a draft, post, edit, adjust, publish, reject, pause, extend, renew, hand over, end;
photos and documents."""

from exchange.listings.service.adjusting import NeedAdjustment, OfferAdjustment, adjust_need, adjust_offer
from exchange.listings.service.changes import Stale, locked_own
from exchange.listings.service.drafts import NeedDraft, OfferDraft, PaperDraft
from exchange.listings.service.holding import adopt_photos, forget_drafts, hold_photos, let_photos_go
from exchange.listings.service.keeping import DraftEnded, Filling, delete_draft, draft_posted, keep_draft
from exchange.listings.service.materials import material_spans
from exchange.listings.service.needs import edit_need, post_need
from exchange.listings.service.offers import edit_offer, post_offer
from exchange.listings.service.opening import open_up, tell_partners
from exchange.listings.service.papers import add_paper, remove_paper
from exchange.listings.service.photos import add_photo, describe_photo, describe_photos, move_photo, remove_photo
from exchange.listings.service.states import (
    expire,
    hold_need,
    hold_offer,
    pause_need,
    pause_offer,
    publish_need,
    publish_offer,
    reinstate_need,
    reinstate_offer,
    reject_need,
    reject_offer,
    resume_need,
    resume_offer,
    withdraw_need,
    withdraw_offer,
)
from exchange.listings.service.tending import (
    extend_need,
    extend_offer,
    reassign_need,
    reassign_offer,
    renew_need,
    renew_offer,
)

__all__ = [
    "DraftEnded",
    "Filling",
    "NeedAdjustment",
    "NeedDraft",
    "OfferAdjustment",
    "OfferDraft",
    "PaperDraft",
    "Stale",
    "add_paper",
    "add_photo",
    "adjust_need",
    "adjust_offer",
    "adopt_photos",
    "delete_draft",
    "describe_photo",
    "describe_photos",
    "draft_posted",
    "edit_need",
    "edit_offer",
    "expire",
    "extend_need",
    "extend_offer",
    "forget_drafts",
    "hold_need",
    "hold_offer",
    "hold_photos",
    "keep_draft",
    "let_photos_go",
    "locked_own",
    "material_spans",
    "move_photo",
    "open_up",
    "pause_need",
    "pause_offer",
    "post_need",
    "post_offer",
    "publish_need",
    "publish_offer",
    "reassign_need",
    "reassign_offer",
    "reinstate_need",
    "reinstate_offer",
    "reject_need",
    "reject_offer",
    "remove_paper",
    "remove_photo",
    "renew_need",
    "renew_offer",
    "resume_need",
    "resume_offer",
    "tell_partners",
    "withdraw_need",
    "withdraw_offer",
]
