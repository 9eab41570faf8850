"""Chance that can be repeated: the same seed throws the same."""

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """All chance of one demo, in one order. Never for secrets."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 — a demo must repeat, nothing is kept secret by it

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of them, each as likely. Raises IndexError when there is none."""
        return things[int(self._random.random() * len(things))]

    def weighted(self, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
        """One of them, as likely as its weight says."""
        return self._random.choices(things, weights)[0]

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """All of them in another order."""
        return self._random.sample(list(things), len(things))

    def happens(self, share: float) -> bool:
        """Whether something comes true that does so in this share of all cases (0 to 1)."""
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def amount(self, low: Decimal, high: Decimal) -> Decimal:
        """A quantity as people state it: two digits and zeros, small ones likelier than large ones.

        >>> Dice(1).amount(Decimal(100), Decimal(2000))
        Decimal('150.0')
        """
        exact = float(low) * (float(high) / float(low)) ** self._random.random()
        return min(high, max(low, Decimal(f"{exact:.1e}").quantize(Decimal("0.1"))))

    def scatter(self, spread: float) -> float:
        """A small step to either side of zero, most steps smaller than the spread."""
        return self._random.gauss(0.0, spread / 2)
