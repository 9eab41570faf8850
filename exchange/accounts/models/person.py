"""People and how they prove who they are."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.accounts.models.business import Business
from exchange.kernel.orm import Base, Id, Moment


class StaffRole(enum.StrEnum):
    """What somebody does for the exchange itself; members of businesses have none."""

    FACILITATOR = "facilitator"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Person(Base):
    """Somebody with an account, member of any number of businesses."""

    __tablename__ = "person"
    __table_args__ = (
        sa.CheckConstraint("email = lower(email) AND length(email) <= 254", "email_is_folded"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", "name_has_a_length"),
    )

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str] = mapped_column(comment="argon2id")
    language: Mapped[str] = mapped_column(sa.String(2))
    confirmed_at: Mapped[Moment | None] = mapped_column(comment="When the address answered")
    staff_role: Mapped[StaffRole | None]
    created_at: Mapped[Moment]


class SignIn(Base):
    """One browser's stay: ended by sign-out, password change or time. The cookie only names it."""

    __tablename__ = "sign_in"
    __table_args__ = (sa.CheckConstraint("created_at < expires_at", "ends_after_it_begins"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    business_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("business.id"), comment="The business acted for")
    secret_hash: Mapped[str] = mapped_column(comment="SHA-256 of the secret in the cookie")
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    device: Mapped[str] = mapped_column(comment="What the browser says it is, shortened")
    place: Mapped[str] = mapped_column(server_default="", comment="Network of the last request, never a full address")
    last_seen_at: Mapped[Moment | None] = mapped_column(comment="To some minutes; none before the first look")
    second_proved_at: Mapped[Moment | None] = mapped_column(comment="When a code was given besides the password")
    proved_at: Mapped[Moment | None] = mapped_column(comment="When a password, code or passkey was last given here")

    person: Mapped[Person] = relationship(lazy="raise")
    business: Mapped[Business | None] = relationship(lazy="raise")


class TokenPurpose(enum.StrEnum):
    """What a link in a mail is good for, or the pause between a right password and its code."""

    CONFIRM = "confirm"
    RESET = "reset"
    SECOND_STEP = "second_step"


class OneTimeToken(Base):
    """A link sent by mail: stored as a hash, good once and for a while."""

    __tablename__ = "one_time_token"
    __table_args__ = (sa.CheckConstraint("created_at < expires_at", "ends_after_it_begins"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    purpose: Mapped[TokenPurpose]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]

    person: Mapped[Person] = relationship(lazy="raise")
