"""Whose move it is, and what happens if nobody moves."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from exchange.deals import policy, queries
from exchange.deals.core.contract import TALKING_STATES, DealState, Verb
from exchange.deals.core.movement import OPEN_LOADS, MovementState
from exchange.deals.models import Deal
from exchange.deals.shown.sides import counterpart, name_of
from exchange.web.formats import moment

_RUNNING = frozenset({DealState.ACTIVE, DealState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose move it is, and what happens if nobody moves."""

    mine: bool
    title: str
    text: str


def turn(me: UUID, deal: Deal) -> Turn | None:
    """Whose move it is; None when the deal is closed."""
    if not deal.is_open:
        return None
    if deal.is_frozen:
        return Turn(mine=False, title=_("This deal stands still"), text=_still())
    mine = deal.has_turn(me)
    return Turn(mine, _title(me, deal, mine=mine), f"{_next_step(deal)} {_otherwise(deal)}")


def _title(me: UUID, deal: Deal, *, mine: bool) -> str:
    if deal.state is DealState.ON_HOLD:
        return _("On hold until stock is free")
    if mine:
        return _("It is your turn")
    return _("%(who)s has the next move", who=name_of(counterpart(me, deal), me, deal))


def _still() -> str:
    return _(
        "One of the two companies may not trade at the moment. Nothing runs out until it may again; what is on the "
        "road can be weighed and confirmed, and the deal can be called off before loading."
    )


def _next_step(deal: Deal) -> str:
    if deal.asks_hold:
        return _("The taker asks to keep the quantity for a while: say yes or no.")
    if deal.state is DealState.SAMPLE:
        return _sample_step(deal)
    if deal.state is DealState.ON_HOLD:
        return _("The lot has too little left for these terms. Ask for less, or wait until stock is free.")
    if deal.state in TALKING_STATES:
        return _("Accept the terms on the table, put others beside them, or decline.")
    if deal.state in _RUNNING and deal.load and deal.load.state not in OPEN_LOADS:
        return _("No load is under way: resume the pause, or free stock for the next load.")
    state = deal.load.state if deal.load else None
    if state is MovementState.PLANNED and deal.load and deal.load.slot_start:
        return _("Agree to the time for the load, or propose another.")
    return {
        MovementState.PLANNED: _("Propose a time for the load."),
        MovementState.SCHEDULED: _("Hand the load over at the agreed time."),
        MovementState.IN_TRANSIT: _("Weigh the load on arrival."),
        MovementState.REFUSED: _("The load was refused: confirm that it comes back."),
    }.get(state or MovementState.RECEIVED, _("Confirm the weight, or tell another."))


def _sample_step(deal: Deal) -> str:
    if deal.gave_sample:
        return _("Try the sample and say whether it suits.")
    return _("The taker asks for a sample first: hand it out, or say why not.")


def _otherwise(deal: Deal) -> str:
    """What the clock does if nobody moves."""
    return _while_talking(deal) or _while_loads_move(deal)


def _while_talking(deal: Deal) -> str:
    """The clocks before the yes; empty after it."""
    if deal.state is DealState.HELD and deal.hold is not None:
        when = moment(deal.hold.until)
        return _("The quantity is kept until %(when)s; then it is free again and the talk goes on.", when=when)
    lapses = queries.sample_lapses(deal)
    if deal.state is DealState.SAMPLE and lapses is not None:
        return _("Without a word the talk about the terms goes on from %(when)s.", when=moment(lapses))
    if deal.state is DealState.ON_HOLD and deal.clock_stopped_at is not None:
        when = moment(deal.clock_stopped_at + queries.WAITS_AT_MOST)
        return _("The talk goes on as soon as stock is free; without any it lapses on %(when)s.", when=when)
    if deal.state is DealState.NEGOTIATING:
        return _("Without an answer the proposal lapses on %(when)s.", when=moment(deal.expires_at))
    return ""


def _while_loads_move(deal: Deal) -> str:
    ends = queries.silence_ends(deal, deal.load) if deal.load and deal.load.state in OPEN_LOADS else None
    if deal.load and ends is not None:
        when = moment(ends)
        if deal.load.state is MovementState.REFUSED:
            return _("Without an answer the load counts as gone back on %(when)s.", when=when)
        return _("Without an answer the weight counts as confirmed on %(when)s.", when=when)
    if deal.load and deal.load.state is MovementState.IN_TRANSIT:
        return _("The load is on the road; the deal can no longer be called off.")
    if deal.state in _RUNNING:
        return _("The coming weeks are planned by themselves, as far as stock is free.")
    return _("Until then the quantity stays reserved; either side can call the deal off before loading.")


def verbs(me: UUID, deal: Deal) -> set[str]:
    """What this side may do now, by the names of the verbs."""
    return {verb.name.lower() for verb in Verb if policy.may(verb, me, deal)}
