"""What became of a load, for the reports of whoever gave it."""

from decimal import Decimal

from flask_babel import gettext as _

from exchange.impact.core.benefit import NoFactorReason, Route
from exchange.impact.labels import no_factor_label, route_label
from exchange.papers.core.sheets import Part, Sheet
from exchange.papers.facts import Facts
from exchange.papers.wording import parts
from exchange.web.formats import km, number


def certificate(facts: Facts) -> Sheet:
    """The confirmed mass, its route and its net figure with range and method. No badge, no adjective."""
    giver, taker = parts.sides(facts)
    lead = _(
        "%(giver)s handed %(weight)s over to %(taker)s, who took it to use it.",
        giver=facts["giver"]["name"], weight=parts.exact_kg(Decimal(facts["weights"]["kg"])),
        taker=facts["taker"]["name"],
    )  # fmt: skip
    mass = Part(_("Confirmed weight"), parts.weight(facts))
    return Sheet(
        _("Certificate of material recovered"), lead, (mass, _saved(facts), parts.lot(facts), giver, taker),
        (_("This is not the yearly attestation of sorting that a collector issues, and replaces none."),),
    )  # fmt: skip


def _saved(facts: Facts) -> Part:
    saved, heading = facts["saved"], _("Climate")
    if saved is None:
        return Part(heading, sentences=(_("No figure was reckoned for this handover."),))
    if saved["no_factor"]:
        return Part(heading, sentences=(no_factor_label(NoFactorReason(saved["no_factor"])),))
    low, central, high = (number(Decimal(figure), 0) for figure in saved["kgco2e"])
    rows = (
        (_("Net saving"), _("%(kg)s kg CO₂e, between %(low)s and %(high)s", kg=central, low=low, high=high)),
        (_("Route"), route_label(Route(saved["route"]))),
        (_("Distance"), _("%(distance)s as the crow flies", distance=km(saved["haul_km"]))),
        (_("Method"), _("Factors of catalogue version %(version)s", version=saved["version"])),
    )
    method = _(
        "Production and end of life avoided, less transport and processing. A negative figure means that it cost"
        " more than it saved. Factors and sources are listed on the page of the deal."
    )
    return Part(heading, rows, (method,))
