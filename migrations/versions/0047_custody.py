"""A load can change hands on its way: carriers and stores are noted step by step.

Expand: a new table that the running release does not name.
"""

import sqlalchemy as sa
from alembic import op

from migrations.promises import SEAL

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

CHECKS = {
    "holderkind": "kind IN ('carrier', 'store')",
    "number_is_bounded": "number BETWEEN 1 AND 8",
    "holder_has_a_length": "length(holder) BETWEEN 1 AND 150",
    "place_has_a_length": "length(place) BETWEEN 1 AND 160",
    "plate_is_one": "plate ~ '^([A-Z0-9][A-Z0-9 -]{1,14})?$'",
    "taken_before_it_was_told": "taken_at <= at",
}


def upgrade() -> None:
    op.create_table(
        "custody_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False, comment="Company that has the load from now on"),
        sa.Column("place", sa.Text(), nullable=False, comment="Where it took the load over"),
        sa.Column("plate", sa.Text(), server_default="", nullable=False, comment="Of the vehicle from here on"),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="Who tells it"),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.CheckConstraint(check, name=op.f(f"custody_step_{name}_check")) for name, check in CHECKS.items()),
        sa.ForeignKeyConstraint(["movement_id"], ["movement.id"], name=op.f("custody_step_movement_id_fkey")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("custody_step_business_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("custody_step_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("custody_step_pkey")),
        sa.UniqueConstraint("movement_id", "number", name=op.f("custody_step_movement_id_number_key")),
    )
    op.execute(SEAL.format(table="custody_step"))
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON custody_step FROM navette_app")


def downgrade() -> None:
    op.drop_table("custody_step")
