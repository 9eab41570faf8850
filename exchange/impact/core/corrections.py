"""What a later weight changes: the difference between two figures on one basis."""

from dataclasses import dataclass
from decimal import Decimal

from exchange.impact.core.basis import Basis, reckoned
from exchange.impact.core.benefit import Benefit

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ends:
    """Low, central and high kg CO₂e. A difference of two ranges need not run from low to high, so this is no Range."""

    low: Decimal
    central: Decimal
    high: Decimal

    def __sub__(self, other: "Ends") -> "Ends":
        return Ends(self.low - other.low, self.central - other.central, self.high - other.high)


def figure(basis: Basis, mass_kg: Decimal) -> Ends | None:
    """The net figure of a mass (kg, zero or more); nothing moved is zero, no factor is None."""
    if mass_kg == 0:
        return Ends(NOTHING, NOTHING, NOTHING) if isinstance(reckoned(basis, Decimal(1)), Benefit) else None
    result = reckoned(basis, mass_kg)
    return Ends(result.kg.low, result.kg.central, result.kg.high) if isinstance(result, Benefit) else None


def step(basis: Basis, before_kg: Decimal, after_kg: Decimal) -> Ends | None:
    """What the row of a step from one mass to another holds: the first step is from nothing, the rest compensate."""
    before, after = figure(basis, before_kg), figure(basis, after_kg)
    return None if before is None or after is None else after - before
