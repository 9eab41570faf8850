"""Emission factors as values, one catalogue version's worth: a figure is never without source and year."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FactorEntry:
    """What one tonne (or one piece, see ``basis_unit``: «t» or «unit») of a material stands for, in kg CO₂e.

    None means that the source does not say; it is never zero. ``is_preferred``: the one to use among the
    factors of a material. ``plausibility`` other than «ok»: see the comment before crediting anything.
    """

    code: str
    material_code: str
    label: str
    rank: int
    scope: str
    is_preferred: bool
    basis_unit: str
    virgin_kgco2e: Decimal | None
    recycled_kgco2e: Decimal | None
    reuse_processing_kgco2e: Decimal | None
    eol_landfill_kgco2e: Decimal | None
    eol_landfill_credit_kgco2e: Decimal | None
    eol_incineration_kgco2e: Decimal | None
    eol_incineration_credit_kgco2e: Decimal | None
    eol_default_kgco2e: Decimal | None
    eol_default_route: str
    water_m3: Decimal | None
    energy_gj: Decimal | None
    geography: str
    data_year: int | None
    uncertainty_pct: Decimal | None
    source: str
    source_id: str
    confidence: str
    plausibility: str
    comment: str


@dataclass(frozen=True, slots=True)
class TransportFactorEntry:
    """What moving costs the climate: kg CO₂e per ``activity_unit`` (t.km, m3.km or km), and per km where known."""

    code: str
    mode: str
    vehicle_class: str
    label_en: str
    label_fr: str
    energy: str
    activity_unit: str
    kgco2e_per_activity_unit: Decimal | None
    kgco2e_per_km: Decimal | None
    assumed_load_t: Decimal | None
    cost_eur_per_km: Decimal | None
    boundary: str
    geography: str
    data_year: int | None
    source: str
    source_id: str
    confidence: str
    plausibility: str
    comment: str
