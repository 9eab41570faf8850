"""Reading who has a case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.cases.models import CaseKind, CaseLease
from exchange.accounts.models import Person
from exchange.kernel.orm import session


@dataclass(frozen=True, slots=True)
class Taken:
    """Who has a case, and until when."""

    person_id: UUID
    name: str
    until: datetime


def taken(kind: CaseKind, case_ids: Collection[UUID], *, at: datetime) -> dict[UUID, Taken]:
    """Of some cases of a kind, those that somebody has at a moment."""
    rows = sa.select(CaseLease.case_id, Person.id, Person.name, CaseLease.until)
    rows = rows.join(Person, Person.id == CaseLease.person_id)
    rows = rows.where(CaseLease.kind == kind, CaseLease.case_id.in_(case_ids), CaseLease.until > at)
    return {row[0]: Taken(row[1], row[2], row[3]) for row in session().execute(rows)}


def mine(
    kind: CaseKind, case_id: sa.SQLColumnExpression[UUID], *, person_id: UUID, at: datetime
) -> sa.ColumnElement[bool]:
    """Whether a person has the case of a row of another table."""
    return sa.exists().where(
        CaseLease.kind == kind, CaseLease.case_id == case_id, CaseLease.until > at, CaseLease.person_id == person_id
    )


def with_others(
    kind: CaseKind, case_id: sa.SQLColumnExpression[UUID], *, but: UUID, at: datetime
) -> sa.ColumnElement[bool]:
    """Whether somebody else has the case of a row of another table."""
    theirs = CaseLease.kind == kind, CaseLease.case_id == case_id, CaseLease.until > at, CaseLease.person_id != but
    return sa.exists().where(*theirs)
