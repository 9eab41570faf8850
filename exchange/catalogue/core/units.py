"""From the unit that the trade counts in to kilograms, always with where the mass comes from."""

import enum
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

_GRAM = Decimal("0.001")
_MILLIGRAM = Decimal("0.000001")
_VOLUMES = {"volume", "container"}
_COUNTABLE = {"area", "length", "pallet", "transport"}


class MassBasis(enum.StrEnum):
    """How sure a mass is, surest first."""

    WEIGHED = "weighed"
    DECLARED = "declared"
    ESTIMATED = "estimated"


class NoMass(ValueError):
    """The quantity cannot be turned into kilograms; ``missing`` names what would make it possible."""

    def __init__(self, unit: str, missing: "Missing") -> None:
        super().__init__(f"{unit}: {missing}")
        self.unit = unit
        self.missing = missing


class Missing(enum.StrEnum):
    """What a person must add so that a quantity has a mass."""

    DENSITY = "density"
    UNIT_MASS = "unit_mass"
    OTHER_UNIT = "other_unit"
    """The unit measures something that has no mass: energy, transport work."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A trade unit: what it measures and how much of the SI unit of that dimension one of it is.

    Containers and volumes are in m³, counts in pieces, lengths in m, areas in m².
    ``typical_mass_kg``: of one such unit, whatever it holds (a full truckload, a ream of paper).
    """

    code: str
    dimension: str
    to_si: Decimal
    typical_mass_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Substance:
    """What is known of the material itself: bulk density as it is usually moved, mass of one empty piece."""

    density_kg_per_m3: Decimal | None = None
    piece_mass_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class UnitMass:
    """Kilograms of one trade unit to the milligram, and how they are known."""

    kg: Decimal
    basis: MassBasis

    def of(self, quantity: Decimal) -> Decimal:
        """Kilograms of so many units, to the gram."""
        return (quantity * self.kg).quantize(_GRAM, ROUND_HALF_EVEN)


def unit_mass(measure: Measure, substance: Substance, *, declared_kg: Decimal | None = None) -> UnitMass:
    """What one trade unit of a material weighs. Raises NoMass naming what is missing.

    ``declared_kg`` is what the holder says that one such unit weighs (a piece, a m², a roll, a loaded
    pallet); it comes before any typical figure. Only a scale makes a mass «weighed», so never this.

    >>> unit_mass(Measure("t", "mass", Decimal(1000)), Substance()).of(Decimal("2.5"))
    Decimal('2500.000')
    """
    if measure.dimension == "mass":
        return _rounded(measure.to_si, MassBasis.DECLARED)
    if declared_kg is not None:
        return _rounded(declared_kg, MassBasis.DECLARED)
    return _rounded(_typical_unit_kg(measure, substance), MassBasis.ESTIMATED)


def _typical_unit_kg(measure: Measure, substance: Substance) -> Decimal:
    """The unit's own typical mass, otherwise volumes by density and counts by the material's typical piece."""
    if measure.typical_mass_kg is not None:
        return measure.typical_mass_kg
    if measure.dimension in _VOLUMES:
        return measure.to_si * _known(measure, substance.density_kg_per_m3, Missing.DENSITY)
    if measure.dimension == "count":
        return measure.to_si * _known(measure, substance.piece_mass_kg, Missing.UNIT_MASS)
    raise NoMass(measure.code, Missing.UNIT_MASS if measure.dimension in _COUNTABLE else Missing.OTHER_UNIT)


def _known(measure: Measure, figure: Decimal | None, missing: Missing) -> Decimal:
    if figure is None:
        raise NoMass(measure.code, missing)
    return figure


def _rounded(kg: Decimal, basis: MassBasis) -> UnitMass:
    return UnitMass(kg.quantize(_MILLIGRAM, ROUND_HALF_EVEN), basis)
