"""Acting for a company that asked for help."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.accounts.models import Business
from exchange.kernel.orm import Base, Id, Moment


class StandIn(Base):
    """One time that an administrator acted for a company: in one stay, with a reason, for an hour at most."""

    __tablename__ = "stand_in"
    __table_args__ = (
        sa.CheckConstraint("length(reason) BETWEEN 1 AND 500", "says_why"),
        sa.CheckConstraint("began_at < ends_at AND ends_at <= began_at + interval '60 minutes'", "an_hour_at_most"),
        sa.CheckConstraint("ended_at >= began_at", "ends_after_it_begins"),
        sa.Index("stand_in_one_open_idx", "sign_in_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")),
        sa.Index("stand_in_business_idx", "business_id", "began_at"),
    )

    id: Mapped[Id]
    sign_in_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sign_in.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), comment="Who really acts")
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), comment="For whom")
    reason: Mapped[str] = mapped_column(comment="Who asked, how, and for what")
    began_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    ended_at: Mapped[Moment | None] = mapped_column(comment="When it was ended by hand; otherwise at ends_at")

    business: Mapped[Business] = relationship(lazy="raise")
