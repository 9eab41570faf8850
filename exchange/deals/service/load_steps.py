"""The frame of every verb of a load: find it, do or 403 or 409, then note it once and tell both sides."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from exchange.deals import policy
from exchange.deals.core.actors import Actor
from exchange.deals.core.contract import BOUND_STATES, after_loads
from exchange.deals.core.movement import LoadStep, LoadVerb, load_step_from
from exchange.deals.models import Deal, Movement
from exchange.deals.service.drafts import Party
from exchange.deals.service.steps import counted, ensure_goes_on, ensure_turn, moved_on, note
from exchange.kernel.refusals import Conflict


def load_of(deal: Deal, number: int) -> Movement:
    """One load of a deal that binds. Raises Conflict where there is none of this number."""
    load = deal.load_numbered(number)
    if load is None or deal.state not in BOUND_STATES:
        raise moved_on()
    return load


def load_of_any(deal: Deal, number: int) -> Movement:
    """One load of a deal, also of one that has ended. Raises Conflict where there is none of this number."""
    load = deal.load_numbered(number)
    if load is None:
        raise moved_on()
    return load


def permitted_load(deal: Deal, load: Movement, verb: LoadVerb, by: Party | None) -> LoadStep:
    """The line of the load's table now. Raises Conflict in a wrong state, Forbidden for the wrong side."""
    step = load_step_from(verb, load.state)
    if step is None:
        raise moved_on()
    ensure_goes_on(deal, verb, by)
    if step.actors == {Actor.ANSWERER} and policy.load_mover(load) is None:
        raise Conflict("nothing_to_answer", _("There is nothing on the table to agree to yet."))
    ensure_turn(is_theirs=policy.may_move(verb, by.business_id if by else None, deal, load))
    return step


def moved(deal: Deal, load: Movement, step: LoadStep, by: Party | None, *, at: datetime, **facts: Any) -> None:
    """Take the step: the load's state and what follows for the contract, one line in the journal, word to both."""
    before, load.state = deal.state, step.after
    deal.state = after_loads(deal.state, [one.state for one in deal.movements])
    counted(deal, policy.turn_of_load(deal), at=at)
    note(deal, step.verb, by, at=at, before=before, load_number=load.load_number, **facts)
