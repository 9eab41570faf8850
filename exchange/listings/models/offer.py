"""A surplus that a business wants another to use, and where its quantity stands."""

import enum
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import INT4RANGE, TSVECTOR, Range
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from exchange.accounts.models import Business, Site
from exchange.kernel.orm import MOST_KG, Base, EurPerTonne, Id, Kg, Moment
from exchange.kernel.trade import LegalStatus
from exchange.listings.models.columns import (
    ARISES,
    OFFER_SAYS,
    OPENS_IN_ORDER,
    WORDS,
    Arising,
    Circle,
    Listed,
    Opening,
    Point,
)


class ListingState(enum.StrEnum):
    """The life of a listing. Observed ones come from registers: for the facilitator's eyes only.

    What is shown first is seen by its own company and, from a day on, by its partners: not public yet.
    Retired ones were observed, too, until their business posted them itself or said that they are not so.
    """

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SHOWN_FIRST = "shown_first"
    PUBLISHED = "published"
    PAUSED = "paused"
    EXHAUSTED = "exhausted"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    OBSERVED = "observed"
    RETIRED = "retired"


HANDS = "Who looks after it: whoever posted it, until it is handed to a colleague; none for observed flows"


class MassBasis(enum.StrEnum):
    """How well the mass is known."""

    WEIGHED = "weighed"
    DECLARED = "declared"
    ESTIMATED = "estimated"


class Rhythm(enum.StrEnum):
    """Once, or again and again: a flow's quantity is what one month brings."""

    ONE_OFF = "one_off"
    FLOW = "flow"


class Account(enum.StrEnum):
    """Where kilograms of a lot can stand in its ledger; ``outside`` is the world beyond the lot."""

    OUTSIDE = "outside"
    FREE = "free"
    SAMPLE = "sample"
    HELD = "held"
    COMMITTED = "committed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    LOST = "lost"


COUNTERS = [account for account in Account if account is not Account.OUTSIDE]
_SUM = " + ".join(f"{account}_kg" for account in COUNTERS)
_BOUNDED = " AND ".join(f"{account}_kg BETWEEN 0 AND {MOST_KG}" for account in COUNTERS)
_PROMISES = {
    "quantity_is_bounded": f"declared_kg BETWEEN 0 AND {MOST_KG}",
    "never_oversold": _BOUNDED,
    "stock_is_conserved": f"declared_kg = {_SUM}",
    "minimum_is_bounded": f"minimum_kg BETWEEN 0 AND {MOST_KG}",
    "unit_has_a_mass": "kg_per_unit BETWEEN 0.000001 AND 1000000",
    "window_runs_forward": "available_from <= available_until",
    "reach_is_bounded": "delivers_within_km BETWEEN 0 AND 1000",
    "price_is_bounded": "price_eur_per_t BETWEEN -100000 AND 10000000",
    "condition_is_a_grade": "condition BETWEEN 1 AND 5",
    "has_a_legal_status": "legal_status IS NOT NULL OR state IN ('draft', 'observed', 'retired')",
    "waste_has_a_code": "legal_status <> 'waste' OR waste_code IS NOT NULL OR state = 'draft'",
    "waste_code_is_six_digits": "waste_code ~ '^[0-9]{6}$'",
    "details_are_bounded": "jsonb_typeof(details) = 'object' AND octet_length(details::text) <= 8192",
    "title_has_a_length": "length(title) BETWEEN 1 AND 160",
    "observed_ones_stay_observed": "(state IN ('observed', 'retired')) = (observed_ref IS NOT NULL)",
}
"""What every lot keeps, by the constraint's name; the sum keeps its quantity conserved."""


