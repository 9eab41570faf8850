"""A flow as the columns of an observed listing. What a register does not say stays unknown."""

from decimal import Decimal
from typing import Any

from sqlalchemy.dialects.postgresql import Range

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings.flows.rows import FlowRow
from exchange.listings.models import ListingState, MassBasis
from exchange.listings.placing import here, reach_circle

_KG_PER_TONNE = Decimal(1000)


def offer_columns(row: FlowRow, source: str | None) -> dict[str, Any]:
    """What a change of the register may change on an offer; its quantity moves through the ledger alone."""
    return {
        **_common(row, source),
        "mass_basis": MassBasis.DECLARED,
        "minimum_kg": row.min_lot_kg,
        "waste_code": row.waste_code,
        "is_hazardous": row.is_hazardous,
        "available_from": row.first,
        "available_until": row.last,
        "delivers_within_km": row.reach_km,
        "price_eur_per_t": row.price_eur_per_t,
    }


def need_columns(row: FlowRow, known: Catalogue, source: str | None) -> dict[str, Any]:
    """What a change of the register may change on a need, with the intervals of the node and its substitutes."""
    substitutes = [rule.substitute_code for rule in known.substitutions_into(row.material_code)]
    spans = [known.span(code) for code in (row.material_code, *substitutes)]
    return {
        **_common(row, source),
        "material": [Range(span.lft, span.end) for span in spans],
        "smallest_lot_kg": row.min_lot_kg,
        "wanted_from": row.first,
        "wanted_until": row.last,
        "collects_within_km": row.reach_km,
        "highest_eur_per_t": row.price_eur_per_t,
    }


def _common(row: FlowRow, source: str | None) -> dict[str, Any]:
    """Where no source is told, what was told before stands."""
    told = {} if source is None else {"observed_source": source}
    return {
        **told,
        "state": ListingState.OBSERVED,
        "observed_ref": row.establishment_id,
        "title": row.name,
        "unit": "t",
        "kg_per_unit": _KG_PER_TONNE,
        "reach": reach_circle(row.place, row.reach_km),
        **here(row.place),
    }
