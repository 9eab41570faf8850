"""What a load costs whom, as both agreed: for the books, never an invoice."""

from decimal import Decimal

from flask_babel import gettext as _

from exchange.papers.core.sheets import Part, Sheet
from exchange.papers.facts import Facts
from exchange.papers.wording import parts
from exchange.web.formats import number

_KG_PER_T = 1000


def purchase_summary(facts: Facts) -> Sheet:
    """Price, weight and their product, with the arithmetic shown."""
    giver, taker = parts.sides(facts)
    price, amount = Decimal(facts["price_eur_per_t"]), Decimal(facts["amount_eur"])
    tonnes = Decimal(facts["weights"]["kg"]) / _KG_PER_T
    payer, payee = (facts["giver"], facts["taker"]) if price < 0 else (facts["taker"], facts["giver"])
    weight = Part(_("Confirmed weight"), parts.weight(facts))
    rows = [
        (_("Agreed price"), _("%(euro)s € per tonne, before tax", euro=parts.euro(abs(price)))),
        (_("Confirmed weight"), _("%(tonnes)s t", tonnes=number(tonnes, 6))),
        (_("Amount before tax"), _sum(tonnes, abs(price), abs(amount))),
    ]
    if amount:
        rows.append((_("Who pays whom"), _("%(payer)s pays %(payee)s", payer=payer["name"], payee=payee["name"])))
    return Sheet(
        _("Purchase summary"), _lead(amount),
        (Part(_("Amount"), tuple(rows)), weight, parts.lot(facts), giver, taker),
        (_("This is not an invoice. Invoices are issued by the companies, each through its own platform."),),
    )  # fmt: skip


def _lead(amount: Decimal) -> str:
    if amount == 0:
        return _("The load was given free of charge.")
    if amount < 0:
        return _("The giver pays the taker for taking the load.")
    return _("The taker pays the giver for the load.")


def _sum(tonnes: Decimal, price: Decimal, amount: Decimal) -> str:
    return _(
        "%(tonnes)s t × %(price)s €/t = %(amount)s €",
        tonnes=number(tonnes, 6), price=parts.euro(price), amount=parts.euro(amount),
    )  # fmt: skip
