"""Requests of people for what is held about them."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class PersonalExport(Base):
    """One request: under way until its file is ready, then downloadable until its end."""

    __tablename__ = "personal_export"
    __table_args__ = (
        sa.CheckConstraint("(ready_at IS NULL) = (expires_at IS NULL)", "ready_with_an_end"),
        sa.CheckConstraint("ready_at < expires_at", "ends_after_it_is_ready"),
        sa.Index(
            "personal_export_one_under_way_idx", "person_id", unique=True, postgresql_where=sa.text("ready_at IS NULL")
        ),
        sa.Index("personal_export_person_id_idx", "person_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[Moment]
    ready_at: Mapped[Moment | None]
    expires_at: Mapped[Moment | None] = mapped_column(comment="The file opens to its person until then")
