"""Reading the journal: a subject's history, and whether the chain holds."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from exchange.journal.models import GENESIS, JournalEntry, seal
from exchange.kernel.orm import session


def history(subject: str, *subject_ids: UUID) -> Sequence[JournalEntry]:
    """What happened to some things of a kind, oldest first."""
    entries = sa.select(JournalEntry).where(JournalEntry.subject == subject, JournalEntry.subject_id.in_(subject_ids))
    return session().scalars(entries.order_by(JournalEntry.number)).all()


def broken_links() -> list[int]:
    """Numbers of entries that were changed, removed or inserted behind the journal's back."""
    broken, expected, previous_hash = [], 1, GENESIS
    entries = sa.select(JournalEntry).order_by(JournalEntry.number).execution_options(yield_per=1000)
    for entry in session().scalars(entries):
        if entry.number != expected or entry.previous_hash != previous_hash or entry.hash != seal(entry):
            broken.append(entry.number)
        expected, previous_hash = entry.number + 1, entry.hash
    return broken
