"""What members are told."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class Notice(Base):
    """One thing that one person was told; its words are made when it is read, in the reader's language."""

    __tablename__ = "notice"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "dedupe_key"),
        sa.Index("notice_unread_idx", "person_id", postgresql_where=sa.text("read_at IS NULL")),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    business_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"))
    kind: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(comment="What the sentence needs: names, quantities, reasons")
    path: Mapped[str] = mapped_column(comment="Where the next step is")
    dedupe_key: Mapped[str]
    at: Mapped[Moment]
    read_at: Mapped[Moment | None]
