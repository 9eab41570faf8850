"""The catalogue as its files say, without a database."""

from collections.abc import Iterable
from typing import Any

import pytest

from exchange.catalogue import factor_files, files
from exchange.catalogue.core import reading
from exchange.catalogue.core.snapshot import Catalogue, FactorBook


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The project's own catalogue."""
    factors = FactorBook(
        1,
        tuple(reading.factor(row) for row in factor_files.impact_factors(1)),
        tuple(reading.transport_factor(row) for row in factor_files.transport_factors(1)),
    )
    return Catalogue(
        1,
        _by_code(reading.material(row) for row in files.materials()),
        tuple(reading.substitution(row) for row in files.substitutions()),
        tuple(reading.process(row) for row in files.processes()),
        {entry.starred: entry for entry in map(reading.waste_code, files.waste_codes())},
        _by_code(reading.unit(row) for row in files.units()),
        factors,
    )


def _by_code(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.code: entry for entry in entries}
