"""What papers demand before a deal goes on: the registry of the deals asks here."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.deals.conditions import condition
from exchange.deals.models import Deal
from exchange.kernel.clock import day_of
from exchange.kernel.refusals import Conflict
from exchange.papers.cases import case_of
from exchange.papers.core.rules import Step, asked, unmet
from exchange.papers.wording.refusals import refusal

_ASKED = {
    "accepted": Step.ACCEPT,
    "slot_proposed": Step.SLOT,
    "slot_agreed": Step.SLOT,
    "handed_over": Step.HAND_OVER,
    "confirmed": Step.CONFIRM,
}
"""Steps by their word in the journal, which contract and load share."""


@condition("papers")
def ensure_lawful(deal: Deal, verb: str, at: datetime) -> None:
    """Raises Conflict, named by the first rule that is broken, saying what would make the step lawful."""
    step = _ASKED.get(verb)
    if step is None:
        return
    case = case_of(deal, today=day_of(at))
    broken = unmet(case, step)
    if not broken:
        return
    more = len(broken) - 1
    rest = ngettext("One more thing is open.", "%(num)d more things are open.", more) if more else ""
    hint = _("The dossier on the page of the deal lists it all.") if asked(case) or more else ""
    raise Conflict(broken[0].name, " ".join(filter(None, (refusal(broken[0].name, case), rest, hint))))
