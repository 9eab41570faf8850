"""What a business looks for: the offer's equal."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, INT4MULTIRANGE, TSVECTOR
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from exchange.accounts.models import Business, Site
from exchange.kernel.orm import MOST_KG, Base, EurPerTonne, Id, Kg, Moment
from exchange.listings.models.columns import ARISES, OPENS_IN_ORDER, WORDS, Arising, Circle, Listed, Opening, Point
from exchange.listings.models.offer import HANDS, ListingState, Rhythm


class Need(Listed, Opening, Arising, Base):
    """Accepted materials, quantity still wanted, from how far, until when, at what price at most."""

    __tablename__ = "need"

    id: Mapped[Id]
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    site_id: Mapped[UUID] = mapped_column(sa.ForeignKey("site.id"))
    posted_by: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"), comment=HANDS)
    state: Mapped[ListingState]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    material: Mapped[Any] = mapped_column(
        INT4MULTIRANGE, comment="Nested-set intervals of the accepted nodes and their substitutes"
    )

    wanted_kg: Mapped[Kg]
    covered_kg: Mapped[Kg] = mapped_column(server_default="0", comment="Agreed in deals, delivered or on the way")
    unit: Mapped[str]
    kg_per_unit: Mapped[Decimal] = mapped_column(sa.Numeric(14, 6))
    smallest_lot_kg: Mapped[Kg] = mapped_column(server_default="0", comment="Smallest lot worth a trip")
    rhythm: Mapped[Rhythm] = mapped_column(server_default=Rhythm.ONE_OFF)

    lowest_grade: Mapped[int | None] = mapped_column(sa.SmallInteger, comment="Grade, 1 scrap to 5 new")
    accepted_statuses: Mapped[list[str]] = mapped_column(
        ARRAY(sa.Text), server_default="{}", comment="Legal statuses; empty accepts all"
    )

    wanted_from: Mapped[date]
    wanted_until: Mapped[date | None]
    collects_within_km: Mapped[int]
    highest_eur_per_t: Mapped[EurPerTonne | None] = mapped_column(comment="None: no limit told")
    is_negotiable: Mapped[bool] = mapped_column(server_default=sa.false())
    is_anonymous: Mapped[bool] = mapped_column(server_default=sa.false())

    ux: Mapped[float]
    uy: Mapped[float]
    uz: Mapped[float]
    place: Mapped[str] = mapped_column(Point)
    reach: Mapped[str | None] = mapped_column(Circle, comment="Collection circle, inflated")

    cell_x_m: Mapped[float] = mapped_column(comment="Middle of the public cell, planar metres")
    cell_y_m: Mapped[float]
    cell_name: Mapped[str] = mapped_column(comment="The town that the public is told")
    words: Mapped[str] = mapped_column(TSVECTOR, sa.Computed(WORDS, persisted=True), comment="For full-text search")

    observed_ref: Mapped[str | None] = mapped_column(index=True)
    observed_source: Mapped[str | None] = mapped_column(comment="Which register said so, as its reader is told")
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[Moment]
    published_at: Mapped[Moment | None]
    matched_at: Mapped[Moment | None]

    business: Mapped[Business] = relationship(lazy="raise")
    site: Mapped[Site] = relationship(lazy="raise")
    accepts: Mapped[list["NeedAccepts"]] = relationship(lazy="raise", order_by="NeedAccepts.material_code")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 — SQLAlchemy passes the class
        """The promises of a need."""
        return (
            sa.CheckConstraint(f"wanted_kg BETWEEN 0.001 AND {MOST_KG}", "quantity_is_positive"),
            sa.CheckConstraint("covered_kg BETWEEN 0 AND wanted_kg", "never_overcovered"),
            sa.CheckConstraint(f"smallest_lot_kg BETWEEN 0 AND {MOST_KG}", "smallest_lot_is_bounded"),
            sa.CheckConstraint("kg_per_unit BETWEEN 0.000001 AND 1000000", "unit_has_a_mass"),
            sa.CheckConstraint("wanted_from <= wanted_until", "window_runs_forward"),
            sa.CheckConstraint("collects_within_km BETWEEN 0 AND 1000", "reach_is_bounded"),
            sa.CheckConstraint("highest_eur_per_t BETWEEN -100000 AND 10000000", "price_is_bounded"),
            sa.CheckConstraint("lowest_grade BETWEEN 1 AND 5", "lowest_grade_is_a_grade"),
            sa.CheckConstraint("length(title) BETWEEN 1 AND 160", "title_has_a_length"),
            sa.CheckConstraint(
                "(state IN ('observed', 'retired')) = (observed_ref IS NOT NULL)", "observed_ones_stay_observed"
            ),
            *(sa.CheckConstraint(test, name) for name, test in (OPENS_IN_ORDER | ARISES).items()),
            *cls.search_indexes("highest_eur_per_t", "lowest_grade"),
            sa.Index("need_words_idx", "words", postgresql_using="gin"),
        )

    @property
    def remaining_kg(self) -> Decimal:
        """What is still wanted."""
        return self.wanted_kg - self.covered_kg

    @property
    def remaining_units(self) -> Decimal:
        """What is still wanted, in the unit that was typed."""
        return (self.remaining_kg / self.kg_per_unit).quantize(Decimal("0.001"))


class NeedAccepts(Base):
    """A node of the taxonomy that a need accepts. Substitutes follow from the catalogue, marked as such."""

    __tablename__ = "need_accepts"
    __table_args__ = (sa.PrimaryKeyConstraint("need_id", "material_code"),)

    need_id: Mapped[UUID] = mapped_column(sa.ForeignKey("need.id", ondelete="CASCADE"))
    material_code: Mapped[str] = mapped_column(sa.ForeignKey("material.code"), index=True)
