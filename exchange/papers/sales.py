"""A confirmed load as a sale: who is paid sells, whichever way the material went."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.models import Business, Site
from exchange.deals.models import Deal, Movement, MovementState
from exchange.deals.service.owing import standing_eur
from exchange.kernel.clock import day_of
from exchange.kernel.refusals import Conflict
from exchange.papers import queries
from exchange.papers.core.invoice import SCHEMES, Sale, Trader, Treatment

_KG_PER_T = 1000


@dataclass(frozen=True, slots=True)
class SaleDraft:
    """What only the seller knows: its own number, its days, how its tax applies."""

    number: str
    issued_on: date
    due_on: date
    treatment: Treatment


def amount_of(deal: Deal, load: Movement) -> Decimal:
    """Euro before tax for a load, quality and claims included; negative when the giver pays, zero when it is free."""
    return standing_eur(deal, load)


def is_owed(deal: Deal, load: Movement) -> bool:
    """Whether somebody pays for a load: its weight counts, and it was not free."""
    return load.state is MovementState.CONFIRMED and bool(amount_of(deal, load))


def seller_id(deal: Deal, load: Movement) -> UUID:
    """The side that is paid."""
    return deal.taker_id if amount_of(deal, load) < 0 else deal.giver_id


def sale_of(deal: Deal, load: Movement, draft: SaleDraft) -> Sale:
    """The data of an invoice. Raises Conflict for a load without an amount, or a side without its tax number."""
    amount = amount_of(deal, load)
    if load.state is not MovementState.CONFIRMED or load.shipped_at is None or not amount:
        raise Conflict("nothing_to_invoice", _("There is nothing to invoice: no weight is confirmed, or it was free."))
    if amount * deal.current.price_eur_per_t < 0:
        raise Conflict(
            "payment_turned", _("A claim turned the payment around: your own platform writes this credit note.")
        )
    giver, taker = _trader(deal.giver, deal.offer.site), _trader(deal.taker, deal.taker_site)
    seller, buyer = (taker, giver) if amount < 0 else (giver, taker)
    if not seller.vat_number or not (buyer.vat_number or draft.treatment is Treatment.STANDARD):
        message = _("The tax number is missing: each company gives its own under “How we are paid”.")
        raise Conflict("vat_number_missing", message)
    details = queries.paying_details(seller_id(deal, load))
    return Sale(
        number=draft.number, issued_on=draft.issued_on, due_on=draft.due_on,
        delivered_on=day_of(load.shipped_at), seller=seller, buyer=buyer, to=taker,
        name=deal.offer.title, settled_eur=abs(amount), tonnes=load.stands_at_kg / _KG_PER_T,
        price_eur_per_t=abs(deal.current.price_eur_per_t), treatment=draft.treatment,
        reference=f"{deal.id} / {load.load_number}", iban=details.iban if details else "",
    )  # fmt: skip


def _trader(business: Business, site: Site) -> Trader:
    details, kind = queries.paying_details(business.id), business.registration_kind
    return Trader(
        name=business.name, registration=business.registration_number or "", scheme=SCHEMES[kind] if kind else "",
        vat_number=details.vat_number if details else "", address=site.address, postal_code=site.postal_code,
        town=site.commune_name, country=site.country,
    )  # fmt: skip
