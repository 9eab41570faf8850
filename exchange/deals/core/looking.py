"""What is looked at only by an act of its own."""

import enum


class Look(enum.StrEnum):
    """What somebody has opened; the value is its word in the journal."""

    OPEN_CONTACTS = "contacts_opened"
