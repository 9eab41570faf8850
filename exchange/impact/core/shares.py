"""One handover, several parties: each gets its share and no gram is counted twice or lost."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from exchange.impact.core.benefit import Benefit, Line
from exchange.impact.core.ranges import GRAM, Range


def split_kg(total_kg: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Whole grams in proportion to the weights, by largest remainder (ties to the first); they sum to the total.

    The total is in kilograms to the gram, of either sign. Raises ValueError for weights below zero or all zero.

    >>> split_kg(Decimal("-1.000"), [Decimal(1)] * 3)
    (Decimal('-0.334'), Decimal('-0.333'), Decimal('-0.333'))
    """
    whole = sum(map(Fraction, weights), Fraction(0))
    if whole <= 0 or min(weights) < 0:
        raise ValueError("Shares are zero or more and not all zero.")
    grams = abs(int(total_kg / GRAM))
    parts = [divmod(grams * Fraction(weight) / whole, 1) for weight in weights]
    missing = grams - sum(part for part, _ in parts)
    luckiest = sorted(range(len(parts)), key=lambda number: -parts[number][1])[:missing]
    sign = -1 if total_kg < 0 else 1
    return tuple((part + (number in luckiest)) * GRAM * sign for number, (part, _) in enumerate(parts))


def shares(benefit: Benefit, weights: Sequence[Decimal]) -> tuple[Benefit, ...]:
    """The benefit line by line in proportion to the weights; each end of each line sums to the original's."""
    split = [_split_line(line, weights) for line in benefit.lines]
    return tuple(replace(benefit, lines=lines) for lines in zip(*split, strict=True))


def _split_line(line: Line, weights: Sequence[Decimal]) -> list[Line]:
    """Centre and both margins apart, so that no share's low end comes out above its centre."""
    centres = split_kg(line.kg.central, weights)
    below = split_kg(line.kg.central - line.kg.low, weights)
    above = split_kg(line.kg.high - line.kg.central, weights)
    ranges = [Range(kg - less, kg, kg + more) for kg, less, more in zip(centres, below, above, strict=True)]
    return [replace(line, kg=kg) for kg in ranges]
