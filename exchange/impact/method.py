"""What the page about the method shows: the factors of one version, as they were loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa

from exchange.catalogue import queries as catalogue
from exchange.catalogue.core.factors import TransportFactorEntry
from exchange.catalogue.models import CatalogueVersion
from exchange.impact.core.factors import Factor
from exchange.impact.reckoning import BY_LOAD_T
from exchange.impact.rows import as_factor
from exchange.kernel.orm import session


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A row of the transport table that is taken when nobody told the vehicle; ``most_t`` is None for the last."""

    most_t: Decimal | None
    row: TransportFactorEntry


@dataclass(frozen=True, slots=True)
class Method:
    """One version's factors: of materials by family, and the usual vehicles."""

    version: int
    families: list[tuple[str, list[tuple[str, Factor]]]]
    """Label of the family; label of the material and its row."""
    vehicles: list[Vehicle]


def versions() -> Sequence[int]:
    """Every version of the catalogue that was ever loaded, newest first."""
    return session().scalars(sa.select(CatalogueVersion.number).order_by(CatalogueVersion.number.desc())).all()


def of_version(version: int, language: str) -> Method:
    """The rows that may speak for a material under a version: preferred ones and those of an end of life."""
    known, book = catalogue.current(), catalogue.factor_book(version)
    by_family: dict[str, list[tuple[str, Factor]]] = {}
    for entry in book.of_materials:
        row, path = as_factor(entry, version), known.path(entry.material_code)
        if path and row.is_creditable and (row.is_preferred or row.usual_end_kg is not None):
            by_family.setdefault(path[0].label(language), []).append((path[-1].label(language), row))
    rows = {entry.code: entry for entry in book.of_transport}
    last = BY_LOAD_T[-1][1]
    vehicles = [Vehicle(None if code == last else most, rows[code]) for most, code in BY_LOAD_T if code in rows]
    return Method(version, sorted(by_family.items()), vehicles)
