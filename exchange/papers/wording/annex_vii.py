"""The data sheet for green-listed waste that changes country: the blocks of annex VII, in their order."""

from datetime import date, datetime
from decimal import Decimal

from flask_babel import gettext as _

from exchange.papers import tables
from exchange.papers.core.answers import Mode
from exchange.papers.core.sheets import Part, Sheet
from exchange.papers.facts import Facts
from exchange.papers.labels import country_label, mode_label, operation_label
from exchange.papers.wording import parts
from exchange.web.formats import day, moment


def annex_vii(facts: Facts) -> Sheet:
    """What article 18 of regulation 2024/1157 asks, block by block, for the entry in the Union's system."""
    giver, taker = parts.sides(facts)
    return Sheet(
        _("Annex VII data sheet"),
        _("Regulation (EU) 2024/1157, article 18: green-listed waste for recovery."),
        (
            Part(_("1. Who arranges the shipment"), giver.facts),
            Part(_("2. Importer or consignee"), taker.facts),
            Part(_("3–4. Quantity and date"), _quantity(facts)),
            Part(_("5. Carriers"), _carriers(facts) + parts.custody(facts)),
            Part(_("6. Waste generator"), giver.facts[:2], (_("By the word of who arranges the shipment."),)),
            Part(_("7. Recovery facility"), taker.facts),
            Part(_("8–10. Operation and waste"), _waste(facts)),
            Part(_("11. Countries concerned"), _countries(facts)),
        ),
        (
            _("This sheet holds the data of the entry in DIWASS. It is not the entry, and it signs nothing."),
            _(
                "The entry is made two working days before the shipment starts. Receipt is confirmed there within two"
                " working days; the certificate of recovery follows within 30 days of its end and one year of receipt."
                " Both sides keep the papers for five years."
            ),
        ),
        (_("12. Who arranges the shipment: the data are true, the contract is in force"), _("13. Consignee: received")),
    )


def _quantity(facts: Facts) -> tuple[tuple[str, str], ...]:
    weights, shipment = facts["weights"], facts["shipment"]
    rows = [
        (_("Quantity"), parts.exact_kg(Decimal(weights["kg"]))),
        (_("Contract of"), _day(shipment.get("contract_on", ""))),
        (_("Declared start"), _day(shipment.get("pick_up_on", ""))),
        (_("Actual start"), moment(datetime.fromisoformat(weights["shipped_at"])) if weights["shipped_at"] else ""),
        (_("DIWASS number"), shipment.get("diwass_number", "")),
    ]
    return tuple((name, value) for name, value in rows if value)


def _carriers(facts: Facts) -> tuple[tuple[str, str], ...]:
    if not facts["carriers"]:
        return ((_("Carrier"), _("to be told before departure")),)
    return tuple(
        (
            _("Carrier %(number)s", number=number),
            f"{one['name']} ({one['registration']}), {one['address']}. {mode_label(Mode(one['mode']))}",
        )
        for number, one in enumerate(facts["carriers"], 1)
    )


def _waste(facts: Facts) -> tuple[tuple[str, str], ...]:
    shipment, lot = facts["shipment"], facts["lot"]
    operation = tables.operations().get(shipment.get("operation_code", ""))
    rows = [
        (_("Operation"), f"{operation.code} · {operation_label(operation)}" if operation else ""),
        (_("Usual name"), lot["title"]),
        (_("Basel or OECD entry"), shipment.get("basel_entry", "")),
        (_("Waste code"), parts.spaced_code(lot["waste_code"])),
    ]
    return tuple((name, value) for name, value in rows if value)


def _countries(facts: Facts) -> tuple[tuple[str, str], ...]:
    return (
        (_("Dispatch"), country_label(facts["giver"]["country"])),
        (_("Destination"), country_label(facts["taker"]["country"])),
    )


def _day(text: str) -> str:
    return day(date.fromisoformat(text)) if text else ""
