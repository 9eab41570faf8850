"""What waits becomes one message: written, and every notice in it marked, in one transaction.

A worker that is killed before the end leaves all of it waiting; one that comes second finds nothing left.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Person
from exchange.kernel import mail
from exchange.kernel.orm import session
from exchange.notices import letters, queries
from exchange.notices.models import Cadence, Notice


def mail_at_once(person_id: UUID) -> None:
    """One message with all that a person wants to hear of at once."""
    found = queries.waiting(person_id, Cadence.AT_ONCE, None)
    if found:
        _mail(person_id, found, Cadence.AT_ONCE, f"notice:{found[0].id}")


def mail_digest(person_id: UUID, cadence: Cadence, day: date, *, before: datetime) -> None:
    """One message for the period that ended on a day, with what was told before its end.

    What was told before but committed after the message was written waits for the next: one message per period.
    """
    found = queries.waiting(person_id, cadence, before)
    if found:
        _mail(person_id, found, cadence, f"{period_key(cadence, day)}:{person_id}")


def period_key(cadence: Cadence, day: date) -> str:
    """The name of a period: with a person's id it is the key of their one message."""
    return f"digest:{cadence}:{day.isoformat()}"


def _mail(person_id: UUID, found: Sequence[Notice], cadence: Cadence, key: str) -> None:
    person = session().get_one(Person, person_id)
    letter = letters.write(person, found, cadence)
    mail_id = mail.post(person.email, letter.subject, letter.body, dedupe_key=key, stop_url=letter.stop_url)
    if mail_id is not None:
        carried = sa.update(Notice).where(Notice.id.in_([notice.id for notice in found]))
        session().execute(carried.values(mail_id=mail_id).execution_options(synchronize_session=False))
