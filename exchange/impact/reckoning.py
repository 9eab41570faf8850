"""From the catalogue's rows to the core's questions: which factor, which process, which vehicle."""

from dataclasses import dataclass
from decimal import Decimal

from exchange.catalogue.core.entries import ProcessEntry
from exchange.catalogue.core.snapshot import Catalogue
from exchange.impact.core.basis import Basis, reckoned
from exchange.impact.core.benefit import ALL_OF_IT, Benefit, NoFactor, Route
from exchange.impact.core.factors import Factor, choose_end_of_life, choose_factor
from exchange.impact.core.haulage import DedicatedTrip, Haulage, SharedTrip
from exchange.impact.core.ranges import Range
from exchange.impact.rows import as_factor, mode_of
from exchange.kernel.trade import LegalStatus

PIECE = "unit"
"""The trade unit that is one piece: a lot told in it may take a factor per piece."""

BY_LOAD_T = ((Decimal(1), "TF001"), (Decimal(9), "TF007"), (Decimal(10**9), "TF012"))
"""Lightest vehicle that takes the load, at the average loading of its class: diesel van up to 1 t, 19 t lorry up to
9 t, 40 t articulated lorry beyond. The payloads are domain knowledge; the factors are ADEME Base Carbone V23.6."""

_CREDIT_RULES = {Route.REUSE: {"reuse"}, Route.RECYCLING: {"recycle", "displace"}, Route.BY_PRODUCT: {"displace"}}


@dataclass(frozen=True, slots=True)
class Trip:
    """What carried the load: a row of the transport table, as a share of its average load or for this load alone."""

    transport_code: str
    is_dedicated: bool = False
    returns_empty: bool = True


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A result with what it stands on: the way it took, the process it assumed, and the catalogue's version."""

    result: Benefit | NoFactor
    route: Route
    process_code: str | None
    version: int
    basis: Basis


def route_of(status: LegalStatus | None) -> Route:
    """What becomes of a lot by its legal status; waste and unknown are recycled, which claims least."""
    if status in {LegalStatus.PRODUCT, LegalStatus.REUSE_ITEM}:
        return Route.REUSE
    return Route.BY_PRODUCT if status is LegalStatus.BY_PRODUCT else Route.RECYCLING


def reckon(
    catalogue: Catalogue,
    material_code: str,
    quantity_kg: Decimal,
    haul_km: float,
    status: LegalStatus | None,
    *,
    kg_per_piece: Decimal | None = None,
    trip: Trip | None = None,
) -> Reckoned:
    """The net benefit of moving a quantity (kg) of a material over great-circle kilometres.

    Re-use displaces new goods one for one unless a process states its share. Recycling and by-products need a
    process that says what they displace and with which yield; without one there is no figure. A lot counted in
    pieces gives the mass of one; a trip that nobody told is a share of the lightest vehicle that takes the load.
    Raises LookupError for a trip of no known vehicle, ValueError for one whose row states no such figure.
    """
    route = route_of(status)
    process = _process(catalogue, material_code, route)
    way = _haulage(catalogue, quantity_kg, haul_km, trip)
    basis = _basis(catalogue, material_code, route, process, way, kg_per_piece)
    return Reckoned(reckoned(basis, quantity_kg), route, process.code if process else None, catalogue.version, basis)


def _basis(
    catalogue: Catalogue,
    material_code: str,
    route: Route,
    process: ProcessEntry | None,
    way: Haulage,
    kg_per_piece: Decimal | None,
) -> Basis:
    if process is None and route is not Route.REUSE:
        return Basis(route, way)
    displacement, yield_share = _shares(process)
    is_counted = kg_per_piece is not None and route is Route.REUSE
    factor = _factor(catalogue, _displaced(process, material_code, route), is_counted=is_counted)
    end = choose_end_of_life(_path(catalogue, material_code), _factors(catalogue, material_code))
    kind = Route.BY_PRODUCT if process and process.credit_rule == "displace" else route
    return Basis(kind, way, displacement, yield_share, kg_per_piece, factor, end)


def _process(catalogue: Catalogue, material_code: str, route: Route) -> ProcessEntry | None:
    """The process nearest to the material whose rule of credit fits the route, in the order of the files."""
    fitting = [p for p in catalogue.processes_from(material_code) if p.credit_rule in _CREDIT_RULES[route]]
    return max(fitting, key=lambda p: catalogue.span(p.input_code).depth, default=None)


def _displaced(process: ProcessEntry | None, material_code: str, route: Route) -> str:
    if process is None or route is Route.REUSE or process.credit_rule == "recycle":
        return material_code
    return process.displaces_code or material_code


def _shares(process: ProcessEntry | None) -> tuple[Range, Range]:
    """Displacement and yield; a yield in another unit than t/t says nothing about mass."""
    if process is None:
        return ALL_OF_IT, ALL_OF_IT
    displacement = Range.exactly(process.displacement_ratio or Decimal(1))
    if process.yield_typical is None or process.yield_unit not in {"", "t/t"}:
        return displacement, ALL_OF_IT
    low, high = process.yield_low or process.yield_typical, process.yield_high or process.yield_typical
    return displacement, Range(min(low, Decimal(1)), min(process.yield_typical, Decimal(1)), min(high, Decimal(1)))


def _path(catalogue: Catalogue, code: str) -> list[str]:
    return [node.code for node in reversed(catalogue.path(code))]


def _factor(catalogue: Catalogue, code: str, *, is_counted: bool) -> Factor | None:
    return choose_factor(_path(catalogue, code), _factors(catalogue, code), is_counted=is_counted)


def _factors(catalogue: Catalogue, code: str) -> dict[str, list[Factor]]:
    by_code: dict[str, list[Factor]] = {}
    for entry in catalogue.factors_along(code):
        by_code.setdefault(entry.material_code, []).append(as_factor(entry, catalogue.version))
    return by_code


def _haulage(catalogue: Catalogue, quantity_kg: Decimal, haul_km: float, trip: Trip | None) -> Haulage:
    usual = next(code for most_t, code in BY_LOAD_T if quantity_kg <= most_t * 1000)
    mode, km = mode_of(catalogue, trip.transport_code if trip else usual), Decimal(repr(round(haul_km, 3)))
    if trip is None or not trip.is_dedicated:
        return SharedTrip(mode, km)
    return DedicatedTrip(mode, km, trip.returns_empty)
