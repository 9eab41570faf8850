"""What happened to something, as its holder and the people who run the exchange read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from exchange.journal.models import JournalEntry
from exchange.moderation import queries
from exchange.web import formats


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the timeline, as ``ui/progress.html`` draws it."""

    at: str
    at_label: str
    text: str
    who: str | None


def told(
    entries: Iterable[JournalEntry], words_for: Callable[[JournalEntry], str], *, to_staff: bool
) -> list[Happened]:
    """The entries in their order. Holders read that the exchange acted, not which of its people did."""
    entries = list(entries)
    names = queries.names_of([entry.actor_id for entry in entries if entry.actor_id])
    return [
        Happened(
            entry.at.isoformat(), formats.moment(entry.at), words_for(entry),
            _who(entry, names.get(entry.actor_id) if entry.actor_id else None, to_staff=to_staff),
        )
        for entry in entries
    ]  # fmt: skip


def _who(entry: JournalEntry, actor: tuple[str, bool] | None, *, to_staff: bool) -> str | None:
    name = actor[0] if actor else None
    if entry.on_behalf:
        shown = name if to_staff and name else _("The exchange")
        return _("%(who)s, for the company", who=shown)
    return _("The exchange") if actor and actor[1] and not to_staff else name
