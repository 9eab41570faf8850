"""When somebody wants mail, topic by topic; what waits to be mailed follows the wish."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.notices import queries
from exchange.notices.models import Cadence, Notice, NoticePreference, Topic


def choose(person_id: UUID, wishes: Mapping[Topic, Cadence], *, at: datetime) -> None:
    """Mail about these topics leaves like this from now on, also what was told and waits."""
    before = queries.preferences(person_id)
    for topic, cadence in wishes.items():
        if before[topic] is not cadence:
            _remember(person_id, topic, cadence, at)
            _follow(person_id, topic, before[topic], cadence)


def stop(person_id: UUID, topics: Iterable[Topic], *, at: datetime) -> None:
    """No more mail about these topics; the bell still tells. Twice changes nothing."""
    choose(person_id, dict.fromkeys(topics, Cadence.BELL), at=at)


def _remember(person_id: UUID, topic: Topic, cadence: Cadence, at: datetime) -> None:
    row = insert(NoticePreference).values(person_id=person_id, topic=topic, cadence=cadence, changed_at=at)
    changed = {"cadence": cadence, "changed_at": at}
    session().execute(row.on_conflict_do_update(index_elements=["person_id", "topic"], set_=changed))


def _follow(person_id: UUID, topic: Topic, before: Cadence, cadence: Cadence) -> None:
    """A stop ends all that waits; any other wish moves what waited as was usual, not what had a wish of its own."""
    waits = sa.update(Notice).where(
        Notice.person_id == person_id, Notice.topic == topic, Notice.mail_id.is_(None), Notice.cadence != Cadence.BELL
    )
    if cadence is not Cadence.BELL:
        waits = waits.where(Notice.cadence == before)
    session().execute(waits.values(cadence=cadence).execution_options(synchronize_session=False))
    if cadence is Cadence.AT_ONCE:
        defer(Job.MAIL_NOTICES, person_id=str(person_id))
