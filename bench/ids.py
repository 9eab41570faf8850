"""Ids of rows: version 7 like those of the application, in the order of the rows' numbers, the same in every run."""

from enum import IntEnum
from uuid import UUID

EPOCH_MS = 1_760_000_000_000
_ODD = 0x9E3779B97F4A7C15
"""Steele and others 2014, "Fast splittable pseudorandom number generators": spreads numbers over 64 bits."""


class Kind(IntEnum):
    """What a row is; written into its id."""

    PERSON = 1
    BUSINESS = 2
    SITE = 3
    PERMIT = 4
    OFFER = 5
    NEED = 6


def row_id(kind: Kind, number: int) -> str:
    """The id of a row by its number."""
    ms = EPOCH_MS + number
    noise = number * _ODD & (1 << 62) - 1
    return f"{ms >> 16:08x}-{ms & 0xFFFF:04x}-7{kind:03x}-{0x8000 | noise >> 48:04x}-{noise & 0xFFFF_FFFF_FFFF:012x}"


def row_number(id_: UUID | str) -> int:
    """The number of a row by its id."""
    return int(str(id_).replace("-", "")[:12], 16) - EPOCH_MS
