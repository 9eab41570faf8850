"""Reading deals: one with everything its page needs, the list of a business, what is due by the clock."""

from exchange.deals.queries.around import first_site, need_with_site, offer_with_site, open_site, people_of
from exchange.deals.queries.claiming import is_claimable
from exchange.deals.queries.custody import custody
from exchange.deals.queries.due import (
    REMIND_AFTER,
    SAMPLE_TRIAL,
    SILENCE,
    WAITS_AT_MOST,
    holds_over,
    idle,
    is_under_talk,
    lapsed,
    open_of,
    sample_lapses,
    samples_over,
    silence_ends,
    silent,
    under_talk,
)
from exchange.deals.queries.opened import opened_contacts
from exchange.deals.queries.pictures import pictures
from exchange.deals.queries.reading import PAGE_SIZE, WHOLE, board, messages, open_on_lot, turn_count, whole
from exchange.deals.queries.settled import settled_eur, settlement

__all__ = [
    "PAGE_SIZE",
    "REMIND_AFTER",
    "SAMPLE_TRIAL",
    "SILENCE",
    "WAITS_AT_MOST",
    "WHOLE",
    "board",
    "custody",
    "first_site",
    "holds_over",
    "idle",
    "is_claimable",
    "is_under_talk",
    "lapsed",
    "messages",
    "need_with_site",
    "offer_with_site",
    "open_of",
    "open_on_lot",
    "open_site",
    "opened_contacts",
    "people_of",
    "pictures",
    "sample_lapses",
    "samples_over",
    "settled_eur",
    "settlement",
    "silence_ends",
    "silent",
    "turn_count",
    "under_talk",
    "whole",
]
