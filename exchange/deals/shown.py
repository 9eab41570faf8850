"""What a deal's page says from one side's point of view."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from exchange.accounts.models import Business, Site
from exchange.deals import policy, queries
from exchange.deals.core.transitions import DealState, MovementState, Verb
from exchange.deals.labels import verb_label
from exchange.deals.models import Deal, Message
from exchange.journal.models import JournalEntry
from exchange.web.formats import moment

_STAGES = {
    MovementState.PLANNED: 2,
    MovementState.SCHEDULED: 3,
    MovementState.IN_TRANSIT: 4,
    MovementState.RECEIVED: 5,
    MovementState.CONFIRMED: 6,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose move it is, and what happens if nobody moves."""

    mine: bool
    title: str
    text: str


def stages() -> list[str]:
    """The way of every deal, in order."""
    return [_("Proposal"), _("Agreement"), _("Slot"), _("Handover"), _("Weighing"), _("Confirmation")]


def stage(deal: Deal) -> int:
    """Which stage is under way; all of them are done when the deal is."""
    return _STAGES.get(deal.load.state, 1) if deal.load else 1


def name_of(business: Business, me: UUID, deal: Deal) -> str:
    """A side's name, or words for one that is kept back until the agreement."""
    return business.name if policy.knows_name(me, business.id, deal) else _("A company that shows its name later")


def counterpart(me: UUID, deal: Deal) -> Business:
    """The other side."""
    return deal.taker if me == deal.giver_id else deal.giver


def counterpart_site(me: UUID, deal: Deal) -> Site:
    """Where the other side loads or unloads."""
    return deal.taker_site if me == deal.giver_id else deal.offer.site


def turn(me: UUID, deal: Deal) -> Turn | None:
    """Whose move it is; None when the deal is closed."""
    if not deal.is_open:
        return None
    mine = deal.turn_of == me
    title = (
        _("It is your turn") if mine else _("%(who)s has the next move", who=name_of(counterpart(me, deal), me, deal))
    )
    return Turn(mine, title, f"{_next_step(deal)} {_otherwise(deal)}")


def _next_step(deal: Deal) -> str:
    if deal.state is DealState.NEGOTIATING:
        return _("Accept the terms on the table, put others beside them, or decline.")
    state = deal.load.state if deal.load else None
    if state is MovementState.PLANNED and deal.load and deal.load.slot_start:
        return _("Agree to the time for the load, or propose another.")
    return {
        MovementState.PLANNED: _("Propose a time for the load."),
        MovementState.SCHEDULED: _("Hand the load over at the agreed time."),
        MovementState.IN_TRANSIT: _("Weigh the load on arrival."),
    }.get(state or MovementState.RECEIVED, _("Confirm the weight, or tell another."))


def _otherwise(deal: Deal) -> str:
    """What the clock does if nobody moves."""
    if deal.state is DealState.NEGOTIATING:
        return _("Without an answer the proposal lapses on %(when)s.", when=moment(deal.expires_at))
    if deal.load and deal.load.weighed_at:
        when = moment(deal.load.weighed_at + queries.SILENCE)
        return _("Without an answer the weight counts as confirmed on %(when)s.", when=when)
    if deal.load and deal.load.state is MovementState.IN_TRANSIT:
        return _("The load is on the road; the deal can no longer be called off.")
    return _("Until then the quantity stays reserved; either side can call the deal off before loading.")


def verbs(me: UUID, deal: Deal) -> set[str]:
    """What this side may do now, by the names of the verbs."""
    return {verb.name.lower() for verb in Verb if policy.may(verb, me, deal)}


def history(entries: Sequence[JournalEntry], me: UUID, deal: Deal) -> list[dict[str, Any]]:
    """The journal as people read it, newest first."""
    sides = {deal.giver_id: deal.giver, deal.taker_id: deal.taker}
    return [
        {
            "at": entry.at.isoformat(),
            "at_label": moment(entry.at),
            "text": verb_label(Verb(entry.verb)),
            "who": name_of(sides[entry.business_id], me, deal) if entry.business_id in sides else None,
        }
        for entry in reversed(entries)
        if entry.verb in set(Verb)
    ]


def thread(messages: Sequence[Message], me: UUID, deal: Deal) -> list[dict[str, Any]]:
    """The messages as people read them, oldest first."""
    sides = {deal.giver_id: deal.giver, deal.taker_id: deal.taker}
    return [
        {
            "by": name_of(sides[message.business_id], me, deal),
            "at": message.at.isoformat(),
            "at_label": moment(message.at),
            "text": message.text,
            "mine": message.business_id == me,
        }
        for message in messages
    ]
