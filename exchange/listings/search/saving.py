"""What taking a lot would spare the climate: the reckoning of impact, as a column to sort by."""

import json
from decimal import Decimal
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from exchange.catalogue.core.snapshot import Catalogue
from exchange.impact.core.benefit import Benefit
from exchange.impact.reckoning import reckon
from exchange.kernel.trade import LegalStatus
from exchange.listings.models import Offer
from exchange.listings.search.criteria import Criteria
from exchange.listings.search.filters import distance_km

_TONNE = Decimal(1000)
_FAR_KM = 100.0
_UNKNOWN = -1e12
"""Below every figure: lots without a factor come last, they are not worth zero."""


def avoided_kgco2e(criteria: Criteria, catalogue: Catalogue) -> sa.ColumnElement[Any]:
    """Net kg CO₂e of all that is free of a lot, carried from its public cell to where the searcher is.

    The factor per kilogram of haul is that of a tonne, so that big loads are ranked a little too low, never too high.
    """
    known = sa.cast(sa.literal(_figures(catalogue), sa.Text), JSONB)
    key = Offer.material_code + "/" + sa.func.coalesce(sa.cast(Offer.legal_status, sa.Text), "")
    here, per_km = (sa.cast(known[key][at].astext, sa.Float) for at in (0, 1))
    kg_per_kg = here - per_km * sa.func.coalesce(distance_km(criteria), 0.0)
    return sa.cast(sa.func.coalesce(sa.cast(Offer.free_kg, sa.Float) * kg_per_kg, _UNKNOWN), sa.Float)


@lru_cache(maxsize=2)
def _of_version(catalogue: "_Known") -> str:
    figures = {
        f"{code}/{status}": found
        for code in catalogue.of.materials
        for status in LegalStatus
        if (found := _per_kg(catalogue.of, code, status))
    }
    return json.dumps(figures)


class _Known:
    """A catalogue, the same as any other of its version."""

    def __init__(self, of: Catalogue) -> None:
        self.of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.of is self.of

    def __hash__(self) -> int:
        return hash(self.of.version)


def _figures(catalogue: Catalogue) -> str:
    return _of_version(_Known(catalogue))


def _per_kg(catalogue: Catalogue, code: str, status: LegalStatus) -> tuple[float, float] | None:
    """Kg CO₂e per kg on the spot, and what each kilometre takes off."""
    here, far = (reckon(catalogue, code, _TONNE, km, status).result for km in (0.0, _FAR_KM))
    if not isinstance(here, Benefit) or not isinstance(far, Benefit):
        return None
    spot, away = float(here.kg.central) / 1000, float(far.kg.central) / 1000
    return spot, (spot - away) / _FAR_KM
