"""Emission factors as read from their sources, and which of them speaks for a material."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class BasisUnit(StrEnum):
    """What a factor is stated for: a tonne, or one piece."""

    TONNE = "t"
    PIECE = "unit"


class Plausibility(StrEnum):
    """What a second look at a figure found (data/reference, "Figures that look implausible")."""

    OK = "ok"
    CHECK = "check"
    WIDE_RANGE = "wide_range"
    RECYCLED_NEAR_VIRGIN = "recycled_near_virgin"
    RECYCLED_EQUALS_VIRGIN = "recycled_equals_virgin"
    RECYCLED_NOT_LOWER = "recycled_not_lower"
    IMPLAUSIBLE_LOW = "implausible_low"
    IMPLAUSIBLE_HIGH = "implausible_high"


_NOT_CREDITED = frozenset({Plausibility.IMPLAUSIBLE_LOW, Plausibility.IMPLAUSIBLE_HIGH})
_RECYCLED_NOT_KNOWN = frozenset({Plausibility.RECYCLED_EQUALS_VIRGIN, Plausibility.RECYCLED_NOT_LOWER})


class EndOfLife(StrEnum):
    """Where the material would have gone without the exchange."""

    USUAL = "usual"
    LANDFILL = "landfill"
    INCINERATION = "incineration"


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of a factor table: kg CO₂e per basis unit, with where and when it comes from."""

    factor_id: str
    material_code: str
    label: str
    basis_unit: BasisUnit
    is_preferred: bool
    source: str
    year: int
    geography: str
    version: str
    virgin_kg: Decimal | None = None
    recycled_kg: Decimal | None = None
    reuse_processing_kg: Decimal | None = None
    usual_end_kg: Decimal | None = None
    landfill_kg: Decimal | None = None
    landfill_credit_kg: Decimal | None = None  # zero or less: energy or carbon put to use
    incineration_kg: Decimal | None = None
    incineration_credit_kg: Decimal | None = None  # zero or less
    uncertainty_pct: Decimal | None = None  # None: the source states none
    plausibility: Plausibility = Plausibility.OK

    @property
    def is_creditable(self) -> bool:
        """Whether its figures may be credited at all."""
        return self.plausibility not in _NOT_CREDITED

    @property
    def knows_recycled(self) -> bool:
        """Whether it states a believable figure for recycled production, beside one for virgin."""
        is_stated = self.virgin_kg is not None and self.recycled_kg is not None
        return is_stated and self.plausibility not in _RECYCLED_NOT_KNOWN

    def end_of_life_kg(self, route: EndOfLife) -> Decimal | None:
        """Net kg CO₂e per basis unit of getting rid of it, credits counted; None where not stated.

        Only ADEME rows state it within limits that may be avoided: DEFRA's hold transport alone, WARM's hold
        carbon storage and American power (data/reference, calculation rule 3).
        """
        if not self.source.startswith("ADEME") or not self.is_creditable:
            return None
        gross, credit = {
            EndOfLife.USUAL: (self.usual_end_kg, None),
            EndOfLife.LANDFILL: (self.landfill_kg, self.landfill_credit_kg),
            EndOfLife.INCINERATION: (self.incineration_kg, self.incineration_credit_kg),
        }[route]
        return None if gross is None else gross + (credit or 0)


FactorsByCode = Mapping[str, Sequence[Factor]]


def choose_factor(material_path: Sequence[str], factors_by_code: FactorsByCode, *, is_counted: bool) -> Factor | None:
    """The preferred factor of the nearest ancestor, the path being nearest first; None: there is no factor.

    A lot that is counted in pieces looks for a factor per piece along the whole path before one per tonne (rule 6).
    """
    units = [BasisUnit.PIECE, BasisUnit.TONNE] if is_counted else [BasisUnit.TONNE]
    fitting = (
        factor
        for unit in units
        for factor in _along(material_path, factors_by_code)
        if factor.is_preferred and factor.basis_unit is unit
    )
    return next(fitting, None)


def choose_end_of_life(
    material_path: Sequence[str], factors_by_code: FactorsByCode, route: EndOfLife = EndOfLife.USUAL
) -> Factor | None:
    """The factor per tonne of the nearest ancestor that states this end of life within creditable limits.

    Rows for the end of life alone are never preferred ones, so preference does not count here.
    """
    stating = (
        factor
        for factor in _along(material_path, factors_by_code)
        if factor.basis_unit is BasisUnit.TONNE and factor.end_of_life_kg(route) is not None
    )
    return next(stating, None)


def _along(material_path: Sequence[str], factors_by_code: FactorsByCode) -> Iterator[Factor]:
    for code in material_path:
        yield from factors_by_code.get(code, ())
