"""Kinds of price as small numbers, which are grouped fastest: the sign, or two where the price is open."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from exchange.listings.search.criteria import PriceKind

_OPEN = 2
SIGNS = {-1: PriceKind.HOLDER_PAYS, 0: PriceKind.FREE, 1: PriceKind.PAID, _OPEN: PriceKind.OPEN}


def sign(price: Any) -> sa.ColumnElement[int]:
    """The number of a price per tonne."""
    return sa.cast(sa.func.coalesce(sa.func.sign(price), _OPEN), sa.SmallInteger)


def signs_of(kinds: Iterable[PriceKind]) -> list[int]:
    """The numbers of some kinds."""
    wanted = set(kinds)
    return [number for number, kind in SIGNS.items() if kind in wanted]
