"""What somebody wants to post, checked at the door: the border between forms and verbs."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from exchange.kernel.trade import Grade, LegalStatus
from exchange.listings.legal import LegalClaim
from exchange.listings.models import MassBasis, PaperKind, Readers, Rhythm


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A document as its holder hands it in."""

    kind: PaperKind
    title: str
    readers: Readers
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDraft:
    """A lot as its holder describes it. For a flow the quantity is what one month brings."""

    title: str
    description: str = ""
    composition: str = ""
    packaging: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    """Answers to what the material's family asks, by attribute, JSON-ready."""
    material_code: str
    quantity_kg: Decimal
    unit: str
    kg_per_unit: Decimal
    mass_basis: MassBasis
    minimum_kg: Decimal = Decimal(0)
    is_whole_lot: bool = False
    rhythm: Rhythm = Rhythm.ONE_OFF
    weekdays: tuple[int, ...] = ()
    """Of a flow: ISO weekdays, 1 Monday to 7; empty: any."""
    months: tuple[int, ...] = ()
    """Of a flow: 1 to 12; empty: all year."""
    is_weekly: bool = False
    """Of a flow: told by the week; the quantity is a month's all the same."""
    condition: Grade
    legal: LegalClaim
    site_id: UUID
    delivers_within_km: int = 0
    available_from: date
    available_until: date | None = None
    price_eur_per_t: Decimal | None
    """0 free, negative: the holder pays, None: to be discussed."""
    is_negotiable: bool = False
    is_anonymous: bool = False
    partners_from: date | None = None
    """First day for partners; None: not before everyone."""
    everyone_from: date | None = None
    """First day for everyone; None: at once."""
    safety_sheet: PaperDraft | None = None
    """The PDF that a chemical needs, handed in with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDraft:
    """What a business looks for. For a flow the quantity is what it wants each month."""

    title: str
    description: str = ""
    material_codes: tuple[str, ...]
    quantity_kg: Decimal
    unit: str
    kg_per_unit: Decimal
    smallest_lot_kg: Decimal = Decimal(0)
    rhythm: Rhythm = Rhythm.ONE_OFF
    weekdays: tuple[int, ...] = ()
    """Of a flow: ISO weekdays, 1 Monday to 7; empty: any."""
    months: tuple[int, ...] = ()
    """Of a flow: 1 to 12; empty: all year."""
    is_weekly: bool = False
    """Of a flow: told by the week; the quantity is a month's all the same."""
    lowest_grade: Grade | None = None
    accepted_statuses: tuple[LegalStatus, ...] = ()
    """Empty accepts all."""
    site_id: UUID
    collects_within_km: int
    wanted_from: date
    wanted_until: date | None = None
    highest_eur_per_t: Decimal | None = None
    """None: no limit told."""
    is_negotiable: bool = False
    is_anonymous: bool = False
    partners_from: date | None = None
    """First day for partners; None: not before everyone."""
    everyone_from: date | None = None
    """First day for everyone; None: at once."""
