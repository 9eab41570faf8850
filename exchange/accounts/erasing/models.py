"""Requests of people to be erased."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class ErasureRequest(Base):
    """One request: waiting until it is due, then withdrawn or done. The row stays and names a pseudonym."""

    __tablename__ = "erasure_request"
    __table_args__ = (
        sa.CheckConstraint("asked_at < due_at", "due_after_it_was_asked"),
        sa.CheckConstraint("withdrawn_at IS NULL OR done_at IS NULL", "withdrawn_or_done"),
        sa.CheckConstraint("done_at >= due_at", "done_when_due"),
        sa.Index(
            "erasure_request_one_open_idx", "person_id", unique=True,
            postgresql_where=sa.text("withdrawn_at IS NULL AND done_at IS NULL"),
        ),
        sa.Index("erasure_request_person_id_idx", "person_id"),
    )  # fmt: skip

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    asked_at: Mapped[Moment]
    due_at: Mapped[Moment] = mapped_column(comment="Until then it can be undone")
    withdrawn_at: Mapped[Moment | None]
    done_at: Mapped[Moment | None]
