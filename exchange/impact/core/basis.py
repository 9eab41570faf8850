"""What a figure stands on, apart from the weight: kept with it, so that it can be reckoned again at any time."""

from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from exchange.impact.core.benefit import ALL_OF_IT, Benefit, Move, NoFactor, Route, net_benefit
from exchange.impact.core.factors import BasisUnit, EndOfLife, Factor, Plausibility
from exchange.impact.core.haulage import DedicatedTrip, Haulage, Mode, SharedTrip
from exchange.impact.core.ranges import Range


@dataclass(frozen=True, slots=True)
class Basis:
    """Route, way, process and the very rows of the factor tables, figures included.

    kg_per_piece: typical mass of one piece, where the lot is counted and its factor is per piece.
    """

    route: Route
    haulage: Haulage
    displacement: Range = ALL_OF_IT
    yield_share: Range = ALL_OF_IT
    kg_per_piece: Decimal | None = None
    factor: Factor | None = None
    end_of_life: Factor | None = None
    goes_to: EndOfLife = EndOfLife.USUAL


def reckoned(basis: Basis, mass_kg: Decimal) -> Benefit | NoFactor:
    """The net benefit of a mass (kg, above zero) on this basis: the same today and in ten years."""
    pieces = mass_kg / basis.kg_per_piece if basis.kg_per_piece else None
    move = Move(basis.route, mass_kg, basis.haulage, pieces, basis.displacement, basis.yield_share)
    return net_benefit(move, basis.factor, basis.end_of_life, basis.goes_to)


def kept(basis: Basis) -> dict[str, Any]:
    """The basis as JSON, decimals as text so that no digit is lost."""
    facts: dict[str, Any] = _plain(basis)
    facts["haulage"]["is_dedicated"] = isinstance(basis.haulage, DedicatedTrip)
    return facts


def read(facts: dict[str, Any]) -> Basis:
    """The basis that was kept. ``read(kept(basis)) == basis``."""
    return Basis(
        Route(facts["route"]),
        _haulage(facts["haulage"]),
        _range(facts["displacement"]),
        _range(facts["yield_share"]),
        _number(facts["kg_per_piece"]),
        _factor(facts["factor"]),
        _factor(facts["end_of_life"]),
        EndOfLife(facts["goes_to"]),
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _range(ends: dict[str, str]) -> Range:
    return Range(Decimal(ends["low"]), Decimal(ends["central"]), Decimal(ends["high"]))


def _haulage(facts: dict[str, Any]) -> Haulage:
    figures = {name: _number(facts["mode"][name]) for name in ("kg_per_tkm", "kg_per_km")}
    mode, km = Mode(**{**facts["mode"], **figures}), Decimal(facts["km"])
    return DedicatedTrip(mode, km, facts["returns_empty"]) if facts["is_dedicated"] else SharedTrip(mode, km)


def _factor(facts: dict[str, Any] | None) -> Factor | None:
    if facts is None:
        return None
    figures = {name: _number(value) for name, value in facts.items() if name.endswith(("_kg", "_pct"))}
    kinds = {"basis_unit": BasisUnit(facts["basis_unit"]), "plausibility": Plausibility(facts["plausibility"])}
    return Factor(**{**facts, **figures, **kinds})
