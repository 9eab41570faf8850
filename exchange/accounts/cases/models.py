"""A case that somebody of the desk has taken."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Moment


class CaseKind(enum.StrEnum):
    """Everything that one person decides about."""

    OFFER = "offer"
    NEED = "need"
    BUSINESS = "business"
    PERMIT = "permit"
    NOTICE = "notice"
    APPEAL = "appeal"
    MEASURE = "measure"
    CLAIM = "claim"


class CaseLease(Base):
    """Whose a case is until when. It keeps others from working on it; that it is decided once, its own row sees to."""

    __tablename__ = "case_lease"
    __table_args__ = (
        sa.CheckConstraint("taken_at < until AND until <= taken_at + interval '60 minutes'", "an_hour_at_most"),
    )

    kind: Mapped[CaseKind] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(primary_key=True, comment="Of several tables, so no foreign key")
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    taken_at: Mapped[Moment]
    until: Mapped[Moment]
