"""Reading deals: one with everything its page needs, the list of a business, what is due by the clock."""

from exchange.deals.queries.around import first_site, need_with_site, offer_with_site, open_site, people_of
from exchange.deals.queries.due import SILENCE, lapsed, run_short, silent
from exchange.deals.queries.pictures import pictures
from exchange.deals.queries.reading import PAGE_SIZE, WHOLE, board, messages, open_on_lot, whole

__all__ = [
    "PAGE_SIZE",
    "SILENCE",
    "WHOLE",
    "board",
    "first_site",
    "lapsed",
    "messages",
    "need_with_site",
    "offer_with_site",
    "open_on_lot",
    "open_site",
    "people_of",
    "pictures",
    "run_short",
    "silent",
    "whole",
]
