"""What the way costs in kg CO₂e: a share of an average load, or a trip of its own."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Mode:
    """A row of the transport table. Per tonne-kilometre, per kilometre, or both; None where not stated."""

    mode_code: str
    vehicle_class: str
    source: str
    year: int
    geography: str
    version: str
    kg_per_tkm: Decimal | None = None
    kg_per_km: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SharedTrip:
    """Goods ride along at the average loading of the mode. Raises ValueError for a way below zero."""

    mode: Mode
    km: Decimal

    def __post_init__(self) -> None:
        _ensure_stated(self.mode.kg_per_tkm, self.km)

    def kgco2e(self, quantity_kg: Decimal) -> Decimal:
        """Tonnes × kilometres × factor."""
        return quantity_kg / 1000 * self.km * (self.mode.kg_per_tkm or 0)


@dataclass(frozen=True, slots=True)
class DedicatedTrip:
    """A vehicle goes for this load alone; the way back counts where it comes back empty.

    Raises ValueError for a way below zero or a mode without a figure per kilometre.
    """

    mode: Mode
    km: Decimal
    returns_empty: bool = True

    def __post_init__(self) -> None:
        _ensure_stated(self.mode.kg_per_km, self.km)

    def kgco2e(self, quantity_kg: Decimal) -> Decimal:
        """Kilometres × factor, there and, if empty, back: the vehicle burns what it burns, whatever it holds."""
        return self.km * (2 if self.returns_empty else 1) * (self.mode.kg_per_km or 0)


Haulage = SharedTrip | DedicatedTrip


def _ensure_stated(factor: Decimal | None, km: Decimal) -> None:
    if factor is None:
        raise ValueError("This mode states no figure for such a trip.")
    if not km >= 0:
        raise ValueError(f"A way is zero or more kilometres, not {km}.")
