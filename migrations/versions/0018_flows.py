"""Register files handed in by browser, what businesses say about observed flows, and introductions.

Expand: new tables and nullable columns that the running release does not name. The wider checks let in one more
state, which the running release neither writes nor asks for: its lists name the states that they show.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATES = "'draft', 'in_review', 'published', 'paused', 'exhausted', 'expired', 'withdrawn', 'observed'"
WIDER = {
    ("offer", "offer_listingstate_check"): f"state IN ({STATES}, 'retired')",
    ("need", "need_listingstate_check"): f"state IN ({STATES}, 'retired')",
    ("offer", "offer_observed_ones_stay_observed_check"):
        "(state IN ('observed', 'retired')) = (observed_ref IS NOT NULL)",
    ("need", "need_observed_ones_stay_observed_check"):
        "(state IN ('observed', 'retired')) = (observed_ref IS NOT NULL)",
    ("offer", "offer_has_a_legal_status_check"):
        "legal_status IS NOT NULL OR state IN ('draft', 'observed', 'retired')",
}  # fmt: skip
NARROWER = {
    ("offer", "offer_listingstate_check"): f"state IN ({STATES})",
    ("need", "need_listingstate_check"): f"state IN ({STATES})",
    ("offer", "offer_observed_ones_stay_observed_check"): "(state = 'observed') = (observed_ref IS NOT NULL)",
    ("need", "need_observed_ones_stay_observed_check"): "(state = 'observed') = (observed_ref IS NOT NULL)",
    ("offer", "offer_has_a_legal_status_check"): "legal_status IS NOT NULL OR state IN ('draft', 'observed')",
}


def upgrade() -> None:
    op.create_table(
        "activity_refusal",
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False, comment="offer or need"),
        sa.Column("material_code", sa.Text(), nullable=False),
        sa.Column("refused_by", sa.Uuid(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("activity_refusal_business_id_fkey")),
        sa.ForeignKeyConstraint(["material_code"], ["material.code"], name=op.f("activity_refusal_material_code_fkey")),
        sa.ForeignKeyConstraint(["refused_by"], ["person.id"], name=op.f("activity_refusal_refused_by_fkey")),
        sa.CheckConstraint("role IN ('offer', 'need')", name=op.f("activity_refusal_is_of_a_role_check")),
        sa.PrimaryKeyConstraint("business_id", "role", "material_code", name=op.f("activity_refusal_pkey")),
    )
    op.create_table(
        "flow_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="The register and its year, as businesses will read it"),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column(
            "keeps_good_rows", sa.Boolean(), nullable=False, comment="Otherwise one broken row keeps all of it out"
        ),
        sa.Column("content", sa.LargeBinary(), nullable=True, comment="The file, until it is in"),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "refused",
                name="importstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("total_rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done_rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unchanged", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "left_out", sa.Integer(), server_default="0", nullable=False, comment="Settled by their businesses before"
        ),
        sa.Column("errors", sa.Integer(), server_default="0", nullable=False),
        sa.Column("establishments", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False, comment="When it last came further"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(finished_at IS NOT NULL) = (state IN ('done', 'refused'))",
            name=op.f("flow_import_finished_ones_have_a_moment_check"),
        ),
        sa.CheckConstraint("state = 'done' OR content IS NOT NULL", name=op.f("flow_import_can_be_tried_again_check")),
        sa.CheckConstraint(
            "done_rows BETWEEN 0 AND total_rows", name=op.f("flow_import_never_more_done_than_there_is_check")
        ),
        sa.CheckConstraint(
            "length(file_name) BETWEEN 1 AND 160", name=op.f("flow_import_file_name_has_a_length_check")
        ),
        sa.CheckConstraint("length(source) BETWEEN 1 AND 160", name=op.f("flow_import_source_has_a_length_check")),
        sa.CheckConstraint("octet_length(content) <= 5242880", name=op.f("flow_import_content_is_bounded_check")),
        sa.ForeignKeyConstraint(["started_by"], ["person.id"], name=op.f("flow_import_started_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("flow_import_pkey")),
    )
    op.create_index(
        "flow_import_newest_idx", "flow_import", [sa.text("created_at DESC"), sa.text("id DESC")], unique=False
    )
    op.create_table(
        "flow_import_remark",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False, comment="The header is line 1; 0 is the file as a whole"),
        sa.Column("cell", sa.Text(), nullable=False, comment="The column's name"),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["flow_import.id"], name=op.f("flow_import_remark_import_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("flow_import_remark_pkey")),
    )
    op.create_table(
        "flow_settlement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "confirmed",
                "corrected",
                "dropped",
                name="settlement",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("posted_offer_id", sa.Uuid(), nullable=True),
        sa.Column("posted_need_id", sa.Uuid(), nullable=True),
        sa.Column(
            "reason",
            sa.Enum(
                "never_was",
                "no_longer",
                "in_good_hands",
                "not_ours",
                "other",
                name="dropreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), server_default="", nullable=False, comment="What else they said"),
        sa.Column("settled_by", sa.Uuid(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'dropped') = (posted_offer_id IS NULL AND posted_need_id IS NULL)",
            name=op.f("flow_settlement_posted_unless_dropped_check"),
        ),
        sa.CheckConstraint(
            "(outcome = 'dropped') = (reason IS NOT NULL)", name=op.f("flow_settlement_dropped_with_a_reason_check")
        ),
        sa.CheckConstraint(
            "(offer_id IS NULL) <> (need_id IS NULL)", name=op.f("flow_settlement_is_of_one_flow_check")
        ),
        sa.CheckConstraint("length(words) <= 1000", name=op.f("flow_settlement_words_have_a_length_check")),
        sa.CheckConstraint(
            "posted_need_id IS NULL OR need_id IS NOT NULL", name=op.f("flow_settlement_needs_become_needs_check")
        ),
        sa.CheckConstraint(
            "posted_offer_id IS NULL OR offer_id IS NOT NULL", name=op.f("flow_settlement_offers_become_offers_check")
        ),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("flow_settlement_business_id_fkey")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("flow_settlement_need_id_fkey")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("flow_settlement_offer_id_fkey")),
        sa.ForeignKeyConstraint(["posted_need_id"], ["need.id"], name=op.f("flow_settlement_posted_need_id_fkey")),
        sa.ForeignKeyConstraint(["posted_offer_id"], ["offer.id"], name=op.f("flow_settlement_posted_offer_id_fkey")),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("flow_settlement_settled_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("flow_settlement_pkey")),
        sa.UniqueConstraint("need_id", name=op.f("flow_settlement_need_id_key")),
        sa.UniqueConstraint("offer_id", name=op.f("flow_settlement_offer_id_key")),
    )
    op.create_index(op.f("flow_settlement_business_id_idx"), "flow_settlement", ["business_id"], unique=False)
    op.create_table(
        "introduction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False, comment="The facilitator"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False, comment="Of the pair on that day"),
        sa.Column("distance_km", sa.Double(), nullable=False),
        sa.Column(
            "answered_at", sa.DateTime(timezone=True), nullable=True, comment="Somebody answered by telephone or letter"
        ),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_by", sa.Uuid(), nullable=True),
        sa.Column(
            "drop_reason",
            sa.Enum(
                "no_answer",
                "not_interested",
                "served_elsewhere",
                "quality",
                "law",
                "haulage",
                "price",
                "wrong_data",
                "other",
                name="dropreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(dropped_at IS NULL) = (drop_reason IS NULL)", name=op.f("introduction_dropped_with_a_reason_check")
        ),
        sa.CheckConstraint(
            "(dropped_at IS NULL) = (dropped_by IS NULL)", name=op.f("introduction_dropped_by_somebody_check")
        ),
        sa.CheckConstraint("distance_km BETWEEN 0 AND 20038", name=op.f("introduction_distance_is_earthly_check")),
        sa.CheckConstraint("score BETWEEN 0 AND 1000", name=op.f("introduction_score_is_of_a_thousand_check")),
        sa.ForeignKeyConstraint(["dropped_by"], ["person.id"], name=op.f("introduction_dropped_by_fkey")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("introduction_made_by_fkey")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("introduction_need_id_fkey")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("introduction_offer_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("introduction_pkey")),
        sa.UniqueConstraint("offer_id", "need_id", name=op.f("introduction_offer_id_need_id_key")),
    )
    op.create_index(op.f("introduction_need_id_idx"), "introduction", ["need_id"], unique=False)
    op.create_index(
        "introduction_newest_idx", "introduction", [sa.text("made_at DESC"), sa.text("id DESC")], unique=False
    )
    op.create_table(
        "introduction_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("introduction_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 1000", name=op.f("introduction_note_text_has_a_length_check")),
        sa.ForeignKeyConstraint(
            ["introduction_id"], ["introduction.id"], name=op.f("introduction_note_introduction_id_fkey")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("introduction_note_written_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("introduction_note_pkey")),
    )
    op.create_index(
        op.f("introduction_note_introduction_id_idx"), "introduction_note", ["introduction_id"], unique=False
    )
    op.add_column(
        "need",
        sa.Column("observed_source", sa.Text(), nullable=True, comment="Which register said so, as its reader is told"),
    )
    op.add_column(
        "offer",
        sa.Column("observed_source", sa.Text(), nullable=True, comment="Which register said so, as its reader is told"),
    )
    replace(WIDER)


def downgrade() -> None:
    for table in ("offer", "need"):
        op.execute(f"UPDATE {table} SET state = 'observed' WHERE state = 'retired'")
    replace(NARROWER)
    op.drop_column("offer", "observed_source")
    op.drop_column("need", "observed_source")
    op.drop_index(op.f("introduction_note_introduction_id_idx"), table_name="introduction_note")
    op.drop_table("introduction_note")
    op.drop_index("introduction_newest_idx", table_name="introduction")
    op.drop_index(op.f("introduction_need_id_idx"), table_name="introduction")
    op.drop_table("introduction")
    op.drop_index(op.f("flow_settlement_business_id_idx"), table_name="flow_settlement")
    op.drop_table("flow_settlement")
    op.drop_table("flow_import_remark")
    op.drop_index("flow_import_newest_idx", table_name="flow_import")
    op.drop_table("flow_import")
    op.drop_table("activity_refusal")


def replace(checks: dict[tuple[str, str], str]) -> None:
    """Put checks in the place of others of their names, without a long lock: believed first, read through after."""
    for (table, name), words in checks.items():
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, words, postgresql_not_valid=True)
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = '10min'")
        for table, name in checks:
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")
