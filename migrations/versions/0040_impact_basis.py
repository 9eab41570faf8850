"""A handover's credit keeps what it was reckoned with, and a later weight adds a row that compensates.

Expand: the running release writes rows without a number, which are first rows, and leaves the new columns empty;
its only reader of a single handover finds the first row, and its sums include rows that compensate.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

REASONS = "no_factor", "not_counted", "implausible", "virgin_not_known", "recycled_not_known"
MOST_KG, BOUND = 10_000_000_000, 10**12
_BOUNDED = " AND ".join(f"{end}_kgco2e BETWEEN -{BOUND} AND {BOUND}" for end in ("low", "central", "high"))
NEW = {
    "number_is_bounded": "number BETWEEN 1 AND 1000",
    "mass_is_bounded": f"mass_kg BETWEEN -{MOST_KG} AND {MOST_KG} AND (number > 1 OR mass_kg >= 0.001)",
    "figures_are_bounded": _BOUNDED,
    "range_is_ordered": "number > 1 OR central_kgco2e BETWEEN low_kgco2e AND high_kgco2e",
    "paid_is_bounded": f"paid_eur BETWEEN -{BOUND} AND {BOUND}",
    "price_is_bounded": "price_eur_per_t BETWEEN -100000 AND 10000000",
    "uncredited": f"uncredited IN ({', '.join(map(repr, REASONS))})",
    "hierarchy": "hierarchy IN ('prevention', 'recycling')",
}
OLD = {
    "mass_is_positive": f"mass_kg BETWEEN 0.001 AND {MOST_KG}",
    "range_is_ordered": f"low_kgco2e BETWEEN -{BOUND} AND central_kgco2e"
    f" AND high_kgco2e BETWEEN central_kgco2e AND {BOUND}",
}
_MASS = "The confirmed weight", "The confirmed weight, later what a correction adds to it"
_LINES = "Parts with range, source, year, geography", "Parts of the whole figure with range, source, year, geography"


def columns() -> tuple[sa.Column[Any], ...]:
    """What is new, made afresh: a column belongs to one statement."""
    return (
        sa.Column(
            "number", sa.Integer(), server_default="1", nullable=False, comment="1 is the credit, later ones compensate"
        ),
        sa.Column("hierarchy", sa.String(40), comment="Step of the waste hierarchy; null: not said"),
        sa.Column("uncredited", sa.String(40), comment="Why production is left out of the figure, if it is"),
        sa.Column("has_stated_range", sa.Boolean(), comment="Whether each source states its own uncertainty"),
        sa.Column(
            "paid_eur", sa.Numeric(16, 2), comment="Agreed price times mass; negative: the giver paid; null: not told"
        ),
        sa.Column("basis", postgresql.JSONB(), comment="All that was reckoned with; null before 0040"),
        sa.Column("price_eur_per_t", sa.Numeric(12, 2), comment="As agreed; null: not told"),
    )


def upgrade() -> None:
    for column in columns():
        op.add_column("impact_record", column)
    exchange(OLD, NEW)
    op.alter_column("impact_record", "mass_kg", comment=_MASS[1], existing_comment=_MASS[0])
    op.alter_column("impact_record", "lines", comment=_LINES[1], existing_comment=_LINES[0])
    rekey("handover_id, number")


def downgrade() -> None:
    op.execute("ALTER TABLE impact_record DISABLE TRIGGER USER")
    op.execute("DELETE FROM impact_record WHERE number > 1")
    op.execute("ALTER TABLE impact_record ENABLE TRIGGER USER")
    rekey("handover_id")
    exchange(NEW, OLD)
    op.alter_column("impact_record", "mass_kg", comment=_MASS[0], existing_comment=_MASS[1])
    op.alter_column("impact_record", "lines", comment=_LINES[0], existing_comment=_LINES[1])
    for column in reversed(columns()):
        op.drop_column("impact_record", column.name)


def exchange(gone: dict[str, str], come: dict[str, str]) -> None:
    """New promises for old, each proved without a long lock."""
    for name in gone:
        op.execute(f"ALTER TABLE impact_record DROP CONSTRAINT impact_record_{name}_check")
    for name, promise in come.items():
        op.execute(f"ALTER TABLE impact_record ADD CONSTRAINT impact_record_{name}_check CHECK ({promise}) NOT VALID")
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = '10min'")
        for name in come:
            op.execute(f"ALTER TABLE impact_record VALIDATE CONSTRAINT impact_record_{name}_check")


def rekey(columns: str) -> None:
    """Another primary key, its index built beside the traffic."""
    with op.get_context().autocommit_block():
        op.execute(f"CREATE UNIQUE INDEX CONCURRENTLY impact_record_new_key ON impact_record ({columns})")
    op.execute("ALTER TABLE impact_record DROP CONSTRAINT impact_record_pkey")
    op.execute(
        "ALTER TABLE impact_record ADD CONSTRAINT impact_record_pkey PRIMARY KEY USING INDEX impact_record_new_key"
    )
