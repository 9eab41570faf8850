"""Which part of the price a load is worth by what was measured: bands that the two sides agreed beforehand."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

FULL = Decimal(100)
MOST_BANDS = 4
MOST_PERCENT_OF_PRICE = 120


class Measure(enum.StrEnum):
    """What is measured at the gate, in percent of the mass."""

    MOISTURE = "moisture"
    IMPURITIES = "impurities"


@dataclass(frozen=True, slots=True)
class Band:
    """Up to so many percent of moisture or impurities, so many percent of the price count."""

    measure: Measure
    up_to_percent: Decimal
    price_percent: Decimal


def percent_of_price(bands: Sequence[Band], measured: Mapping[Measure, Decimal | None]) -> Decimal:
    """How much of the price counts, in percent. What was not measured takes nothing off; two measures multiply.

    The last band of a measure holds for everything above it, too.

    >>> wet = [Band(Measure.MOISTURE, Decimal(15), Decimal(100)), Band(Measure.MOISTURE, Decimal(20), Decimal(90))]
    >>> [int(percent_of_price(wet, {Measure.MOISTURE: Decimal(found)})) for found in (15, 16, 30)]
    [100, 90, 90]
    """
    share = FULL
    for measure in Measure:
        found, ours = measured.get(measure), _of(bands, measure)
        if found is not None and ours:
            band = next((band for band in ours if found <= band.up_to_percent), ours[-1])
            share = share * band.price_percent / FULL
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _of(bands: Iterable[Band], measure: Measure) -> list[Band]:
    return sorted((band for band in bands if band.measure is measure), key=lambda band: band.up_to_percent)


def written(bands: Iterable[Band]) -> list[dict[str, str]]:
    """Bands as the terms keep them."""
    return [
        {"measure": band.measure.value, "up_to": str(band.up_to_percent), "price": str(band.price_percent)}
        for band in bands
    ]


def read(rows: Iterable[Mapping[str, Any]]) -> list[Band]:
    """Bands from what the terms keep.

    >>> read(written([Band(Measure.IMPURITIES, Decimal(2), Decimal(80))]))[0].price_percent
    Decimal('80')
    """
    return [Band(Measure(row["measure"]), Decimal(row["up_to"]), Decimal(row["price"])) for row in rows]
