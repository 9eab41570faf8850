"""What EN 16931 asks of one sale, before it is written in a syntax. Data for the company's own platform: no invoice."""

import enum
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from exchange.kernel.registration import RegistrationKind
from exchange.kernel.trade import Country

_CENT = Decimal("0.01")
RATES = {Country.FR: Decimal(20), Country.BE: Decimal(21)}
"""Standard rates: Code général des impôts 278; Belgian royal decree no. 20, article 1."""
SCHEMES = {RegistrationKind.SIREN: "0002", RegistrationKind.BCE: "0208"}
"""Registers in ISO/IEC 6523, as electronic invoices name them."""


class Treatment(enum.StrEnum):
    """How value added tax applies; the seller answers for the choice."""

    STANDARD = "S"
    REVERSE = "AE"
    INTRA_COMMUNITY = "K"
    EXEMPT = "E"


ADJUSTMENT = "Quality, claims, rounding"
"""Why an amount is not tonnes times price, as invoices say it."""
EXEMPTIONS = {
    Treatment.REVERSE: ("VATEX-EU-AE", "Reverse charge"),
    Treatment.INTRA_COMMUNITY: ("VATEX-EU-IC", "Intra-Community supply"),
    Treatment.EXEMPT: ("", "Exempt"),
}


@dataclass(frozen=True, slots=True)
class Trader:
    """Seller or buyer."""

    name: str
    registration: str
    scheme: str
    vat_number: str
    address: str
    postal_code: str
    town: str
    country: Country


@dataclass(frozen=True, slots=True)
class Sale:
    """One load sold: tonnes, euro per tonne (never negative here: who is paid sells), days, tax."""

    number: str
    issued_on: date
    due_on: date
    delivered_on: date
    seller: Trader
    buyer: Trader
    to: Trader
    """Where it was delivered, by the name of who took it there."""
    name: str
    tonnes: Decimal
    price_eur_per_t: Decimal
    treatment: Treatment
    reference: str
    iban: str = ""
    settled_eur: Decimal | None = None
    """What is owed before tax where quality or a claim changed it; None: tonnes times price."""

    @property
    def line_eur(self) -> Decimal:
        """Tonnes times price, to the cent, halves away from zero."""
        return (self.tonnes * self.price_eur_per_t).quantize(_CENT, ROUND_HALF_UP)

    @property
    def net_eur(self) -> Decimal:
        """Before tax."""
        return self.line_eur if self.settled_eur is None else self.settled_eur

    @property
    def charge_eur(self) -> Decimal:
        """What quality and claims add; nothing where they take off."""
        return max(self.net_eur - self.line_eur, Decimal(0))

    @property
    def allowance_eur(self) -> Decimal:
        """What quality and claims take off; nothing where they add."""
        return max(self.line_eur - self.net_eur, Decimal(0))

    @property
    def rate(self) -> Decimal:
        """Of the tax, in percent."""
        return RATES[self.seller.country] if self.treatment is Treatment.STANDARD else Decimal(0)

    @property
    def tax_eur(self) -> Decimal:
        """The tax, to the cent."""
        return (self.net_eur * self.rate / 100).quantize(_CENT, ROUND_HALF_UP)

    @property
    def gross_eur(self) -> Decimal:
        """What is to be paid."""
        return self.net_eur + self.tax_eur
