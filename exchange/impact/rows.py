"""Rows of the catalogue as the core's values: a figure that is not stated stays None."""

from exchange.catalogue.core.factors import FactorEntry, TransportFactorEntry
from exchange.catalogue.core.snapshot import Catalogue
from exchange.impact.core.factors import BasisUnit, Factor, Plausibility
from exchange.impact.core.haulage import Mode


def as_factor(entry: FactorEntry, version: int) -> Factor:
    """A row of the factor table under a version of the catalogue."""
    return Factor(
        factor_id=entry.code,
        material_code=entry.material_code,
        label=entry.label,
        basis_unit=BasisUnit(entry.basis_unit),
        is_preferred=entry.is_preferred,
        source=entry.source,
        year=entry.data_year or 0,
        geography=entry.geography,
        version=str(version),
        virgin_kg=entry.virgin_kgco2e,
        recycled_kg=entry.recycled_kgco2e,
        reuse_processing_kg=entry.reuse_processing_kgco2e,
        usual_end_kg=entry.eol_default_kgco2e,
        landfill_kg=entry.eol_landfill_kgco2e,
        landfill_credit_kg=entry.eol_landfill_credit_kgco2e,
        incineration_kg=entry.eol_incineration_kgco2e,
        incineration_credit_kg=entry.eol_incineration_credit_kgco2e,
        uncertainty_pct=entry.uncertainty_pct,
        plausibility=Plausibility(entry.plausibility),
    )


def mode_of(catalogue: Catalogue, code: str) -> Mode:
    """The row of the transport table as a mode. Raises LookupError for an unknown code."""
    entry = next((entry for entry in catalogue.factors.of_transport if entry.code == code), None)
    if entry is None:
        raise LookupError(f"No vehicle {code} in version {catalogue.version} of the catalogue.")
    return _as_mode(entry, catalogue.version)


def _as_mode(entry: TransportFactorEntry, version: int) -> Mode:
    return Mode(
        mode_code=entry.mode,
        vehicle_class=entry.vehicle_class,
        source=entry.source,
        year=entry.data_year or 0,
        geography=entry.geography,
        version=str(version),
        kg_per_tkm=entry.kgco2e_per_activity_unit if entry.activity_unit == "t.km" else None,
        kg_per_km=entry.kgco2e_per_km,
    )
