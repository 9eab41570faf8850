"""From what a register counts in a period to what a listing asks: the quantity of one month, or all of it once."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SHORTEST_FLOW_MONTHS = Decimal(2)
"""What a register counts over a shorter time says nothing of a rhythm."""
_DAYS_A_MONTH = Decimal("30.4375")
_KG_PER_TONNE = Decimal(1000)
_GRAM = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the form is filled with, for its reader to confirm or correct."""

    quantity_kg: Decimal
    is_flow: bool
    unit: str

    @property
    def quantity(self) -> Decimal:
        """In the unit, to three decimals."""
        return self.quantity_kg / _KG_PER_TONNE if self.unit == "t" else self.quantity_kg


def suggested(quantity_kg: Decimal, first: date, last: date | None) -> Suggested:
    """The average month of a period of two months or more; of a shorter one all of it, once.

    Kilograms above zero in, kilograms out: to the kilogram from a tonne on, to the gram below.

    >>> suggested(Decimal(12000), date(2018, 1, 1), date(2018, 12, 31)).quantity
    Decimal('1')
    """
    months = months_of(first, last) if last else Decimal(0)
    is_flow = months >= SHORTEST_FLOW_MONTHS
    share_kg = quantity_kg / months if is_flow else quantity_kg
    if share_kg >= _KG_PER_TONNE:
        return Suggested(share_kg.quantize(Decimal(1)), is_flow, "t")
    return Suggested(max(share_kg.quantize(_GRAM), _GRAM), is_flow, "kg")


def months_of(first: date, last: date) -> Decimal:
    """How many months a period has, both days included; whole calendar months count as such.

    >>> months_of(date(2018, 1, 1), date(2018, 12, 31)), months_of(date(2018, 1, 1), date(2018, 3, 31))
    (Decimal('12'), Decimal('3'))
    """
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return Decimal((last.year - first.year) * 12 + last.month - first.month + 1)
    return Decimal((last - first).days + 1) / _DAYS_A_MONTH
