"""From the unit that the trade counts in to kilograms, always with where the mass comes from."""

import enum
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

_GRAM = Decimal("0.001")
_VOLUMES = {"volume", "container"}
_COUNTABLE = {"area", "length", "pallet", "transport"}


class MassBasis(enum.StrEnum):
    """How sure a mass is, surest first."""

    WEIGHED = "weighed"
    DECLARED = "declared"
    ESTIMATED = "estimated"


class NoMass(ValueError):  # noqa: N818 — a named refusal
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
class Mass:
    """Kilograms to the gram, and how they are known."""

    kg: Decimal
    basis: MassBasis


def to_mass(
    quantity: Decimal, measure: Measure, substance: Substance, *, declared_unit_kg: Decimal | None = None
) -> Mass:
    """The mass of a quantity in a trade unit. Raises NoMass naming what is missing.

    A declared mass per unit (of one piece, m², roll, pallet as offered) comes before any typical figure.
    Kilograms and tonnes are the holder's declaration; only a scale makes a mass «weighed».

    >>> to_mass(Decimal(2), Measure("t", "mass", Decimal(1000)), Substance())
    Mass(kg=Decimal('2000.000'), basis=<MassBasis.DECLARED: 'declared'>)
    """
    if measure.dimension == "mass":
        return _mass(quantity * measure.to_si, MassBasis.DECLARED)
    if declared_unit_kg is not None:
        return _mass(quantity * declared_unit_kg, MassBasis.DECLARED)
    return _mass(quantity * _typical_unit_kg(measure, substance), MassBasis.ESTIMATED)


def to_quantity(mass_kg: Decimal, measure: Measure, unit_kg: Decimal | None) -> Decimal:
    """Kilograms shown again in the unit of the listing, whose one unit weighs ``unit_kg``; to a thousandth."""
    per_unit = measure.to_si if measure.dimension == "mass" else unit_kg
    if not per_unit:
        raise NoMass(measure.code, Missing.UNIT_MASS)
    return (mass_kg / per_unit).quantize(_GRAM, ROUND_HALF_EVEN)


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


def _mass(kg: Decimal, basis: MassBasis) -> Mass:
    return Mass(kg.quantize(_GRAM, ROUND_HALF_EVEN), basis)
