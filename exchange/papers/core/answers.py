"""A case before the law: what the lot is, where it goes, and what the two sides have answered so far."""

import enum
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from exchange.kernel.trade import Country, LegalStatus


class StatusAbroad(enum.StrEnum):
    """What a by-product or ex-waste is on the other side of the border."""

    RECOGNISED = "recognised"
    WASTE = "waste"


class Consistency(enum.StrEnum):
    """As the tracking slip names it."""

    SOLID = "solid"
    LIQUID = "liquid"
    DOUGHY = "doughy"
    GASEOUS = "gaseous"


class Packaging(enum.StrEnum):
    """As the tracking slip names it."""

    DRUM = "drum"
    IBC = "ibc"
    TANK = "tank"
    SKIP = "skip"
    PIPELINE = "pipeline"
    OTHER = "other"


class Mode(enum.StrEnum):
    """How a carrier drives."""

    ROAD = "road"
    RAIL = "rail"
    RIVER = "river"
    SEA = "sea"
    AIR = "air"


class Region(enum.StrEnum):
    """Regions of Belgium decide on waste, each for itself."""

    FLANDERS = "flanders"
    WALLONIA = "wallonia"
    BRUSSELS = "brussels"


class BaselList(enum.StrEnum):
    """How a waste may cross: with its data sheet, or under notification only."""

    GREEN = "green"
    AMBER = "amber"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who drives, and the receipt that lets them."""

    name: str
    mode: Mode
    is_exempt: bool
    receipt_until: date | None

    def may_drive_on(self, day: date) -> bool:
        """Whether the receipt counts on a day, the last one included, or none is needed."""
        return self.is_exempt or (self.receipt_until is not None and day <= self.receipt_until)


@dataclass(frozen=True, slots=True)
class Answers:
    """The dossier as it stands; empty means open."""

    operation_code: str = ""
    basel_entry: str = ""
    contract_on: date | None = None
    pick_up_on: date | None = None
    notification_number: str = ""
    acceptance_certificate: str = ""
    slip_number: str = ""
    status_abroad: StatusAbroad | None = None
    status_reference: str = ""
    un_number: str = ""
    consistency: Consistency | None = None
    packaging: Packaging | None = None
    packages: int | None = None
    intended_use: str = ""
    carriers: tuple[Carrier, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a rule may look at. ``slot_on`` is the day of the slot that is proposed or agreed."""

    status: LegalStatus | None
    is_hazardous: bool
    is_pop: bool
    quantity_kg: Decimal
    origin: Country
    destination: Country
    giver_hauls: bool
    today: date
    answers: Answers
    region: Region | None = None
    """Of the receiving site, in Belgium."""
    basel_list: BaselList = BaselList.UNLISTED
    operation_is_lawful: bool = True
    """Whether the code told is one of the operations that the catalogue knows; D6 and D7 are not."""
    takes_hazardous: bool = True
    """Whether the receiving site may take hazardous waste of this code; asked in France only."""
    code_is_valid: bool = True
    """Whether the list of waste holds the code today."""
    earliest_pick_up: date | None = None
    """Two working days from today."""
    slot_on: date | None = None
    is_precursor: bool = False
    """Whether explosives can be made of it (regulation 2019/1148, annexes I and II)."""
    is_taker_verified: bool = True
    is_never_feed: bool = False
    """Catering waste, and animal matter of category 2."""
    feeds_animals: bool = False
    """Whether the taker keeps livestock or makes feed, by its activity."""
    use_by: date | None = None
    """Of food for people; None for what is no longer food."""
    is_gift: bool = False

    @property
    def crosses(self) -> bool:
        """Whether the load changes country."""
        return self.origin is not self.destination

    @property
    def asks_status_abroad(self) -> bool:
        """By-products and ex-waste are so by the law of one country only."""
        return self.crosses and self.status in {LegalStatus.BY_PRODUCT, LegalStatus.END_OF_WASTE}

    @property
    def may_become_feed(self) -> bool:
        """Whether what never becomes feed goes to somebody who feeds animals: then its use is asked."""
        return self.is_never_feed and self.feeds_animals

    @property
    def is_waste(self) -> bool:
        """Waste in either country: the stricter one decides."""
        is_abroad = self.asks_status_abroad and self.answers.status_abroad is StatusAbroad.WASTE
        return self.status is LegalStatus.WASTE or is_abroad

    @property
    def is_tracked(self) -> bool:
        """Hazardous waste, and waste with persistent pollutants, travel with an electronic slip."""
        return self.is_waste and (self.is_hazardous or self.is_pop)

    @property
    def needs_notification(self) -> bool:
        """Regulation 2024/1157, article 4: everything but green-listed waste that is neither hazardous nor POP."""
        return self.crosses and self.is_waste and (self.is_tracked or self.basel_list is not BaselList.GREEN)

    @property
    def needs_data_sheet(self) -> bool:
        """Article 18: green-listed waste above 20 kg."""
        return self.crosses and self.is_waste and not self.needs_notification and self.quantity_kg > LEAST_WITH_SHEET_KG


LEAST_WITH_SHEET_KG = Decimal(20)
