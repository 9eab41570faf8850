"""What people ask for, checked for form but not yet for rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from exchange.deals.core.quality import Band
from exchange.deals.models import Hauler, HolderKind, RefusalGround, WeightKind

PROPOSAL_LASTS = timedelta(days=14)
"""How long terms wait for an answer before they lapse, unless who proposes them says otherwise."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person acting for one side."""

    person_id: UUID
    business_id: UUID


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """From when to when a load can be fetched, in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class TermsDraft:
    """Quantity in the lot's own unit, price in euro per tonne (negative: the giver pays), who hauls.

    ``price_eur``: for all of the quantity; where it is given, the price per tonne follows from it.
    ``lasts``: how long it waits for an answer. ``slot``: when the first load would be fetched; None leaves it open.
    """

    quantity: Decimal
    price_eur_per_t: Decimal
    hauler: Hauler
    note: str = ""
    lasts: timedelta = PROPOSAL_LASTS
    bands: tuple[Band, ...] = ()
    price_eur: Decimal | None = None
    slot: SlotDraft | None = None


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """Terms for a lot, for a need or none, to arrive at a site of the taker (its need's, or its only one)."""

    offer_id: UUID
    terms: TermsDraft
    need_id: UUID | None = None
    site_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SampleDraft:
    """How much of the lot to try, in its own unit, and what for."""

    quantity: Decimal
    wish: str = ""


@dataclass(frozen=True, slots=True)
class CustodyDraft:
    """Who has a load from now on, where it took it over, on which vehicle, and when (UTC)."""

    kind: HolderKind
    holder: str
    place: str
    plate: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured at the gate, in percent of the mass; None where it was not."""

    moisture: Decimal | None = None
    impurities: Decimal | None = None


NOT_MEASURED = Found()


@dataclass(frozen=True, slots=True)
class WeightDraft:
    """What the scale said, or what somebody reckons, in kilograms or in the lot's own unit."""

    weight: Decimal
    is_in_kg: bool
    kind: WeightKind
    found: Found = NOT_MEASURED


@dataclass(frozen=True, slots=True)
class RefusalDraft:
    """What was not taken, and what was (None: nothing of it), in kilograms or in the lot's own unit, and why."""

    refused: Decimal
    accepted: Decimal | None
    is_in_kg: bool
    kind: WeightKind
    ground: RefusalGround
    words: str
    found: Found = NOT_MEASURED
