"""What the law asks of a load that crosses a border or is hazardous, as the two sides answer it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Moment
from exchange.kernel.trade import Country
from exchange.papers.core.answers import Consistency, Mode, Packaging, StatusAbroad


class Dossier(Base):
    """The answers of one deal. Empty ones are open; what is open may keep the deal from being agreed."""

    __tablename__ = "dossier"
    __table_args__ = (
        sa.CheckConstraint("operation_code ~ '^([RD][0-9]{1,2}F?)?$'", "operation_is_a_code"),
        sa.CheckConstraint("basel_entry ~ '^[A-Z0-9]{0,6}$'", "basel_entry_is_a_code"),
        sa.CheckConstraint("notification_number ~ '^([A-Z]{2}[0-9]{10})?$'", "notification_has_its_form"),
        sa.CheckConstraint("packages BETWEEN 1 AND 100000", "packages_are_bounded"),
        sa.CheckConstraint("volume_m3 BETWEEN 0.001 AND 1000", "volume_is_bounded"),
    )

    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"), primary_key=True)
    operation_code: Mapped[str] = mapped_column(server_default="", comment="R or D operation at the receiving site")
    basel_entry: Mapped[str] = mapped_column(server_default="", comment="Basel or OECD entry; empty: none told")
    contract_on: Mapped[date | None] = mapped_column(comment="Day of the contract of article 18")
    pick_up_on: Mapped[date | None] = mapped_column(comment="Day on which the shipment is to start")
    notification_number: Mapped[str] = mapped_column(server_default="")
    movement_number: Mapped[str] = mapped_column(server_default="", comment="Of the movement under a notification")
    diwass_number: Mapped[str] = mapped_column(server_default="", comment="Entry in the Union's shipment system")
    acceptance_certificate: Mapped[str] = mapped_column(server_default="", comment="Of the receiving plant")
    slip_number: Mapped[str] = mapped_column(server_default="", comment="Electronic tracking slip")
    status_abroad: Mapped[StatusAbroad | None]
    status_reference: Mapped[str] = mapped_column(server_default="", comment="Declaration or letter that says so")
    un_number: Mapped[str] = mapped_column(server_default="", comment="ADR entry, or that none applies")
    consistency: Mapped[Consistency | None]
    packaging: Mapped[Packaging | None]
    packages: Mapped[int | None]
    volume_m3: Mapped[Decimal | None] = mapped_column(sa.Numeric(8, 3))
    intended_use: Mapped[str] = mapped_column(
        server_default="", comment="Of an explosives precursor, as the taker states it"
    )
    changed_at: Mapped[Moment]
    changed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))


class DossierCarrier(Base):
    """One of up to five carriers, in the order in which they take over."""

    __tablename__ = "dossier_carrier"
    __table_args__ = (
        sa.PrimaryKeyConstraint("deal_id", "number"),
        sa.CheckConstraint("number BETWEEN 1 AND 5", "five_at_most"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 150", "name_has_a_length"),
        sa.CheckConstraint("is_exempt OR (length(receipt_number) > 0 AND receipt_until IS NOT NULL)", "has_a_receipt"),
    )

    deal_id: Mapped[UUID] = mapped_column(sa.ForeignKey("deal.id"))
    number: Mapped[int]
    name: Mapped[str]
    registration: Mapped[str] = mapped_column(comment="SIRET, enterprise or VAT number")
    address: Mapped[str]
    postal_code: Mapped[str]
    town: Mapped[str]
    country: Mapped[Country]
    mode: Mapped[Mode]
    plate: Mapped[str] = mapped_column(server_default="")
    is_exempt: Mapped[bool] = mapped_column(server_default=sa.false(), comment="By the carrier's own word")
    receipt_number: Mapped[str] = mapped_column(server_default="")
    receipt_until: Mapped[date | None]
