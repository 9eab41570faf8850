"""Live listings stand in squares, which a B-tree reads faster than places can be read.

Contract: the release before this one writes a column that goes, so it is stopped first. Nothing is lost: the live rows
are derived, and the next start has everything matched, which fills them again.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLES = ("live_offer", "live_need")
SIDES_M = ((30, 8000), (75, 16_000), (150, 32_000), (None, 256_000))
"""Up to which reach in kilometres, and the side in metres."""


def upgrade() -> None:
    op.execute("TRUNCATE live_offer, live_need")
    for table in TABLES:
        op.drop_index(f"{table}_kind_idx", table_name=table)
        op.drop_column(table, "key")
        square = sa.Computed(_square(), persisted=True)
        op.add_column(table, sa.Column("square", sa.Integer(), square, nullable=False, comment="core/squares.py"))
        op.create_index(f"{table}_square_idx", table, ["square", "lft"], postgresql_include=["kind", "packed"])


def downgrade() -> None:
    op.execute("TRUNCATE live_offer, live_need")
    for table in TABLES:
        op.drop_index(f"{table}_square_idx", table_name=table)
        op.drop_column(table, "square")
        op.add_column(
            table, sa.Column("key", postgresql.INT4RANGE(), nullable=False, comment="The same by kind (core/kinds.py)")
        )
        op.create_index(
            f"{table}_kind_idx", table, ["key", "place"], postgresql_using="gist", postgresql_include=["packed"]
        )


def _square() -> str:
    numbers = [
        f"(floor(place[0] / {side})::int + 8192) * 16384 + floor(place[1] / {side})::int + {level * 2**28 + 8192}"
        for level, (_, side) in enumerate(SIDES_M)
    ]
    *some, last = [(reach, number) for (reach, _), number in zip(SIDES_M, numbers, strict=True)]
    cases = " ".join(f"WHEN reach_km <= {reach} THEN {number}" for reach, number in some)
    return f"CASE {cases} ELSE {last[1]} END"
