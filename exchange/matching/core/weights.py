"""How much each term of the score is worth in a territory."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

FULL_SCORE = 1000


class TermName(StrEnum):
    """The named parts of a score, in the order they are shown."""

    MATERIAL = "material"
    DISTANCE = "distance"
    QUANTITY = "quantity"
    TIME = "time"
    PRICE = "price"
    NET_CO2E = "net_co2e"


@dataclass(frozen=True, slots=True)
class Weights:
    """Most points per term; whole, zero or more, 1000 in all. Raises ValueError otherwise.

    Material, distance, quantity and time are always known, so they may not all be worth nothing: the others can
    be left out and their points must go somewhere.
    """

    material: int = 300
    distance: int = 250
    quantity: int = 150
    time: int = 100
    price: int = 100
    net_co2e: int = 100

    def __post_init__(self) -> None:
        points = [self.of(name) for name in TermName]
        if min(points) < 0 or sum(points) != FULL_SCORE:
            raise ValueError(f"Weights are zero or more and sum to {FULL_SCORE}, not {points}.")
        if self.price + self.net_co2e == FULL_SCORE:
            raise ValueError("A term that is always known must weigh something.")

    def of(self, name: TermName) -> int:
        """The most points this term can bring."""
        weight: int = getattr(self, name)
        return weight


@lru_cache(maxsize=256)
def maxima(weights: Weights, *, has_price: bool, has_net_co2e: bool) -> dict[TermName, int]:
    """Most points of each known term, rescaled to 1000 by largest remainder (ties to the earlier term).

    >>> list(maxima(Weights(), has_price=False, has_net_co2e=True).values())
    [333, 278, 167, 111, 111]
    """
    unknown = {TermName.PRICE: not has_price, TermName.NET_CO2E: not has_net_co2e}
    known = {name: weights.of(name) for name in TermName if not unknown.get(name)}
    whole = sum(known.values())
    shares = {name: weight * FULL_SCORE // whole for name, weight in known.items()}
    by_remainder = sorted(known, key=lambda name: -(known[name] * FULL_SCORE % whole))
    for name in by_remainder[: FULL_SCORE - sum(shares.values())]:
        shares[name] += 1
    return shares
