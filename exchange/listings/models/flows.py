"""Observed flows: their files on the way in, and what a business said about them."""

import enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class ImportState(enum.StrEnum):
    """Where a file stands. Refused ones left nothing behind."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"


class FlowImport(Base):
    """A register file that a facilitator handed in, and how far it has come."""

    __tablename__ = "flow_import"
    __table_args__ = (
        sa.CheckConstraint("length(file_name) BETWEEN 1 AND 160", "file_name_has_a_length"),
        sa.CheckConstraint("length(source) BETWEEN 1 AND 160", "source_has_a_length"),
        sa.CheckConstraint("octet_length(content) <= 5242880", "content_is_bounded"),
        sa.CheckConstraint("done_rows BETWEEN 0 AND total_rows", "never_more_done_than_there_is"),
        sa.CheckConstraint("(finished_at IS NOT NULL) = (state IN ('done', 'refused'))", "finished_ones_have_a_moment"),
        sa.CheckConstraint("state = 'done' OR content IS NOT NULL", "can_be_tried_again"),
        sa.Index("flow_import_newest_idx", sa.text("created_at DESC"), sa.text("id DESC")),
    )

    id: Mapped[Id]
    started_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    file_name: Mapped[str]
    source: Mapped[str] = mapped_column(comment="The register and its year, as businesses will read it")
    encoding: Mapped[str]
    keeps_good_rows: Mapped[bool] = mapped_column(comment="Otherwise one broken row keeps all of it out")
    content: Mapped[bytes | None] = mapped_column(
        sa.LargeBinary, deferred=True, deferred_raiseload=True, comment="The file, until it is in"
    )
    state: Mapped[ImportState]
    total_rows: Mapped[int] = mapped_column(server_default="0")
    done_rows: Mapped[int] = mapped_column(server_default="0")
    created: Mapped[int] = mapped_column(server_default="0")
    changed: Mapped[int] = mapped_column(server_default="0")
    unchanged: Mapped[int] = mapped_column(server_default="0")
    left_out: Mapped[int] = mapped_column(server_default="0", comment="Settled by their businesses before")
    errors: Mapped[int] = mapped_column(server_default="0")
    establishments: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[Moment]
    moved_at: Mapped[Moment] = mapped_column(comment="When it last came further")
    finished_at: Mapped[Moment | None]

    @property
    def is_under_way(self) -> bool:
        """Whether somebody still works on it."""
        return self.state in {ImportState.WAITING, ImportState.RUNNING}


class FlowImportRemark(Base):
    """What is to be said about a line of a file, as a fault and its values: the reader's language is chosen later."""

    __tablename__ = "flow_import_remark"
    __table_args__ = (sa.PrimaryKeyConstraint("import_id", "number"),)

    import_id: Mapped[UUID] = mapped_column(sa.ForeignKey("flow_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    line: Mapped[int] = mapped_column(comment="The header is line 1; 0 is the file as a whole")
    cell: Mapped[str] = mapped_column(comment="The column's name")
    fault: Mapped[str]
    facts: Mapped[dict[str, Any]]


class Settlement(enum.StrEnum):
    """What a business said about a flow that a register holds of it."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    DROPPED = "dropped"


class DropReason(enum.StrEnum):
    """Why a business says that a flow is not so, or is not to be had."""

    NEVER_WAS = "never_was"
    NO_LONGER = "no_longer"
    IN_GOOD_HANDS = "in_good_hands"
    NOT_OURS = "not_ours"
    OTHER = "other"


class FlowSettlement(Base):
    """One observed flow, settled once by its own business: posted as it is, posted corrected, or dropped."""

    __tablename__ = "flow_settlement"
    __table_args__ = (
        sa.UniqueConstraint("offer_id"),
        sa.UniqueConstraint("need_id"),
        sa.CheckConstraint("(offer_id IS NULL) <> (need_id IS NULL)", "is_of_one_flow"),
        sa.CheckConstraint(
            "(outcome = 'dropped') = (posted_offer_id IS NULL AND posted_need_id IS NULL)", "posted_unless_dropped"
        ),
        sa.CheckConstraint("posted_offer_id IS NULL OR offer_id IS NOT NULL", "offers_become_offers"),
        sa.CheckConstraint("posted_need_id IS NULL OR need_id IS NOT NULL", "needs_become_needs"),
        sa.CheckConstraint("(outcome = 'dropped') = (reason IS NOT NULL)", "dropped_with_a_reason"),
        sa.CheckConstraint("length(words) <= 1000", "words_have_a_length"),
    )

    id: Mapped[Id]
    offer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("offer.id"))
    need_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("need.id"))
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"), index=True)
    outcome: Mapped[Settlement]
    posted_offer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("offer.id"))
    posted_need_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("need.id"))
    reason: Mapped[DropReason | None]
    words: Mapped[str] = mapped_column(server_default="", comment="What else they said")
    settled_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    settled_at: Mapped[Moment]


class ActivityRefusal(Base):
    """A guess from the activity code that a business said is not so; it is not proposed to it again."""

    __tablename__ = "activity_refusal"
    __table_args__ = (
        sa.PrimaryKeyConstraint("business_id", "role", "material_code"),
        sa.CheckConstraint("role IN ('offer', 'need')", "is_of_a_role"),
    )

    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    role: Mapped[str] = mapped_column(comment="offer or need")
    material_code: Mapped[str] = mapped_column(sa.ForeignKey("material.code"))
    refused_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    refused_at: Mapped[Moment]
