"""Whose contacts somebody has opened: the journal is what remembers it, so nothing is shown that was not noted."""

from uuid import UUID

import sqlalchemy as sa

from exchange.deals.core.looking import Look
from exchange.journal.models import JournalEntry
from exchange.kernel.orm import session


def opened_contacts(deal_id: UUID, *, by: UUID, of_business: UUID) -> set[UUID]:
    """Ids of the people whom a person opened in a deal while acting for a business."""
    noted = sa.select(JournalEntry.details["people"]).where(
        JournalEntry.subject == "deal", JournalEntry.subject_id == deal_id, JournalEntry.verb == Look.OPEN_CONTACTS,
        JournalEntry.actor_id == by, JournalEntry.business_id == of_business,
    )  # fmt: skip
    return {UUID(person_id) for people in session().scalars(noted) for person_id in people}
