"""The journal keeps what happened, in order, and shows when somebody touched it."""

from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from exchange.journal import queries, service
from exchange.kernel.unit_of_work import unit_of_work
from tests.makers import MONDAY

LOT = uuid4()


def record_three() -> None:
    for verb in ("posted", "edited", "withdrawn"):
        with unit_of_work():
            service.record("offer", LOT, verb, at=MONDAY, title="Drêche « fraîche »")


def test_a_subject_tells_its_history_in_order(session: Session) -> None:
    record_three()

    assert [entry.verb for entry in queries.history("offer", LOT)] == ["posted", "edited", "withdrawn"]
    assert queries.broken_links() == []


def test_what_is_rolled_back_never_happened(session: Session) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work():
        service.record("offer", LOT, "posted", at=MONDAY)
        raise ZeroDivisionError

    assert queries.history("offer", LOT) == []


@pytest.mark.parametrize("change", ["UPDATE journal_entry SET verb = 'x'", "DELETE FROM journal_entry"])
def test_the_application_cannot_change_what_happened(session: Session, change: str) -> None:
    record_three()

    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(sa.text(change))
