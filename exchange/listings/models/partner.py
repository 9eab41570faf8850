"""Whom a company shows what it posts before everyone sees it."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.accounts.models import Business
from exchange.kernel.orm import Base, Moment


class Partner(Base):
    """A company that another one counts among its partners. It says nothing about the other direction."""

    __tablename__ = "partner"
    __table_args__ = (
        sa.PrimaryKeyConstraint("business_id", "partner_id"),
        sa.CheckConstraint("business_id <> partner_id", "not_with_oneself"),
    )

    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), comment="Whose list it is")
    partner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    since: Mapped[Moment]

    partner: Mapped[Business] = relationship(lazy="raise", foreign_keys=[partner_id])
