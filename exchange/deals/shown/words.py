"""What was said and done, as people read it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from exchange.deals.attachments.models import Attachment
from exchange.deals.claims.labels import verb_label as claim_verb_label
from exchange.deals.core.claims import ClaimVerb
from exchange.deals.core.contract import Verb
from exchange.deals.core.freezing import Frost
from exchange.deals.core.looking import Look
from exchange.deals.core.movement import LoadVerb
from exchange.deals.labels import frost_label, look_label, verb_label
from exchange.deals.models import Deal, Message
from exchange.deals.recurring.core.rhythm import RhythmVerb
from exchange.deals.recurring.labels import verb_label as rhythm_verb_label
from exchange.deals.shown.sides import name_of
from exchange.journal.models import JournalEntry
from exchange.web.formats import moment

_Verb = Verb | LoadVerb | Frost | Look | ClaimVerb | RhythmVerb
_VERBS: dict[str, _Verb] = {verb.value: verb for verb in (*Verb, *LoadVerb, *Frost, *Look, *ClaimVerb, *RhythmVerb)}


def history(entries: Sequence[JournalEntry], me: UUID, deal: Deal) -> list[dict[str, Any]]:
    """The journal as people read it, newest first."""
    sides = {deal.giver_id: deal.giver, deal.taker_id: deal.taker}
    return [
        {
            "at": entry.at.isoformat(),
            "at_label": moment(entry.at),
            "text": _label(_VERBS[entry.verb]),
            "who": name_of(sides[entry.business_id], me, deal) if entry.business_id in sides else None,
        }
        for entry in reversed(entries)
        if entry.verb in _VERBS
    ]


def _label(verb: _Verb) -> str:
    if isinstance(verb, RhythmVerb):
        return rhythm_verb_label(verb)
    if isinstance(verb, Look):
        return look_label(verb)
    if isinstance(verb, Frost):
        return frost_label(verb)
    return claim_verb_label(verb) if isinstance(verb, ClaimVerb) else verb_label(verb)


def thread(messages: Sequence[Message], files: Mapping[UUID, Attachment], me: UUID, deal: Deal) -> list[dict[str, Any]]:
    """The messages as people read them, oldest first."""
    sides = {deal.giver_id: deal.giver, deal.taker_id: deal.taker}
    return [
        {
            "by": name_of(sides[message.business_id], me, deal),
            "at": message.at.isoformat(),
            "at_label": moment(message.at),
            "text": message.text,
            "mine": message.business_id == me,
            "file": files.get(message.id),
        }
        for message in messages
    ]
