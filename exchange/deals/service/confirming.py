"""The other side's last word, or its silence: what was told becomes the truth."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals import queries
from exchange.deals.core.contract import BOUND_STATES, DealState, after_loads
from exchange.deals.core.movement import LoadVerb, MovementState, load_step_from
from exchange.deals.core.reasons import EndReason
from exchange.deals.models import Deal, Movement, RefusalGround
from exchange.deals.service.drafts import Party
from exchange.deals.service.load_steps import load_of, moved, permitted_load
from exchange.deals.service.settling import settle
from exchange.deals.service.steps import locked
from exchange.kernel.refusals import Conflict

END_REASONS = {
    RefusalGround.WRONG_MATERIAL: EndReason.QUALITY,
    RefusalGround.IMPURITIES: EndReason.QUALITY,
    RefusalGround.TOO_WET: EndReason.QUALITY,
    RefusalGround.DAMAGED: EndReason.QUALITY,
    RefusalGround.TOO_MUCH: EndReason.QUANTITY,
    RefusalGround.TOO_LATE: EndReason.TIMING,
    RefusalGround.PAPERS_MISSING: EndReason.PAPERS,
    RefusalGround.OTHER: EndReason.OTHER,
}
"""What a refusal counts as, where it is what ends the deal."""


def confirm(
    deal_id: UUID, load_number: int, *, received_kg: Decimal, told_at: datetime | None = None, by: Party, at: datetime
) -> Deal:
    """Stand by what the other side told; ``received_kg`` and ``told_at`` say which word was read.

    What was refused of the load is free for others again.
    """
    deal = locked(deal_id, by)
    load = load_of(deal, load_number)
    step = permitted_load(deal, load, LoadVerb.CONFIRM, by)
    if load.received_kg != received_kg or told_at not in {None, load.weighed_at}:
        raise Conflict("superseded", _("Another weight was told by now. Look at it first."))
    settle(deal, load, at=at)
    load.confirmed_by = by.business_id
    moved(deal, load, step, by, at=at, received_kg=load.received_kg)
    return deal


def take_back(deal_id: UUID, load_number: int, *, by: Party, at: datetime) -> Deal:
    """Stand by the refusal of a whole load: it is free for others again, and a deal without another load ends."""
    deal = locked(deal_id, by)
    load = load_of(deal, load_number)
    step = permitted_load(deal, load, LoadVerb.TAKE_BACK, by)
    settle(deal, load, at=at)
    load.confirmed_by = by.business_id
    _give_reasons(deal, load)
    moved(deal, load, step, by, at=at, refused_kg=load.refused_kg)
    return deal


def confirm_by_silence(deal_id: UUID, load_number: int, *, at: datetime) -> bool:
    """Take a weight as confirmed after a week without a word. False when somebody spoke: safe to run twice."""
    return _by_silence(deal_id, load_number, LoadVerb.CONFIRM_BY_SILENCE, at=at)


def take_back_by_silence(deal_id: UUID, load_number: int, *, at: datetime) -> bool:
    """Take a refused load as gone back after a week without a word. False when somebody spoke: safe to run twice."""
    return _by_silence(deal_id, load_number, LoadVerb.TAKE_BACK_BY_SILENCE, at=at)


def _by_silence(deal_id: UUID, load_number: int, verb: LoadVerb, *, at: datetime) -> bool:
    deal = locked(deal_id, None)
    load = deal.load_numbered(load_number)
    if deal.state not in BOUND_STATES or load is None or load_step_from(verb, load.state) is None:
        return False
    ends = queries.silence_ends(deal, load)
    if deal.is_frozen or ends is None or ends > at:
        return False
    step = permitted_load(deal, load, verb, None)
    settle(deal, load, at=at)
    if verb is LoadVerb.TAKE_BACK_BY_SILENCE:
        _give_reasons(deal, load)
    moved(deal, load, step, None, at=at, received_kg=load.stands_at_kg, refused_kg=load.refused_kg or Decimal(0))
    return True


def _give_reasons(deal: Deal, load: Movement) -> None:
    """A deal whose last load goes back ends by the words of the refusal."""
    states = [MovementState.RETURNED if one is load else one.state for one in deal.movements]
    if load.refusal_ground is not None and after_loads(deal.state, states) is DealState.CANCELLED:
        deal.reason, deal.end_reason = load.refusal_words, END_REASONS[load.refusal_ground]
