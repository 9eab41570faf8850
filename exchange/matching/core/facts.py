"""What matching knows of an offer and of a need: plain values with units, nothing to look up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from exchange.kernel.place import Place
from exchange.kernel.trade import Grade, LegalStatus


class Side(StrEnum):
    """The two ends of a pair."""

    OFFER = "offer"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class MaterialSpan:
    """A node of the material tree as its nested-set interval [lft, end): what lies under it lies inside."""

    code: str
    lft: int
    end: int

    @property
    def width(self) -> int:
        """How much the node holds: the narrower, the more precisely it says what is meant."""
        return self.end - self.lft

    def holds(self, other: "MaterialSpan") -> bool:
        """Whether the other node is this one or lies under it."""
        return self.lft <= other.lft and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Accepted:
    """A node that a need accepts: named by it, or let in by a substitution rule under a condition."""

    span: MaterialSpan
    substitution_id: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """A surplus as matching sees it. Raises ValueError for a window that runs backwards or waste without a code."""

    ref: str
    business_ref: str
    is_active: bool
    material: MaterialSpan
    place: Place
    country: str  # ISO 3166-1 alpha-2: FR, BE, GB
    delivers_within_km: float  # 0: collection only
    available_from: date | None  # None: since ever
    available_until: date | None  # None: no end
    free_kg: Decimal
    minimum_kg: Decimal  # smallest call-off; 0: any; equal to free_kg: the whole lot
    ask_eur_per_t: Decimal | None  # below zero: the holder pays; None: not stated
    is_negotiable: bool
    condition: Grade | None  # None: not known, passes
    legal_status: LegalStatus | None  # None: not known (observed flows), passes
    waste_code: str | None  # six digits of the List of Waste, without spaces
    is_hazardous: bool
    is_observed: bool = False

    def __post_init__(self) -> None:
        _ensure_forward(self.available_from, self.available_until)
        if self.legal_status is LegalStatus.WASTE and self.waste_code is None:
            raise ValueError(f"Offer {self.ref} is waste and has no waste code.")


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """A need as matching sees it. Raises ValueError for a window that runs backwards."""

    ref: str
    business_ref: str
    is_active: bool
    accepts: tuple[Accepted, ...]
    place: Place
    country: str  # ISO 3166-1 alpha-2
    collects_within_km: float  # 0: delivery only
    wanted_from: date | None
    wanted_until: date | None
    wanted_kg: Decimal
    smallest_lot_kg: Decimal  # 0: any
    highest_eur_per_t: Decimal | None  # below zero: wants to be paid; None: no limit
    is_negotiable: bool
    lowest_grade: Grade | None  # None: any
    accepted_statuses: frozenset[LegalStatus]  # empty: all
    permitted_codes: frozenset[str]  # six digits each, from verified permits in force at the receiving site
    is_observed: bool = False

    def __post_init__(self) -> None:
        _ensure_forward(self.wanted_from, self.wanted_until)


def _ensure_forward(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise ValueError(f"The window ends on {last}, before it starts on {first}.")
