"""Rows of the reference tables that the worked examples use, figures as published there."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from exchange.impact.core.factors import BasisUnit, Factor, Plausibility
from exchange.impact.core.haulage import Mode

D = Decimal
ADEME = "ADEME Base Carbone V23.6 (2025)"
DEFRA = "UK DESNZ/DEFRA GHG conversion factors 2025 v1"
WARM = "US EPA WARM v15"


def a_factor(factor_id: str, material_code: str, **known: Any) -> Factor:
    usual: dict[str, Any] = {"label": factor_id, "basis_unit": BasisUnit.TONNE, "is_preferred": True}
    where = {"source": ADEME, "year": 2018, "geography": "FR", "version": "2025-1"}
    return Factor(factor_id, material_code, **{**usual, **where, **known})


STEEL = a_factor(
    "IF001",
    "metal.steel",
    virgin_kg=D(2211),
    recycled_kg=D(938),
    landfill_kg=D(41),
    incineration_kg=D(135),
    uncertainty_pct=D(10),
)
LEAD = a_factor(
    "IF015",
    "metal.lead",
    virgin_kg=D(2090),
    recycled_kg=D(2090),
    plausibility=Plausibility.RECYCLED_EQUALS_VIRGIN,
)
NYLON = a_factor("IF061", "plastic.pa", virgin_kg=D(7630), uncertainty_pct=D(25), year=2014)
PVC_BURNT = a_factor(
    "IF059",
    "plastic.pvc",
    is_preferred=False,
    incineration_kg=D(4613),
    incineration_credit_kg=D(-299),
    plausibility=Plausibility.IMPLAUSIBLE_HIGH,
)
CLOTHING = a_factor(
    "IF064",
    "textile",
    virgin_kg=D(22310),
    reuse_processing_kg=D("152.2"),
    landfill_kg=D("496.8"),
    source=DEFRA,
    geography="UK",
)
CLOTHING_ENDS = a_factor("IF074", "textile", is_preferred=False, usual_end_kg=D(1382), uncertainty_pct=D(50))
AGGREGATE = a_factor(
    "IF100", "construction.aggregates", virgin_kg=D("7.793"), reuse_processing_kg=D("2.21"), source=DEFRA
)
TIMBER = a_factor("IF088", "wood", virgin_kg=D("36.7"), plausibility=Plausibility.IMPLAUSIBLE_LOW)
DESK = a_factor("X-DESK", "furniture.desks", virgin_kg=D(120), basis_unit=BasisUnit.PIECE, uncertainty_pct=D(20))
FURNITURE = a_factor("X-FURNITURE", "furniture", virgin_kg=D(1800))

RIGID_19T = Mode("truck_rigid", "12-20 t", ADEME, 2025, "FR", "2025-1", kg_per_tkm=D("0.169"))
RIGID_17T = Mode("truck_rigid", ">17 t", DEFRA, 2025, "UK", "2025-1", kg_per_tkm=D("0.2088"), kg_per_km=D("1.229"))


def without_source_range(factor: Factor) -> Factor:
    return replace(factor, uncertainty_pct=None)
