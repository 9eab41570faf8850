"""Each night what nobody needs any more is swept out, and nothing else."""

from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.kernel import clock
from exchange.web.once import RequestSeen
from exchange.web.rate import RateWindow
from exchange.web.sweeping import sweep


def test_old_windows_and_answers_go_and_young_ones_stay(session: Session) -> None:
    now = clock.now()
    for key, days in (("old", 9), ("young", -1)):
        session.add(RateWindow(key=key, window=1, tries=1, ends_at=now - timedelta(days=days)))
        session.add(RequestSeen(actor_id=uuid4(), request_id=uuid4(), digest=key, at=now - timedelta(days=days)))
    session.flush()

    sweep()

    # Other tests count tries for good, on a connection of their own.
    ours = sa.select(RateWindow.key).where(RateWindow.key.in_(["old", "young"]))
    assert session.scalars(ours).all() == ["young"]
    assert session.scalars(sa.select(RequestSeen.digest)).all() == ["young"]
