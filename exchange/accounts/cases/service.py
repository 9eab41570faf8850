"""Taking cases for a while, giving them back, deciding only what nobody else has."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.accounts.cases.models import CaseKind, CaseLease
from exchange.accounts.cases.queries import taken
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict
from exchange.web.formats import moment

LEASE_LASTS = timedelta(minutes=20)
"""Long enough to read a case and to telephone, short enough that what somebody left is free before the next coffee."""


def take(kind: CaseKind, case_ids: Collection[UUID], *, by: UUID, at: datetime) -> set[UUID]:
    """Of these, those that are now this person's for twenty minutes: what was free, what was theirs.

    One statement decides it, in the order of the ids: of two who take the same at once, each gets what the other
    does not.
    """
    if not case_ids:
        return set()
    until = at + LEASE_LASTS
    rows = insert(CaseLease).values(
        [{"kind": kind, "case_id": one, "person_id": by, "taken_at": at, "until": until} for one in sorted(case_ids)]
    )
    free = sa.or_(CaseLease.until <= at, CaseLease.person_id == by)
    change = {"person_id": by, "taken_at": at, "until": until}
    mine = rows.on_conflict_do_update(index_elements=["kind", "case_id"], set_=change, where=free)
    return set(session().scalars(mine.returning(CaseLease.case_id)))


def give_back(kind: CaseKind, case_ids: Collection[UUID], *, by: UUID) -> None:
    """Others may take them at once; what is not this person's stays where it is."""
    theirs = CaseLease.kind == kind, CaseLease.case_id.in_(case_ids), CaseLease.person_id == by
    session().execute(sa.delete(CaseLease).where(*theirs))


def deciding(kind: CaseKind, case_id: UUID, *, by: UUID, at: datetime) -> None:
    """Whoever decides says so first. The case is given back with it, as it is done.

    Raises Conflict while somebody else has it.
    """
    give_back(kind, [case_id], by=by)
    ensure_free(kind, case_id, by=by, at=at)


def ensure_free(kind: CaseKind, case_id: UUID, *, by: UUID, at: datetime) -> None:
    """Raises Conflict, which names who has the case and until when, if it is somebody else."""
    found = taken(kind, [case_id], at=at).get(case_id)
    if found is not None and found.person_id != by:
        words = _("%(name)s has taken this case until %(moment)s.", name=found.name, moment=moment(found.until))
        raise Conflict("case_taken", words)
