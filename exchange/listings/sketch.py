"""A listing before it is posted, as far as it is told: who would match can be asked of it, nothing is stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from exchange.accounts.models import Site
from exchange.kernel.trade import Grade, LegalStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSketch:
    """A lot: what, how much and where are known; what is None is not told yet and stands in nobody's way."""

    business_id: UUID
    site: Site
    material_code: str
    quantity_kg: Decimal
    minimum_kg: Decimal
    delivers_within_km: int
    available_from: date | None
    available_until: date | None
    ask_eur_per_t: Decimal | None
    is_negotiable: bool
    condition: Grade | None
    legal_status: LegalStatus | None
    waste_code: str | None
    is_hazardous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSketch:
    """A need, likewise."""

    business_id: UUID
    site: Site
    material_codes: tuple[str, ...]
    quantity_kg: Decimal
    smallest_lot_kg: Decimal
    collects_within_km: int
    wanted_from: date | None
    wanted_until: date | None
    highest_eur_per_t: Decimal | None
    is_negotiable: bool
    lowest_grade: Grade | None
    accepted_statuses: frozenset[LegalStatus]
