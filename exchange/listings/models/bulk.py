"""Files of lots on their way in, and what is to be said about their rows."""

import enum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.orm import Base, Id, Moment


class LotImportState(enum.StrEnum):
    """Where a file stands. Only what is done has left lots behind."""

    CHOOSING = "choosing"
    WAITING = "waiting"
    RUNNING = "running"
    CHECKED = "checked"
    DONE = "done"
    REFUSED = "refused"


class LotImport(Base):
    """A file of lots that a member handed in, how it is to be read, and how far it has come."""

    __tablename__ = "lot_import"
    __table_args__ = (
        sa.CheckConstraint("length(file_name) BETWEEN 1 AND 160", "file_name_has_a_length"),
        sa.CheckConstraint("octet_length(content) <= 5242880", "content_is_bounded"),
        sa.CheckConstraint("done_rows BETWEEN 0 AND total_rows", "never_more_done_than_there_is"),
        sa.CheckConstraint("(finished_at IS NOT NULL) = (state = 'done')", "done_ones_have_a_moment"),
        sa.CheckConstraint("state = 'done' OR content IS NOT NULL", "can_be_tried_again"),
        sa.CheckConstraint("created = 0 OR state = 'done'", "only_done_ones_left_lots"),
        sa.Index("lot_import_newest_idx", "business_id", sa.text("created_at DESC"), sa.text("id DESC")),
    )

    id: Mapped[Id]
    business_id: Mapped[UUID] = mapped_column(sa.ForeignKey("business.id"))
    started_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    file_name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(
        sa.LargeBinary, deferred=True, deferred_raiseload=True, comment="The file, until it is in"
    )
    header: Mapped[list[Any]] = mapped_column(comment="The headings of its columns")
    first_rows: Mapped[list[Any]] = mapped_column(comment="The beginning of the file, to choose columns by")
    choices: Mapped[dict[str, Any]] = mapped_column(comment="Columns, language of numbers, what the file does not say")
    language: Mapped[str] = mapped_column(sa.String(2), comment="In which its report is written")
    keeps_good_rows: Mapped[bool] = mapped_column(comment="Otherwise one broken row keeps all of it out")
    as_drafts: Mapped[bool] = mapped_column(comment="Nothing is published until somebody has looked at each")
    is_dry_run: Mapped[bool] = mapped_column(comment="Only checked, nothing posted")
    state: Mapped[LotImportState]
    total_rows: Mapped[int] = mapped_column(server_default="0")
    done_rows: Mapped[int] = mapped_column(server_default="0")
    good_rows: Mapped[int] = mapped_column(server_default="0")
    created: Mapped[int] = mapped_column(server_default="0", comment="Lots posted")
    created_at: Mapped[Moment]
    moved_at: Mapped[Moment] = mapped_column(comment="When it last came further")
    finished_at: Mapped[Moment | None]

    @property
    def is_under_way(self) -> bool:
        """Whether somebody works on it."""
        return self.state in {LotImportState.WAITING, LotImportState.RUNNING}


class LotImportRemark(Base):
    """What is wrong in a row, in the language of whoever handed the file in."""

    __tablename__ = "lot_import_remark"
    __table_args__ = (sa.PrimaryKeyConstraint("import_id", "number"),)

    import_id: Mapped[UUID] = mapped_column(sa.ForeignKey("lot_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    line: Mapped[int] = mapped_column(comment="The header is row 1; 0 is the file as a whole")
    heading: Mapped[str] = mapped_column(comment="The column, as the file calls it")
    message: Mapped[str]
