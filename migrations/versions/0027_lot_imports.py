"""Files of lots handed in by members. Expand: new tables that the running release does not name."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

JSON = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "lot_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True, comment="The file, until it is in"),
        sa.Column("header", JSON, nullable=False, comment="The headings of its columns"),
        sa.Column("first_rows", JSON, nullable=False, comment="The beginning of the file, to choose columns by"),
        sa.Column("choices", JSON, nullable=False, comment="Columns, language of numbers, what the file does not say"),
        sa.Column("language", sa.String(length=2), nullable=False, comment="In which its report is written"),
        sa.Column(
            "keeps_good_rows", sa.Boolean(), nullable=False, comment="Otherwise one broken row keeps all of it out"
        ),
        sa.Column(
            "as_drafts", sa.Boolean(), nullable=False, comment="Nothing is published until somebody has looked at each"
        ),
        sa.Column("is_dry_run", sa.Boolean(), nullable=False, comment="Only checked, nothing posted"),
        sa.Column(
            "state",
            sa.Enum(
                "choosing",
                "waiting",
                "running",
                "checked",
                "done",
                "refused",
                name="lotimportstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("total_rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done_rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("good_rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created", sa.Integer(), server_default="0", nullable=False, comment="Lots posted"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False, comment="When it last came further"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(file_name) BETWEEN 1 AND 160", name=op.f("lot_import_file_name_has_a_length_check")),
        sa.CheckConstraint("octet_length(content) <= 5242880", name=op.f("lot_import_content_is_bounded_check")),
        sa.CheckConstraint(
            "done_rows BETWEEN 0 AND total_rows", name=op.f("lot_import_never_more_done_than_there_is_check")
        ),
        sa.CheckConstraint(
            "(finished_at IS NOT NULL) = (state = 'done')", name=op.f("lot_import_done_ones_have_a_moment_check")
        ),
        sa.CheckConstraint("state = 'done' OR content IS NOT NULL", name=op.f("lot_import_can_be_tried_again_check")),
        sa.CheckConstraint("created = 0 OR state = 'done'", name=op.f("lot_import_only_done_ones_left_lots_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("lot_import_business_id_fkey")),
        sa.ForeignKeyConstraint(["started_by"], ["person.id"], name=op.f("lot_import_started_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("lot_import_pkey")),
    )
    op.create_index(
        "lot_import_newest_idx",
        "lot_import",
        ["business_id", sa.text("created_at DESC"), sa.text("id DESC")],
        unique=False,
    )
    op.create_table(
        "lot_import_remark",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False, comment="The header is row 1; 0 is the file as a whole"),
        sa.Column("heading", sa.Text(), nullable=False, comment="The column, as the file calls it"),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["lot_import.id"], name=op.f("lot_import_remark_import_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("lot_import_remark_pkey")),
    )


def downgrade() -> None:
    op.drop_table("lot_import_remark")
    op.drop_index("lot_import_newest_idx", table_name="lot_import")
    op.drop_table("lot_import")
