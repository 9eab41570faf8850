"""What proves a person besides the password: an app that makes codes, and codes on paper for when it is lost."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class CodeApp(Base):
    """The secret that a person's app shares with us; it counts from its first right code on."""

    __tablename__ = "code_app"
    __table_args__ = (sa.CheckConstraint("last_step >= 0", "steps_count_up"),)

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    sealed_secret: Mapped[str] = mapped_column(comment="Encrypted with a key made from the application's")
    created_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None] = mapped_column(comment="When the app gave its first right code")
    last_step: Mapped[int] = mapped_column(
        sa.BigInteger, server_default="0", comment="30-second step of the last code used: none counts twice"
    )


class RecoveryCode(Base):
    """One code on paper, good once."""

    __tablename__ = "recovery_code"
    __table_args__ = (sa.UniqueConstraint("person_id", "code_hash"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    code_hash: Mapped[str] = mapped_column(comment="SHA-256; a code has 80 random bits")
    created_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
