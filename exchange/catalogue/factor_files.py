"""Reading the factor files: one row per figure, nothing rounded, nothing filled in."""

from collections.abc import Iterator
from decimal import Decimal

from exchange.catalogue.files import Row, cells

_IMPACT_FIGURES = {
    "virgin_kgco2e": "kgco2e_avoided_production_virgin",
    "recycled_kgco2e": "kgco2e_recycled_production",
    "reuse_processing_kgco2e": "kgco2e_reuse_processing",
    "eol_landfill_kgco2e": "kgco2e_eol_landfill",
    "eol_landfill_credit_kgco2e": "kgco2e_eol_landfill_credit",
    "eol_incineration_kgco2e": "kgco2e_eol_incineration",
    "eol_incineration_credit_kgco2e": "kgco2e_eol_incineration_energy_credit",
    "eol_default_kgco2e": "kgco2e_eol_default",
    "water_m3": "water_m3_per_t",
    "energy_gj": "energy_gj_per_t",
    "uncertainty_pct": "uncertainty_pct",
}
_TRANSPORT_FIGURES = ("kgco2e_per_activity_unit", "kgco2e_per_km", "assumed_load_t", "cost_eur_per_km")
_PROVENANCE = ("geography", "source", "source_id", "confidence", "plausibility", "comment")


def impact_factors(version: int) -> Iterator[Row]:
    """Factors of materials, per basis unit."""
    for row in cells("impact_factors.csv"):
        words = ("material_code", "label", "scope", "basis_unit", "eol_default_route", *_PROVENANCE)
        yield {
            **{name: row[name] for name in words},
            "version": version,
            "code": row["factor_id"],
            "data_year": _year(row),
            "rank": int(row["rank"]),
            "is_preferred": row["preferred"] == "1",
            **{name: _figure(row[column]) for name, column in _IMPACT_FIGURES.items()},
        }


def transport_factors(version: int) -> Iterator[Row]:
    """Factors of carriage, per activity unit and per kilometre."""
    for row in cells("transport_factors.csv"):
        words = ("vehicle_class", "label_en", "label_fr", "energy", "activity_unit", "boundary", *_PROVENANCE)
        yield {
            **{name: row[name] for name in words},
            "version": version,
            "code": row["factor_id"],
            "mode": row["mode_code"],
            "data_year": _year(row),
            **{name: _figure(row[name]) for name in _TRANSPORT_FIGURES},
        }


def _figure(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _year(row: dict[str, str]) -> int | None:
    return int(row["data_year"]) if row["data_year"] else None
