"""Low, central and high of one figure, in exact decimals."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Self

GRAM = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Range:
    """A figure with its spread. Raises ValueError where low ≤ central ≤ high does not hold."""

    low: Decimal
    central: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"A range runs from low to high, not {self.low}, {self.central}, {self.high}.")

    @classmethod
    def exactly(cls, figure: Decimal) -> Self:
        """A figure without a spread."""
        return cls(figure, figure, figure)

    @classmethod
    def spread(cls, central: Decimal, percent: Decimal) -> Self:
        """A figure give or take so many per cent of itself (zero or more).

        >>> Range.spread(Decimal(-200), Decimal(10))
        Range(low=Decimal('-220'), central=Decimal('-200'), high=Decimal('-180'))
        """
        margin = abs(central) * percent / 100
        return cls(central - margin, central, central + margin)

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.central + other.central, self.high + other.high)

    def __mul__(self, share: "Range") -> "Range":
        """Times a share of zero or more. A loss grows with the share, so its low end takes the high share."""
        lows = (self.low * share.low, self.low * share.high)
        highs = (self.high * share.low, self.high * share.high)
        return Range(min(lows), self.central * share.central, max(highs))

    def to_the_gram(self) -> "Range":
        """Each end in kilograms to three places, halves to the even gram."""
        return Range(*(kg.quantize(GRAM, ROUND_HALF_EVEN) for kg in (self.low, self.central, self.high)))
