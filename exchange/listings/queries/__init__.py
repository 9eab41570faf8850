"""Reading listings: one page, one business, its photos and documents."""

from exchange.listings.queries.drafts import draft, drafts_of, unsent_lots, unsent_needs
from exchange.listings.queries.kept import kept_photo, kept_photos
from exchange.listings.queries.mine import needs_of, offers_of, usual_answers
from exchange.listings.queries.pages import need, offer, paper, papers_of, photo, photos_of

__all__ = [
    "draft",
    "drafts_of",
    "kept_photo",
    "kept_photos",
    "need",
    "needs_of",
    "offer",
    "offers_of",
    "paper",
    "papers_of",
    "photo",
    "photos_of",
    "unsent_lots",
    "unsent_needs",
    "usual_answers",
]
