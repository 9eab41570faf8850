"""What a register said about a company."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.accounts.core.registers import NAME_CHARS, Entry
from exchange.kernel.orm import Base, Moment


class RegisterAnswer(Base):
    """The last answer about a company's number, or that one is awaited; kept for a while only (accounts/keeping.py)."""

    __tablename__ = "register_answer"
    __table_args__ = (
        sa.CheckConstraint("(answered_at IS NULL) = (is_listed IS NULL)", "an_answer_says_whether"),
        sa.CheckConstraint(
            "is_listed IS TRUE OR (name = '' AND commune = '' AND activity_code = '')", "only_of_listed"
        ),
        sa.CheckConstraint("NOT withholds OR (name = '' AND commune = '')", "withheld_is_not_kept"),
        sa.CheckConstraint(f"length(name) <= {NAME_CHARS} AND length(commune) <= {NAME_CHARS}", "lengths"),
        sa.CheckConstraint("failures >= 0 AND (failures = 0) = (failed_at IS NULL)", "failures_have_a_time"),
    )

    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), primary_key=True)
    asked_at: Mapped[Moment]
    answered_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None] = mapped_column(comment="The last time that it did not answer")
    failures: Mapped[int] = mapped_column(server_default="0")
    is_listed: Mapped[bool | None]
    name: Mapped[str] = mapped_column(server_default="")
    activity_code: Mapped[str] = mapped_column(server_default="", comment="NAF rev. 2, as 3832Z")
    commune: Mapped[str] = mapped_column(server_default="", comment="Of the seat")
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    is_open: Mapped[bool | None]
    withholds: Mapped[bool] = mapped_column(server_default=sa.false())

    @property
    def entry(self) -> Entry | None:
        """What it has of the company; None before it answered and where it knows none."""
        if not self.is_listed:
            return None
        return Entry(
            name=self.name, activity_code=self.activity_code, commune=self.commune, opened_on=self.opened_on,
            closed_on=self.closed_on, is_open=bool(self.is_open), withholds=self.withholds,
        )  # fmt: skip
