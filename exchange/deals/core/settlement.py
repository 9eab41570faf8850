"""What a load costs: lines of euro that each show their arithmetic. Positive: the taker pays the giver."""

import enum
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
FULL = Decimal(100)
MOST_EUR = 100_000_000_000
"""More than any load costs."""


class LineKind(enum.StrEnum):
    """Why a line stands there."""

    PRICE = "price"
    QUALITY = "quality"
    ROUNDING = "rounding"
    MASS = "mass"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Kilograms at a price per tonne, of which so many percent count; or an amount alone (a claim)."""

    kind: LineKind
    amount_eur: Decimal
    quantity_kg: Decimal | None = None
    price_eur_per_t: Decimal | None = None
    percent: Decimal | None = None


def worth(quantity_kg: Decimal, price_eur_per_t: Decimal, percent: Decimal = FULL) -> Decimal:
    """Euro to the cent, half a cent away from zero.

    >>> worth(Decimal("352.5"), Decimal("12.50"))
    Decimal('4.41')
    >>> worth(Decimal(1000), Decimal("-30"), Decimal(90))
    Decimal('-27.00')
    """
    return (quantity_kg * price_eur_per_t * percent / FULL / 1000).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class PriceForAll:
    """Euro for a whole quantity (negative: the giver pays). Less or more of it costs less or more in proportion."""

    price_eur: Decimal
    quantity_kg: Decimal

    @property
    def eur_per_t(self) -> Decimal:
        """The price per tonne that follows, to the cent.

        >>> PriceForAll(Decimal(100), Decimal(3000)).eur_per_t
        Decimal('33.33')
        """
        return (self.price_eur * 1000 / self.quantity_kg).quantize(CENT, ROUND_HALF_UP)

    def worth(self, quantity_kg: Decimal, percent: Decimal = FULL) -> Decimal:
        """Its share for what was accepted: exactly the price where that is all, at full percent.

        >>> PriceForAll(Decimal(100), Decimal(3000)).worth(Decimal(3000))
        Decimal('100.00')
        """
        share = self.price_eur * quantity_kg * percent / FULL / self.quantity_kg
        return share.quantize(CENT, ROUND_HALF_UP)


def accepted(
    quantity_kg: Decimal, price_eur_per_t: Decimal, percent: Decimal = FULL, for_all: PriceForAll | None = None
) -> list[MoneyLine]:
    """The lines of a confirmed load: price times accepted mass, and what the agreed quality changes of it.

    A price for all was said in euro: where its price per tonne is rounded, a line brings the sum back to it.

    >>> [str(line.amount_eur) for line in accepted(Decimal(20_000), Decimal(40), Decimal(95))]
    ['800.00', '-40.00']
    """
    full = worth(quantity_kg, price_eur_per_t)
    lines = [MoneyLine(LineKind.PRICE, full, quantity_kg, price_eur_per_t, FULL)]
    if percent != FULL:
        less = worth(quantity_kg, price_eur_per_t, percent) - full
        lines.append(MoneyLine(LineKind.QUALITY, less, quantity_kg, price_eur_per_t, percent - FULL))
    return lines if for_all is None else [*lines, *_rounding(lines, for_all.worth(quantity_kg, percent))]


def _rounding(lines: list[MoneyLine], total_eur: Decimal) -> list[MoneyLine]:
    missing_eur = total_eur - sum((line.amount_eur for line in lines), Decimal(0))
    return [MoneyLine(LineKind.ROUNDING, missing_eur)] if missing_eur else []


def claimed(
    difference_kg: Decimal, price_eur_per_t: Decimal, percent: Decimal, compensation_eur: Decimal
) -> list[MoneyLine]:
    """The compensating lines of a claim: mass that counts more or less, and an amount (below zero: to the taker).

    >>> [str(line.amount_eur) for line in claimed(Decimal(-20), Decimal(100), Decimal(50), Decimal("-7.50"))]
    ['-1.00', '-7.50']
    """
    lines = []
    if difference_kg:
        amount = worth(difference_kg, price_eur_per_t, percent)
        lines.append(MoneyLine(LineKind.MASS, amount, difference_kg, price_eur_per_t, percent))
    if compensation_eur:
        lines.append(MoneyLine(LineKind.CLAIM, compensation_eur))
    return lines
