"""Reading objections."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from exchange.kernel.orm import session
from exchange.moderation.appeals.models import Appeal
from exchange.moderation.models import StatementOfReasons


def of_statement(statement_id: UUID) -> Appeal | None:
    """The objection to a statement, if there is one."""
    return session().scalar(sa.select(Appeal).where(Appeal.statement_id == statement_id))


def waiting(most: int) -> Sequence[tuple[Appeal, StatementOfReasons]]:
    """Objections that nobody has decided, the oldest first, with what they are about and the company."""
    rows = sa.select(Appeal, StatementOfReasons).join(StatementOfReasons, StatementOfReasons.id == Appeal.statement_id)
    rows = rows.where(Appeal.outcome.is_(None)).order_by(Appeal.made_at, Appeal.id).limit(most)
    return [(row[0], row[1]) for row in session().execute(rows.options(joinedload(Appeal.business)))]


def waiting_count() -> int:
    """How many objections nobody has decided."""
    return session().scalar(sa.select(sa.func.count()).select_from(Appeal).where(Appeal.outcome.is_(None))) or 0


def appeal(appeal_id: UUID, *, is_locked: bool = False) -> Appeal | None:
    """One objection with its company; behind a lock on its row where it is to be decided."""
    rows = sa.select(Appeal).where(Appeal.id == appeal_id).options(joinedload(Appeal.business))
    if is_locked:
        rows = rows.with_for_update(of=Appeal).execution_options(populate_existing=True)
    return session().scalar(rows)
