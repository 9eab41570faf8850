"""Why deals end early, in a few words that can be counted."""

import enum


class EndReason(enum.StrEnum):
    """The reason that fits best; the words beside it are for the other side."""

    PRICE = "price"
    QUANTITY = "quantity"
    QUALITY = "quality"
    TIMING = "timing"
    TRANSPORT = "transport"
    PAPERS = "papers"
    FOUND_OTHER = "found_other"
    NOT_NEEDED = "not_needed"
    OTHER = "other"
