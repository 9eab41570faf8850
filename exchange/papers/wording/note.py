"""The note that travels with a load."""

from flask_babel import gettext as _

from exchange.papers.core.sheets import Part, Sheet
from exchange.papers.facts import Facts
from exchange.papers.wording import parts


def handover_note(facts: Facts) -> Sheet:
    """What leaves from whom to whom, for both to sign by hand where they like paper."""
    giver, taker = parts.sides(facts)
    load = Part(_("The load"), parts.weight(facts) + parts.haul(facts))
    return Sheet(
        _("Handover note"),
        _("Load %(number)s of “%(title)s”.", number=facts["load"], title=facts["lot"]["title"]),
        (giver, taker, parts.lot(facts), load),
        _closing(facts),
        (_("For the giver"), _("For the taker")),
    )


def _closing(facts: Facts) -> tuple[str, ...]:
    lines = [_("This note says what both sides agreed on the exchange when it was issued.")]
    if facts["lot"]["is_hazardous"]:
        lines.append(
            _("Hazardous waste: the electronic tracking slip travels with it. This note does not replace the slip.")
        )
    return tuple(lines)