class Offer(Listed, Opening, Arising, Base):
    """A surplus: what, how much, where, until when, for what price, under which legal status."""

    __tablename__ = "offer"

    id: Mapped[Id]
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    site_id: Mapped[UUID] = mapped_column(sa.ForeignKey("site.id"))
    posted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"), comment=HANDS)
    state: Mapped[ListingState]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    composition: Mapped[str] = mapped_column(server_default="", comment="Make-up, tolerances, contaminants")
    details: Mapped[dict[str, Any]] = mapped_column(
        server_default="{}", comment="What the material's family asks, by attribute; numbers as text"
    )
    packaging: Mapped[str] = mapped_column(server_default="", comment="Packaging and loading")

    material_code: Mapped[str] = mapped_column(sa.ForeignKey("material.code"), index=True)
    material: Mapped[Range[int]] = mapped_column(INT4RANGE, comment="Nested-set interval of the material's node")

    declared_kg: Mapped[Kg] = mapped_column(comment="What was put up, corrections included")
    free_kg: Mapped[Kg] = mapped_column(server_default="0")
    sample_kg: Mapped[Kg] = mapped_column(server_default="0")
    held_kg: Mapped[Kg] = mapped_column(server_default="0")
    committed_kg: Mapped[Kg] = mapped_column(server_default="0")
    shipped_kg: Mapped[Kg] = mapped_column(server_default="0")
    delivered_kg: Mapped[Kg] = mapped_column(server_default="0")
    lost_kg: Mapped[Kg] = mapped_column(server_default="0")
    unit: Mapped[str] = mapped_column(comment="The trade unit that the holder typed")
    kg_per_unit: Mapped[Decimal] = mapped_column(sa.Numeric(14, 6))
    mass_basis: Mapped[MassBasis]
    minimum_kg: Mapped[Kg] = mapped_column(server_default="0", comment="Smallest call-off")
    is_whole_lot: Mapped[bool] = mapped_column(server_default=sa.false(), comment="All of it or nothing")
    rhythm: Mapped[Rhythm] = mapped_column(server_default=Rhythm.ONE_OFF)

    condition: Mapped[int | None] = mapped_column(sa.SmallInteger, comment="Grade, 1 scrap to 5 new")
    legal_status: Mapped[LegalStatus | None] = mapped_column(comment="None for observed flows only")
    legal_answers: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    waste_code: Mapped[str | None] = mapped_column(comment="List of Waste, six digits")
    is_hazardous: Mapped[bool] = mapped_column(server_default=sa.false())

    available_from: Mapped[date]
    available_until: Mapped[date | None]
    delivers_within_km: Mapped[int] = mapped_column(server_default="0", comment="0: collection only")
    price_eur_per_t: Mapped[EurPerTonne | None] = mapped_column(comment="0 free, negative: the holder pays")
    is_negotiable: Mapped[bool] = mapped_column(server_default=sa.false())
    is_anonymous: Mapped[bool] = mapped_column(server_default=sa.false(), comment="Name shown after agreement only")

    ux: Mapped[float] = mapped_column(comment="Unit vector: exact distance is a chord")
    uy: Mapped[float]
    uz: Mapped[float]
    place: Mapped[str] = mapped_column(Point, comment="Planar metres, for preselection")
    reach: Mapped[str | None] = mapped_column(Circle, comment="Delivery circle, inflated; none when collected")

    cell_x_m: Mapped[float] = mapped_column(comment="Middle of the public cell, planar metres")
    cell_y_m: Mapped[float]
    cell_name: Mapped[str] = mapped_column(comment="The town that the public is told")
    words: Mapped[str] = mapped_column(TSVECTOR, sa.Computed(WORDS, persisted=True), comment="For full-text search")

    observed_ref: Mapped[str | None] = mapped_column(index=True, comment="The register's establishment id")
    observed_source: Mapped[str | None] = mapped_column(comment="Which register said so, as its reader is told")
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[Moment]
    published_at: Mapped[Moment | None]
    matched_at: Mapped[Moment | None] = mapped_column(comment="When the matches last followed a change")

    business: Mapped[Business] = relationship(lazy="raise")
    site: Mapped[Site] = relationship(lazy="raise")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 — SQLAlchemy passes the class
        """The promises of a lot, and what the search reads."""
        return (
            *(sa.CheckConstraint(test, name) for name, test in _PROMISES.items()),
            *(sa.CheckConstraint(test, name) for name, test in (OPENS_IN_ORDER | ARISES).items()),
            *cls.search_indexes("price_eur_per_t", "condition", "legal_status"),
            sa.Index("offer_said_idx", sa.text(OFFER_SAYS), postgresql_using="gin"),
            sa.Index(
                "offer_cheapest_idx",
                sa.text("coalesce(price_eur_per_t, 10000000)"),
                "id",
                postgresql_where=sa.text("state = 'published'"),
            ),
        )

    @property
    def free_units(self) -> Decimal:
        """What is free, in the holder's own unit."""
        return (self.free_kg / self.kg_per_unit).quantize(Decimal("0.001"))
