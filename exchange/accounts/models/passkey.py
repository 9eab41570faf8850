"""What proves a person without a password: passkeys, and the word of another provider."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment

NAME_CHARS = 60


class Passkey(Base):
    """A key pair on a person's device or in their password manager; we hold the public half (WebAuthn Level 3)."""

    __tablename__ = "passkey"
    __table_args__ = (
        sa.CheckConstraint(f"length(name) BETWEEN 1 AND {NAME_CHARS}", "name_has_a_length"),
        sa.CheckConstraint("sign_count BETWEEN 0 AND 4294967295", "counter_has_32_bits"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    name: Mapped[str]
    credential_id: Mapped[str] = mapped_column(unique=True, comment="base64url")
    public_key: Mapped[bytes] = mapped_column(comment="COSE")
    sign_count: Mapped[int] = mapped_column(sa.BigInteger, comment="The authenticator's counter; 0 where it has none")
    created_at: Mapped[Moment]
    last_used_at: Mapped[Moment | None]


class Ceremony(enum.StrEnum):
    """What a challenge is good for."""

    REGISTER = "register"
    PROVE = "prove"


class PasskeyChallenge(Base):
    """What a device has to sign: used once, deleted then, and soon too old."""

    __tablename__ = "passkey_challenge"
    __table_args__ = (sa.CheckConstraint("created_at < expires_at", "ends_after_it_begins"),)

    id: Mapped[Id]
    ceremony: Mapped[Ceremony]
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"), comment="Whose key it must be, if known")
    challenge: Mapped[bytes]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment] = mapped_column(index=True)


class OutsideIdentity(Base):
    """Somebody's account at another provider (OpenID Connect), linked to theirs here."""

    __tablename__ = "outside_identity"
    __table_args__ = (sa.UniqueConstraint("issuer", "subject"),)

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str] = mapped_column(comment="The provider's name for the person, never reused")
    linked_at: Mapped[Moment]
