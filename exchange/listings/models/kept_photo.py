"""Photos that wait with a form until it is sent for good."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment
from exchange.listings.models.photo import BOUNDED, HAS_A_SIZE, LIKENESS


class KeptPhoto(Base):
    """A photo sent with a form that came back or became a draft. Posted, it becomes the lot's under the same id."""

    __tablename__ = "kept_photo"
    __table_args__ = (
        sa.CheckConstraint(HAS_A_SIZE, "has_a_size"),
        sa.CheckConstraint(BOUNDED, "bytes_are_bounded"),
        sa.Index("kept_photo_of_form_idx", "form_id", "id"),
    )

    id: Mapped[Id]
    form_id: Mapped[UUID] = mapped_column(comment="The draft, or the lot that is edited; the draft may not be kept yet")
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    width: Mapped[int]
    height: Mapped[int]
    description: Mapped[str] = mapped_column(server_default="", comment="Said to people who do not see it")
    bytes: Mapped[int] = mapped_column(comment="Of all its sizes together")
    likeness: Mapped[int | None] = mapped_column(sa.BigInteger, comment=LIKENESS)
    added_at: Mapped[Moment]
