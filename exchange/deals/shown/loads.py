"""How far a deal has come, and its loads one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals import policy
from exchange.deals.core.movement import LoadVerb, MovementState
from exchange.deals.models import CustodyStep, Deal, LoadPhoto, Movement
from exchange.impact.standing import Standing
from exchange.web.forms import ExchangeForm

_STAGES = {
    MovementState.PLANNED: 2,
    MovementState.SCHEDULED: 3,
    MovementState.IN_TRANSIT: 4,
    MovementState.RECEIVED: 5,
    MovementState.PART_ACCEPTED: 5,
    MovementState.REFUSED: 5,
    MovementState.CONFIRMED: 6,
    MovementState.RETURNED: 6,
}


@dataclass(frozen=True, slots=True)
class LoadSeen:
    """One load from one side's point of view: what its part of the page, and panels of the slot ``load``, get."""

    deal: Deal
    load: Movement
    me: UUID
    can: set[str]
    shows_code: bool
    record: Standing | None
    forms: Mapping[str, ExchangeForm]
    tickets: Sequence[LoadPhoto] = ()
    custody: Sequence[CustodyStep] = ()

    @property
    def may_pass_on(self) -> bool:
        """Whether this side may say to whom the load passes."""
        return policy.may_pass_on(self.me, self.deal, self.load)

    @property
    def is_folded(self) -> bool:
        """Whether a long page shows it closed: another load is the next to move, and no form of this one came back."""
        return self.load is not self.deal.load and not any(form.errors for form in self.forms.values())

    @property
    def measures(self) -> set[str]:
        """What the agreed bands ask to measure at the gate."""
        return {band.measure.value for band in self.deal.current.bands_read}


def stages() -> list[str]:
    """The way of every deal, in order."""
    return [_("Proposal"), _("Agreement"), _("Slot"), _("Handover"), _("Weighing"), _("Confirmation")]


def stage(deal: Deal) -> int:
    """Which stage is under way; all of them are done when the deal is."""
    return _STAGES.get(deal.load.state, 1) if deal.load else 1


def load_verbs(me: UUID, deal: Deal, load: Movement) -> set[str]:
    """What this side may do now with a load, by the names of the verbs."""
    return {verb.name.lower() for verb in LoadVerb if policy.may_move(verb, me, deal, load)}
