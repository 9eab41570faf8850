"""People may watch lots that others hold, and choose when they hear of them.

Expand: a new table that the running release does not name, and one more topic in two checks. No row bears it before
the new release has taken the first watch.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0027"
branch_labels = None
depends_on = None

TOPICS = "'matches', 'searches', 'deals', 'listings'"
TABLES = ("notice", "notice_preference")


def upgrade() -> None:
    op.create_table(
        "lot_watch",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "seen_kg",
            sa.Numeric(14, 3),
            nullable=False,
            comment="What was free when the person last heard or could see it",
        ),
        sa.Column(
            "is_gone",
            sa.Boolean(),
            server_default=sa.false(),
            nullable=False,
            comment="Told that it is on offer no more",
        ),
        sa.CheckConstraint("seen_kg BETWEEN 0 AND 10000000000", name=op.f("lot_watch_seen_is_bounded_check")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("lot_watch_offer_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("lot_watch_person_id_fkey")),
        sa.PrimaryKeyConstraint("person_id", "offer_id", name=op.f("lot_watch_pkey")),
    )
    op.create_index(op.f("lot_watch_offer_id_idx"), "lot_watch", ["offer_id"])
    replace(f"{TOPICS}, 'watching'")


def downgrade() -> None:
    op.execute("UPDATE notice SET topic = 'listings' WHERE topic = 'watching'")
    op.execute("DELETE FROM notice_preference WHERE topic = 'watching'")
    replace(TOPICS)
    op.drop_table("lot_watch")


def replace(topics: str) -> None:
    """Put the checks in the place of the old ones, without a long lock: believed first, read through after."""
    for table in TABLES:
        op.drop_constraint(op.f(f"{table}_topic_check"), table, type_="check")
        op.create_check_constraint(
            op.f(f"{table}_topic_check"), table, f"topic IN ({topics})", postgresql_not_valid=True
        )
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for table in TABLES:
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_topic_check")
