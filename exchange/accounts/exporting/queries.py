"""Reading requests and their files' names."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.exporting.models import PersonalExport
from exchange.accounts.models import Person
from exchange.kernel.orm import session


def newest(person_id: UUID) -> PersonalExport | None:
    """The request that the person's page shows."""
    mine = sa.select(PersonalExport).where(PersonalExport.person_id == person_id)
    return session().scalar(mine.order_by(PersonalExport.id.desc()).limit(1))


def downloadable(export_id: UUID, *, by: UUID, at: datetime) -> PersonalExport | None:
    """A file that is ready and not past its end, for the person whom it is about."""
    mine = PersonalExport.id == export_id, PersonalExport.person_id == by, PersonalExport.expires_at > at
    return session().scalar(sa.select(PersonalExport).where(*mine))


def owner(export: PersonalExport) -> Person:
    """Whom it is about."""
    return session().get_one(Person, export.person_id)


def still_kept(ids: Collection[UUID], *, at: datetime) -> set[UUID]:
    """Those of some requests whose file must stay."""
    kept = PersonalExport.id.in_(ids), sa.or_(PersonalExport.expires_at.is_(None), PersonalExport.expires_at > at)
    return set(session().scalars(sa.select(PersonalExport.id).where(*kept)))
