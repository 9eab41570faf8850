"""What a demo consists of, before any of it is stored: planned from a seed, the same every time."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from exchange.accounts.service import SiteDraft
from exchange.demo.reading import Character, Kind, Trade
from exchange.kernel.registration import Registration
from exchange.listings.service import NeedDraft, OfferDraft


@dataclass(frozen=True, slots=True)
class PlannedPermit:
    """Waste codes (six digits) that a site may take until a day; on the desk while it is not verified."""

    waste_codes: tuple[str, ...]
    valid_until: date
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented company with its one site and its people."""

    name: str
    registration: Registration
    trade: Trade
    language: str
    is_verified: bool
    site: SiteDraft
    people: tuple[Character, ...]
    permits: tuple[PlannedPermit, ...] = ()
    suspended_because: str = ""

    def may_take(self, waste_code: str) -> bool:
        """Whether a verified permit covers a code of six digits."""
        return any(permit.is_verified and waste_code in permit.waste_codes for permit in self.permits)


@dataclass(frozen=True, slots=True)
class Lot:
    """An offer to post; the site in its draft is filled in when there is one."""

    kind: Kind
    firm: int
    at: datetime
    draft: OfferDraft

    @property
    def quantity(self) -> Decimal:
        """How much, in the lot's own unit."""
        return (self.draft.quantity_kg / self.draft.kg_per_unit).quantize(Decimal("0.001"))


@dataclass(frozen=True, slots=True)
class Wish:
    """A need to post."""

    kind: Kind
    firm: int
    at: datetime
    draft: NeedDraft


class Ending(StrEnum):
    """How far a deal has come by today."""

    PROPOSED = "proposed"
    COUNTERED = "countered"
    DECLINED = "declined"
    AGREED = "agreed"
    SLOT_PROPOSED = "slot_proposed"
    SCHEDULED = "scheduled"
    IN_TRANSIT = "in_transit"
    WEIGHED = "weighed"
    SILENT = "silent"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Story:
    """A deal to tell: on which lot, for which need if any, with whom, since when and how far.

    ``quantity`` is in the lot's own unit; ``loaded_share`` is what the scale says of what was agreed.
    """

    lot: int
    need: int | None
    taker: int
    opened_at: datetime
    ending: Ending
    quantity: Decimal
    price_eur_per_t: Decimal
    loaded_share: Decimal


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    businesses: int = 60
    offers: int = 240
    needs: int = 120


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole demo. Firms, lots and needs are named by their place in these lists."""

    firms: tuple[Firm, ...]
    lots: tuple[Lot, ...]
    wishes: tuple[Wish, ...]
    stories: tuple[Story, ...]
