"""Writing a measure down and taking it off, for the verbs that carry it out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.measures.models import AccountMeasure, FoundBy, MeasureGround, MeasureKind, MeasureRedress
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a person or a company may not go on: the law or term, and words (1 to 4,000 characters)."""

    ground: MeasureGround
    explanation: str
    found_by: FoundBy = FoundBy.OWN


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a measure is about: one of the two."""

    person_id: UUID | None = None
    business_id: UUID | None = None


def note_measure(
    about: Concerned, kind: MeasureKind, reasons: Reasons, facts: dict[str, Any], *, by: UUID, at: datetime,
    until: datetime | None = None,
) -> AccountMeasure:  # fmt: skip
    """The row with all that article 17(3) asks for."""
    measure = AccountMeasure(
        id=new_id(), person_id=about.person_id, business_id=about.business_id, kind=kind, ground=reasons.ground,
        facts=facts, found_by=reasons.found_by, explanation=reasons.explanation, was_automated=False,
        redress=list(MeasureRedress), made_by=by, made_at=at, ends_at=until,
    )  # fmt: skip
    session().add(measure)
    session().flush()
    return measure


def note_lifted(business_id: UUID, kind: MeasureKind, *, by: UUID, at: datetime) -> None:
    """No measure of that kind holds on a company any more."""
    held = sa.update(AccountMeasure).where(
        AccountMeasure.business_id == business_id, AccountMeasure.kind == kind, AccountMeasure.lifted_at.is_(None)
    )
    session().execute(held.values(lifted_at=at, lifted_by=by))
