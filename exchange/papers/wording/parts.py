"""Parts that several documents share."""

from datetime import datetime
from decimal import Decimal

from flask_babel import format_decimal
from flask_babel import gettext as _

from exchange.catalogue import queries as catalogue
from exchange.deals.labels import ground_label, hauler_label, holder_label, weight_label
from exchange.deals.models import Hauler, HolderKind, RefusalGround, WeightKind
from exchange.kernel.trade import LegalStatus
from exchange.listings import labels as listings
from exchange.papers.core.sheets import Part
from exchange.papers.facts import Facts
from exchange.papers.labels import country_label
from exchange.web.formats import day, moment, number
from exchange.web.languages import current_language

Fact = tuple[str, str]


def sides(facts: Facts) -> tuple[Part, Part]:
    """Who gives and who takes."""
    return _side(_("Who gives"), facts["giver"]), _side(_("Who takes"), facts["taker"])


def _side(heading: str, side: Facts) -> Part:
    town = f"{side['postal_code']} {side['town']}, {country_label(side['country'])}"
    rows = [
        (_("Company"), side["name"]),
        (_("Registration number"), side["siret"] or side["registration"]),
        (_("Site"), side["site"]),
        (_("Address"), f"{side['address']}, {town}"),
    ]
    return Part(heading, _told(rows))


def lot(facts: Facts) -> Part:
    """What is handed over, and what it is in law."""
    said = facts["lot"]
    rows = [
        (_("Lot"), said["title"]),
        (_("Material"), catalogue.current().label(said["material"], current_language())),
        (_("Legal status"), str(listings.legal_status(LegalStatus(said["status"]))) if said["status"] else ""),
        (_("Waste code"), spaced_code(said["waste_code"])),
        (_("Hazardous"), _("yes") if said["is_hazardous"] else ""),
        (_("Persistent organic pollutants"), _("yes") if said["is_pop"] else ""),
        (_("Packaging"), said["packaging"]),
    ]
    return Part(_("What"), _told(rows))


def weight(facts: Facts) -> tuple[Fact, ...]:
    """How much, and how sure that is."""
    said = facts["weights"]
    kind = str(weight_label(WeightKind(said["kind"]))) if said["kind"] else _("as agreed, not weighed yet")
    confirmed = ""
    if said["confirmed_at"]:
        how = _("by silence: nobody objected in time") if said["by_silence"] else _("by both sides")
        confirmed = f"{moment(datetime.fromisoformat(said['confirmed_at']))}, {how}"
    rows = [
        (_("Weight"), exact_kg(Decimal(said["kg"]))),
        (_("Refused"), _refused(said)),
        (_("How it was found"), kind),
        (_("Handed over"), _moment(said["shipped_at"])),
        (_("Weighed"), _moment(said["weighed_at"])),
        (_("Weight confirmed"), confirmed),
    ]
    return _told(rows)


def _refused(said: Facts) -> str:
    """What arrived and was not taken, and on which ground; empty where all was taken."""
    if "refused_kg" not in said:
        return ""
    return f"{exact_kg(Decimal(said['refused_kg']))}: {ground_label(RefusalGround(said['refusal_ground']))}"


def haul(facts: Facts) -> tuple[Fact, ...]:
    """Who drives, and when."""
    slot = facts["slot"]
    when = ""
    if slot:
        start, end = (datetime.fromisoformat(text) for text in slot)
        when = _("%(start)s until %(end)s", start=moment(start), end=moment(end))
    rows = [(_("Transport"), str(hauler_label(Hauler(facts["hauler"])))), (_("Slot"), when)]
    rows.append((_("Vehicle"), facts.get("plate", "")))
    rows.extend(custody(facts))
    return _told(rows)


def custody(facts: Facts) -> tuple[Fact, ...]:
    """Who had the load on its way, in order."""
    return tuple((_("Passed to"), _passed(step)) for step in facts.get("custody", ()))


def _passed(step: Facts) -> str:
    who = f"{step['holder']} ({holder_label(HolderKind(step['kind']))})"
    return ", ".join(filter(None, (who, step["plate"], step["place"], _moment(step["at"]))))


def exact_kg(kg: Decimal) -> str:
    """Kilograms to the gram: papers do not round."""
    return _("%(kg)s kg", kg=number(kg, 3))


def euro(amount: Decimal) -> str:
    """An amount with both its cents, without the sign of the currency."""
    return str(format_decimal(amount, format="#,##0.00"))


def spaced_code(code: str) -> str:
    """«16 06 04*» as the list of waste prints it; empty for none."""
    return f"{code[:2]} {code[2:4]} {code[4:]}" if code else ""


def day_of_weight(facts: Facts) -> str:
    """The day that counts for a handover: when it left."""
    text = facts["weights"]["shipped_at"] or facts["weights"]["weighed_at"]
    return day(datetime.fromisoformat(text)) if text else ""


def _moment(text: str) -> str:
    return moment(datetime.fromisoformat(text)) if text else ""


def _told(rows: list[Fact]) -> tuple[Fact, ...]:
    return tuple((name, value) for name, value in rows if value)
