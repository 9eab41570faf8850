"""A flow as a register states it, and what can be wrong with a line."""

import enum
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from exchange.kernel.place import Place
from exchange.kernel.registration import Registration
from exchange.kernel.trade import Country
from exchange.listings.flows.faults import Fault, Values, said

REQUIRED = (
    "establishment_id", "name", "lat", "lon", "role", "material", "quantity_kg", "period_start", "period_end",
    "reach_km",
)  # fmt: skip
OPTIONAL = ("registration_number", "price_eur_per_t", "min_lot_kg", "waste_code", "country")


class Role(enum.StrEnum):
    """Whether an establishment gives a material off or takes it in."""

    OFFER = "offer"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One material that one establishment gave off or took in during a period."""

    line: int
    establishment_id: str
    name: str
    place: Place
    role: Role
    material_code: str
    quantity_kg: Decimal
    first: date
    last: date
    reach_km: int
    registration: Registration | None = None
    price_eur_per_t: Decimal | None = None
    min_lot_kg: Decimal = Decimal(0)
    waste_code: str | None = None
    is_hazardous: bool = False
    country: Country | None = None

    @property
    def key(self) -> tuple[str, Role, str, date, date]:
        """What makes it the same flow when a file is read again."""
        return self.establishment_id, self.role, self.material_code, self.first, self.last


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in which line (the header is line 1) and column."""

    line: int
    column: str
    fault: Fault
    values: Values = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in the language in force."""
        return said(self.fault, self.values)

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.message}"
