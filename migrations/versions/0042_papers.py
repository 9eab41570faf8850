"""Documents are issued with numbers without gaps; the waste register is written and kept.

Expand: new tables that the running release does not name.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.promises import SEAL

revision = "0042"
down_revision = "0040"
branch_labels = None
depends_on = None

SEALED = ("issued_paper", "paper_setting", "register_line")


def upgrade() -> None:
    op.create_table(
        "paper_counter",
        sa.Column("territory", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last BETWEEN 1 AND 9999999", name=op.f("paper_counter_last_is_bounded_check")),
        sa.PrimaryKeyConstraint("territory", "year", name=op.f("paper_counter_pkey")),
    )
    op.create_table(
        "issued_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("territory", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "handover_note",
                "certificate",
                "purchase_summary",
                "annex_vii",
                name="paperkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "check_code",
            sa.Text(),
            nullable=False,
            comment="Printed beside the number: who has it may read what it says",
        ),
        sa.Column(
            "facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="What it says, in no language"
        ),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="The side that asked for it"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "check_code ~ '^[2-9A-HJ-NP-Z]{8}$'", name=op.f("issued_paper_check_code_is_unambiguous_check")
        ),
        sa.CheckConstraint("territory ~ '^[A-Z0-9]{1,12}$'", name=op.f("issued_paper_territory_fits_an_address_check")),
        sa.CheckConstraint("replaces_id <> id", name=op.f("issued_paper_replaces_another_check")),
        sa.CheckConstraint("serial BETWEEN 1 AND 9999999", name=op.f("issued_paper_serial_is_bounded_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("issued_paper_business_id_fkey")),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name=op.f("issued_paper_issued_by_fkey")),
        sa.ForeignKeyConstraint(["movement_id"], ["movement.id"], name=op.f("issued_paper_movement_id_fkey")),
        sa.ForeignKeyConstraint(["replaces_id"], ["issued_paper.id"], name=op.f("issued_paper_replaces_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("issued_paper_pkey")),
        sa.UniqueConstraint("replaces_id", name=op.f("issued_paper_replaces_id_key")),
        sa.UniqueConstraint("territory", "year", "serial", name=op.f("issued_paper_territory_year_serial_key")),
    )
    op.create_index(op.f("issued_paper_movement_id_idx"), "issued_paper", ["movement_id"], unique=False)
    op.create_table(
        "paper_setting",
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.CheckConstraint("language ~ '^[a-z]{2}$'", name=op.f("paper_setting_language_has_two_letters_check")),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("paper_setting_sha256_is_hexadecimal_check")),
        sa.ForeignKeyConstraint(["paper_id"], ["issued_paper.id"], name=op.f("paper_setting_paper_id_fkey")),
        sa.PrimaryKeyConstraint("paper_id", "language", name=op.f("paper_setting_pkey")),
    )
    op.create_table(
        "register_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("outgoing", "incoming", name="direction", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "serial",
            sa.Integer(),
            nullable=False,
            comment="Lines of one handover count from one, cancelling ones included",
        ),
        sa.Column("cancels_id", sa.Uuid(), nullable=True),
        sa.Column(
            "weight_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="The confirmed weight that it was written from",
        ),
        sa.Column(
            "columns",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="What is filed, by the column's name",
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "coalesce(columns->>'weightIsEstimate', '') IN ('REEL', 'ESTIME')",
            name=op.f("register_line_weight_says_how_check"),
        ),
        sa.CheckConstraint("jsonb_typeof(columns) = 'object'", name=op.f("register_line_columns_have_names_check")),
        sa.CheckConstraint("cancels_id <> id", name=op.f("register_line_cancels_another_check")),
        sa.CheckConstraint("serial BETWEEN 1 AND 1000", name=op.f("register_line_serial_is_bounded_check")),
        sa.CheckConstraint(
            "weight_kg BETWEEN 0.001 AND 10000000000", name=op.f("register_line_weight_is_positive_check")
        ),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("register_line_business_id_fkey")),
        sa.ForeignKeyConstraint(["cancels_id"], ["register_line.id"], name=op.f("register_line_cancels_id_fkey")),
        sa.ForeignKeyConstraint(["movement_id"], ["movement.id"], name=op.f("register_line_movement_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("register_line_pkey")),
        sa.UniqueConstraint("cancels_id", name=op.f("register_line_cancels_id_key")),
        sa.UniqueConstraint(
            "movement_id", "direction", "serial", name=op.f("register_line_movement_id_direction_serial_key")
        ),
    )
    op.create_index("register_line_of_business_idx", "register_line", ["business_id", "at", "id"], unique=False)
    for table in SEALED:
        op.execute(SEAL.format(table=table))
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM navette_app")


def downgrade() -> None:
    op.drop_table("register_line")
    op.drop_table("paper_setting")
    op.drop_table("issued_paper")
    op.drop_table("paper_counter")
