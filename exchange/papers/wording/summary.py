"""What a load costs whom, as both agreed: for the books, never an invoice."""

from decimal import Decimal

from flask_babel import gettext as _

from exchange.deals.claims.labels import line_label
from exchange.deals.core.settlement import LineKind
from exchange.papers.core.sheets import Part, Sheet
from exchange.papers.facts import Facts
from exchange.papers.wording import parts
from exchange.web.formats import mass, number

_KG_PER_T, _FULL = 1000, 100


def purchase_summary(facts: Facts) -> Sheet:
    """Price, weight and their product, with the arithmetic shown; what quality and claims made of it, line by line."""
    giver, taker = parts.sides(facts)
    amount = Decimal(facts["amount_eur"])
    weight = Part(_("Confirmed weight"), parts.weight(facts))
    rows = _settled(facts) if "lines" in facts else _plain(facts)
    if amount:
        payer, payee = (facts["giver"], facts["taker"]) if amount < 0 else (facts["taker"], facts["giver"])
        rows.append((_("Who pays whom"), _("%(payer)s pays %(payee)s", payer=payer["name"], payee=payee["name"])))
    return Sheet(
        _("Purchase summary"), _lead(amount),
        (Part(_("Amount"), tuple(rows)), weight, parts.lot(facts), giver, taker),
        (_("This is not an invoice. Invoices are issued by the companies, each through its own platform."),),
    )  # fmt: skip


def _plain(facts: Facts) -> list[parts.Fact]:
    price, tonnes = Decimal(facts["price_eur_per_t"]), Decimal(facts["weights"]["kg"]) / _KG_PER_T
    return [
        (_("Agreed price"), _agreed(facts, abs(price))),
        (_("Confirmed weight"), _("%(tonnes)s t", tonnes=number(tonnes, 6))),
        (_("Amount before tax"), _sum(tonnes, abs(price), abs(Decimal(facts["amount_eur"])))),
    ]


def _agreed(facts: Facts, price_eur_per_t: Decimal) -> str:
    """As it was said: for a tonne, or for all of a quantity."""
    per_t = _("%(euro)s € per tonne, before tax", euro=parts.euro(price_eur_per_t))
    if "for_all" not in facts:
        return per_t
    euro, kg = parts.euro(abs(Decimal(facts["for_all"]["eur"]))), Decimal(facts["for_all"]["kg"])
    return _("%(euro)s € for all of %(quantity)s: %(per_t)s", euro=euro, quantity=mass(kg), per_t=per_t)


def _settled(facts: Facts) -> list[parts.Fact]:
    """Each line with its sign: positive, the taker pays the giver."""
    rows = [(str(line_label(LineKind(line["kind"]))), _reckoned(line)) for line in facts["lines"]]
    total = _("%(euro)s €", euro=parts.euro(abs(Decimal(facts["amount_eur"]))))
    if "for_all" in facts:
        rows.insert(0, (_("Agreed price"), _agreed(facts, abs(Decimal(facts["price_eur_per_t"])))))
    return [*rows, (_("Amount before tax"), total)]


def _reckoned(line: Facts) -> str:
    amount = Decimal(line["amount_eur"])
    if line["reckoned"] is None:
        return _("%(euro)s €", euro=parts.euro(amount))
    quantity_kg, price, percent = (Decimal(figure) for figure in line["reckoned"])
    if percent == _FULL:
        return _sum(quantity_kg / _KG_PER_T, price, amount)
    return _(
        "%(tonnes)s t × %(price)s €/t × %(percent)s %% = %(amount)s €",
        tonnes=number(quantity_kg / _KG_PER_T, 6), price=parts.euro(price), percent=number(percent, 2),
        amount=parts.euro(amount),
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
