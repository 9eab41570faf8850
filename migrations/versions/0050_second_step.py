"""People prove themselves twice: an app's secret, codes on paper. Expand: the running release does not notice.

It neither names the new tables nor reads the new column, and the widened check takes all that it writes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

PURPOSE = "one_time_token_tokenpurpose_check"


def upgrade() -> None:
    op.create_table(
        "code_app",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "sealed_secret", sa.Text(), nullable=False, comment="Encrypted with a key made from the application's"
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "confirmed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When the app gave its first right code",
        ),
        sa.Column(
            "last_step",
            sa.BigInteger(),
            server_default="0",
            nullable=False,
            comment="30-second step of the last code used: none counts twice",
        ),
        sa.CheckConstraint("last_step >= 0", name=op.f("code_app_steps_count_up_check")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("code_app_person_id_fkey")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("code_app_pkey")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False, comment="SHA-256; a code has 80 random bits"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("recovery_code_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("recovery_code_pkey")),
        sa.UniqueConstraint("person_id", "code_hash", name=op.f("recovery_code_person_id_code_hash_key")),
    )
    op.add_column(
        "sign_in",
        sa.Column(
            "second_proved_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When a code was given besides the password",
        ),
    )
    _purposes("confirm", "reset", "second_step")


def downgrade() -> None:
    op.execute("DELETE FROM one_time_token WHERE purpose = 'second_step'")
    _purposes("confirm", "reset")
    op.drop_column("sign_in", "second_proved_at")
    op.drop_table("recovery_code")
    op.drop_table("code_app")


def _purposes(*purposes: str) -> None:
    """The old check stands until the new one is added; validation looks at few rows, for links live three days."""
    among = ", ".join(f"'{purpose}'" for purpose in purposes)
    op.drop_constraint(op.f(PURPOSE), "one_time_token", type_="check")
    op.create_check_constraint(op.f(PURPOSE), "one_time_token", f"purpose IN ({among})", postgresql_not_valid=True)
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = '10min'")
        op.execute(f"ALTER TABLE one_time_token VALIDATE CONSTRAINT {PURPOSE}")
