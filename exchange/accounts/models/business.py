"""Businesses and who may act for them."""

import enum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.kernel.orm import Base, Id, Moment
from exchange.kernel.registration import RegistrationKind
from exchange.kernel.trade import Country


class Verification(enum.StrEnum):
    """What moderators know about the number given at sign-up. A valid number alone proves nothing."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    REFUSED = "refused"


class Standing(enum.StrEnum):
    """Whether a business trades. Unclaimed ones are known from registers only: never public, never dealable."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    UNCLAIMED = "unclaimed"


class Business(Base):
    """A company, association or public body that gives and takes materials."""

    __tablename__ = "business"
    __table_args__ = (
        sa.UniqueConstraint("registration_kind", "registration_number"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 160", "name_has_a_length"),
        sa.CheckConstraint(
            "standing = 'unclaimed' OR (registration_kind IS NOT NULL AND registration_number IS NOT NULL)",
            "claimed_ones_have_a_number",
        ),
        sa.CheckConstraint("registration_number ~ '^[0-9]{9,10}$'", "number_is_digits"),
        sa.CheckConstraint("standing <> 'suspended' OR length(standing_reason) > 0", "suspended_with_reasons"),
        sa.Index("business_idle_idx", "id", postgresql_where=sa.text("standing <> 'active'")),
        sa.CheckConstraint("verification <> 'refused' OR length(verification_reason) > 0", "refused_with_reasons"),
    )

    id: Mapped[Id]
    name: Mapped[str]
    registration_kind: Mapped[RegistrationKind | None]
    registration_number: Mapped[str | None] = mapped_column(comment="SIREN (9) or Belgian enterprise number (10)")
    country: Mapped[Country]
    activity_code: Mapped[str | None] = mapped_column(comment="NAF rev. 2, as 3832Z")
    verification: Mapped[Verification] = mapped_column(server_default=Verification.UNVERIFIED)
    verification_reason: Mapped[str] = mapped_column(server_default="")
    standing: Mapped[Standing] = mapped_column(server_default=Standing.ACTIVE)
    standing_reason: Mapped[str] = mapped_column(server_default="")
    is_demo: Mapped[bool] = mapped_column(server_default=sa.false(), comment="Clearly fictitious, made by a seed")
    created_at: Mapped[Moment]

    @property
    def is_active(self) -> bool:
        """Whether it may trade."""
        return self.standing is Standing.ACTIVE

    @property
    def is_verified(self) -> bool:
        """Whether a moderator has checked who stands behind the number."""
        return self.verification is Verification.VERIFIED


class MemberRole(enum.StrEnum):
    """Managers invite and manage sites; members post and deal."""

    MANAGER = "manager"
    MEMBER = "member"


class Membership(Base):
    """A person who may act for a business."""

    __tablename__ = "membership"
    __table_args__ = (sa.PrimaryKeyConstraint("person_id", "business_id"),)

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    role: Mapped[MemberRole]
    since: Mapped[Moment]
    ended_at: Mapped[Moment | None]

    business: Mapped[Business] = relationship(lazy="raise")


class Invitation(Base):
    """A seat offered by mail to a colleague; stored as a hash, good once and for a while."""

    __tablename__ = "invitation"
    __table_args__ = (sa.CheckConstraint("created_at < expires_at", "ends_after_it_begins"),)

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(unique=True)
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    email: Mapped[str]
    role: Mapped[MemberRole]
    invited_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    accepted_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]

    business: Mapped[Business] = relationship(lazy="raise")


class JoinRequest(Base):
    """Somebody who gave the number of a business that others manage: they decide whether to invite."""

    __tablename__ = "join_request"
    __table_args__ = (sa.PrimaryKeyConstraint("person_id", "business_id"),)

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    asked_at: Mapped[Moment]
    told_at: Mapped[Moment | None] = mapped_column(comment="When the managers heard: once the address is confirmed")
    settled_at: Mapped[Moment | None]
