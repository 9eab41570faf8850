"""What a company needs to be paid and to write its invoices elsewhere."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Moment


class PayingDetails(Base):
    """The tax number and the account of a company, by its own word. Shown to the other side of a deal only."""

    __tablename__ = "paying_details"
    __table_args__ = (
        sa.CheckConstraint("vat_number ~ '^([A-Z]{2}[0-9A-Z]{2,13})?$'", "vat_number_has_its_form"),
        sa.CheckConstraint("iban ~ '^([A-Z]{2}[0-9]{2}[0-9A-Z]{10,30})?$'", "iban_has_its_form"),
    )

    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), primary_key=True)
    vat_number: Mapped[str] = mapped_column(server_default="")
    iban: Mapped[str] = mapped_column(server_default="")
    changed_at: Mapped[Moment]
    changed_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
