"""Net kg CO₂e of a quantity moved from here to there: avoided production and end of life, less haul and processing."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from exchange.impact.core.factors import BasisUnit, EndOfLife, Factor
from exchange.impact.core.haulage import Haulage
from exchange.impact.core.ranges import Range

KG_PER_TONNE = Decimal(1000)
ALL_OF_IT = Range.exactly(Decimal(1))


class Route(StrEnum):
    """What becomes of the material with its taker."""

    REUSE = "reuse"
    RECYCLING = "recycling"
    BY_PRODUCT = "by_product"


class LineLabel(StrEnum):
    """The parts of a net benefit, in the order they are shown."""

    AVOIDED_PRODUCTION = "avoided_production"
    AVOIDED_END_OF_LIFE = "avoided_end_of_life"
    PROCESSING = "processing"
    TRANSPORT = "transport"


class NoFactorReason(StrEnum):
    """Why nothing can be said, which is not the same as nothing being gained."""

    NO_FACTOR = "no_factor"
    NOT_COUNTED = "not_counted"
    IMPLAUSIBLE = "implausible"
    VIRGIN_NOT_KNOWN = "virgin_not_known"
    RECYCLED_NOT_KNOWN = "recycled_not_known"


@dataclass(frozen=True, slots=True)
class NoFactor:
    """No figure, and why; shown as such, never as zero."""

    reason: NoFactorReason


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the net benefit in kg CO₂e, positive where avoided, and the row it comes from."""

    label: LineLabel
    kg: Range
    source: str
    year: int
    geography: str
    version: str


@dataclass(frozen=True, slots=True)
class Benefit:
    """Net kg CO₂e avoided, below zero where the move costs more than it saves; the sum of its lines."""

    lines: tuple[Line, ...]
    has_stated_range: bool  # False: the factor's source states no uncertainty
    uncredited: NoFactorReason | None = None  # production that could not be credited, to be said beside the figure

    @property
    def kg(self) -> Range:
        """Low, central and high, to the gram."""
        total = Range.exactly(Decimal(0))
        for line in self.lines:
            total = total + line.kg
        return total


@dataclass(frozen=True, slots=True)
class Move:
    """A quantity and what becomes of it. Mass in kg; pieces where the lot is counted.

    displacement: for re-use, the share of new goods not made; for a by-product, kg replaced per kg of product.
    yield_share: kg of product per kg received, for recycling and by-products.
    Raises ValueError for a mass or a count that is not above zero, or a share outside its limits.
    """

    route: Route
    quantity_kg: Decimal
    haulage: Haulage
    pieces: Decimal | None = None
    displacement: Range = ALL_OF_IT
    yield_share: Range = ALL_OF_IT

    def __post_init__(self) -> None:
        if not self.quantity_kg > 0 or (self.pieces is not None and not self.pieces > 0):
            raise ValueError(f"A move has a mass above zero, not {self.quantity_kg} kg and {self.pieces} pieces.")
        if self.displacement.low < 0 or self.yield_share.low < 0 or self.yield_share.high > 1:
            raise ValueError("Displacement is zero or more, yield between zero and one.")
        if self.route is Route.REUSE and self.displacement.high > 1:
            raise ValueError("Re-use displaces at most as much as is re-used.")


def net_benefit(
    move: Move, factor: Factor | None, end_of_life: Factor | None = None, goes_to: EndOfLife = EndOfLife.USUAL
) -> Benefit | NoFactor:
    """What the move avoids, by the calculation rules of data/reference, rules 2 to 5.

    The factor is that of the material, for a by-product that of the displaced product. The end of life is credited
    only where its row states it for the way the material would have gone.
    """
    missing = _why_not_credited(move, factor)
    end_kg = None if end_of_life is None else end_of_life.end_of_life_kg(goes_to)
    if factor is None or (missing and (missing is not NoFactorReason.RECYCLED_NOT_KNOWN or end_kg is None)):
        return NoFactor(missing or NoFactorReason.NO_FACTOR)
    lines = [] if missing else [_production(move, factor)]
    if end_of_life is not None and end_kg is not None:
        lines.append(_line(LineLabel.AVOIDED_END_OF_LIFE, _times(move, end_of_life, end_kg), end_of_life))
    if move.route is Route.REUSE and factor.reuse_processing_kg:
        lines.append(_line(LineLabel.PROCESSING, _times(move, factor, -factor.reuse_processing_kg), factor))
    used = [row for row in (factor if not missing else None, end_of_life if end_kg is not None else None) if row]
    has_range = all(row.uncertainty_pct is not None for row in used)
    return Benefit((*lines, _transport(move)), has_range, missing)


def _why_not_credited(move: Move, factor: Factor | None) -> NoFactorReason | None:
    if factor is None:
        return NoFactorReason.NO_FACTOR
    if not factor.is_creditable:
        return NoFactorReason.IMPLAUSIBLE
    if factor.virgin_kg is None:
        return NoFactorReason.VIRGIN_NOT_KNOWN
    if factor.basis_unit is BasisUnit.PIECE and move.pieces is None:
        return NoFactorReason.NOT_COUNTED
    if move.route is Route.RECYCLING and not factor.knows_recycled:
        return NoFactorReason.RECYCLED_NOT_KNOWN
    return None


def _production(move: Move, factor: Factor) -> Line:
    virgin_kg = factor.virgin_kg or Decimal(0)
    if move.route is Route.RECYCLING:
        kg = _times(move, factor, virgin_kg - (factor.recycled_kg or 0)) * move.yield_share
    elif move.route is Route.REUSE:
        kg = _times(move, factor, virgin_kg) * move.displacement
    else:
        kg = _times(move, factor, virgin_kg) * move.displacement * move.yield_share
    return _line(LineLabel.AVOIDED_PRODUCTION, kg, factor)


def _times(move: Move, factor: Factor, kg_per_unit: Decimal) -> Range:
    """The factor for the whole quantity, with the spread its source states."""
    is_piece = factor.basis_unit is BasisUnit.PIECE and move.pieces is not None
    amount = move.pieces if is_piece and move.pieces else move.quantity_kg / KG_PER_TONNE
    return Range.spread(kg_per_unit * amount, factor.uncertainty_pct or Decimal(0))


def _line(label: LineLabel, kg: Range, row: Factor) -> Line:
    return Line(label, kg.to_the_gram(), row.source, row.year, row.geography, row.version)


def _transport(move: Move) -> Line:
    kg, mode = move.haulage.kgco2e(move.quantity_kg), move.haulage.mode
    cost = Range.exactly(-kg).to_the_gram()
    return Line(LineLabel.TRANSPORT, cost, mode.source, mode.year, mode.geography, mode.version)
