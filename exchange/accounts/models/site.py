"""Where a business loads and unloads, and what it may take there."""

import enum
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from exchange.accounts.models.business import Business
from exchange.kernel.orm import Base, Id, Moment
from exchange.kernel.place import Place
from exchange.kernel.trade import Country


class Site(Base):
    """A yard, plant, shop or store. The exact place is told to partners only; the public sees its commune."""

    __tablename__ = "site"
    __table_args__ = (
        sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", "is_on_earth"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", "name_has_a_length"),
    )

    id: Mapped[Id]
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    name: Mapped[str]
    address: Mapped[str]
    postal_code: Mapped[str]
    commune_code: Mapped[str] = mapped_column(comment="INSEE code in France; postal code and name in Belgium")
    commune_name: Mapped[str]
    country: Mapped[Country]
    lat: Mapped[float]
    lon: Mapped[float]
    opening_hours: Mapped[dict[str, Any]] = mapped_column(
        server_default="{}", comment='Weekday 0–6 to intervals: {"0": [["08:00", "12:00"]]}; empty when not told'
    )
    access: Mapped[str] = mapped_column(server_default="", comment="Dock, forklift, height limit, whom to ask")
    siret: Mapped[str | None]
    created_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]

    business: Mapped[Business] = relationship(lazy="raise")

    @property
    def place(self) -> Place:
        """Where it stands on the sphere."""
        return Place(self.lat, self.lon)

    @property
    def label(self) -> str:
        """What its people call it: by name and town; registers do not always tell the town."""
        return ", ".join(filter(None, [self.name, self.commune_name]))


LAST_DAYS = timedelta(days=60)
"""So long before its end a permit is marked, and its managers are told."""


class PermitState(enum.StrEnum):
    """Where a permit stands on a day."""

    WAITING = "waiting"
    VERIFIED = "verified"
    REFUSED = "refused"
    EXPIRED = "expired"


class Permit(Base):
    """What waste a site may take, by the holder's word until a moderator has seen the paper."""

    __tablename__ = "permit"
    __table_args__ = (
        sa.CheckConstraint("cardinality(waste_codes) BETWEEN 1 AND 900", "covers_some_codes"),
        sa.CheckConstraint("(verified_at IS NULL) = (verified_by IS NULL)", "verified_by_somebody"),
        sa.CheckConstraint("paper_bytes BETWEEN 1 AND 10000000", "paper_is_bounded"),
        sa.CheckConstraint("verified_at IS NULL OR refused_at IS NULL", "verified_or_refused"),
        sa.CheckConstraint("refused_at IS NULL OR length(refusal_reason) > 0", "refused_with_reasons"),
    )

    id: Mapped[Id]
    site_id: Mapped[UUID] = mapped_column(sa.ForeignKey("site.id"), index=True)
    rubric: Mapped[str] = mapped_column(comment="ICPE rubric and regime, or the Belgian permit, as on the paper")
    reference: Mapped[str] = mapped_column(comment="Number and date of the act")
    waste_codes: Mapped[list[str]] = mapped_column(ARRAY(sa.Text), comment="Six digits each, no blanks")
    valid_until: Mapped[date]
    created_at: Mapped[Moment]
    verified_at: Mapped[Moment | None]
    verified_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    refused_at: Mapped[Moment | None]
    refusal_reason: Mapped[str] = mapped_column(server_default="")
    paper_bytes: Mapped[int | None] = mapped_column(comment="Size of the act as a PDF; none where only its words came")

    site: Mapped[Site] = relationship(lazy="raise")

    def state_on(self, day: date) -> PermitState:
        """What the permit is worth on a day; the last day still counts."""
        if self.refused_at is not None:
            return PermitState.REFUSED
        if self.valid_until < day:
            return PermitState.EXPIRED
        return PermitState.WAITING if self.verified_at is None else PermitState.VERIFIED

    def ends_soon(self, day: date) -> bool:
        """Whether a permit that counts is in its last sixty days: renewing one takes the authority months."""
        return self.state_on(day) is PermitState.VERIFIED and self.valid_until - day <= LAST_DAYS
