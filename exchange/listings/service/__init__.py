"""The verbs of the room: post, edit, publish, reject, pause, resume, withdraw, expire, add a photo."""

from exchange.listings.service.changes import Stale
from exchange.listings.service.drafts import NeedDraft, OfferDraft
from exchange.listings.service.materials import material_spans
from exchange.listings.service.needs import edit_need, post_need
from exchange.listings.service.offers import edit_offer, post_offer
from exchange.listings.service.photos import add_photo
from exchange.listings.service.states import (
    expire,
    pause_need,
    pause_offer,
    publish_need,
    publish_offer,
    reject_need,
    reject_offer,
    resume_need,
    resume_offer,
    withdraw_need,
    withdraw_offer,
)

__all__ = [
    "NeedDraft",
    "OfferDraft",
    "Stale",
    "add_photo",
    "edit_need",
    "edit_offer",
    "expire",
    "material_spans",
    "pause_need",
    "pause_offer",
    "post_need",
    "post_offer",
    "publish_need",
    "publish_offer",
    "reject_need",
    "reject_offer",
    "resume_need",
    "resume_offer",
    "withdraw_need",
    "withdraw_offer",
]
