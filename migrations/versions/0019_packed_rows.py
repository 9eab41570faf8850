"""Matching reads its rows out of the indexes alone, packed; permits in force are numbered sets.

Contract: the release before this one writes other columns, so it is stopped first. Nothing is lost: the live rows are
derived, and the next start has everything matched, which fills them again.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.types import Box, Circle

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_COMMON = (
    ("business_id", "uuid_"), ("is_observed", "bool"), ("lft", "int4"), ("end_", "int4"), ("ux", "float8"),
    ("uy", "float8"), ("uz", "float8"), ("reach_km", "int4"), ("from_day", "int4"), ("until_day", "int4"),
    ("is_negotiable", "bool"),
)  # fmt: skip
_CELLS = {
    "offer": (
        ("offer_id", "uuid_"), *_COMMON, ("status", "int2"), ("waste_code", "int4"), ("grade", "int2"),
        ("free_g", "int8"), ("minimum_g", "int8"), ("ask_cents", "int8"),
    ),
    "need": (
        ("need_id", "uuid_"), *_COMMON, ("is_substitute", "bool"), ("statuses", "int2"), ("permits_id", "int4"),
        ("lowest_grade", "int2"), ("wanted_g", "int8"), ("smallest_g", "int8"), ("highest_cents", "int8"),
    ),
}  # fmt: skip


def upgrade() -> None:
    op.execute("TRUNCATE live_offer, live_need")
    op.create_table(
        "live_permits",
        sa.Column("id", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("codes", postgresql.ARRAY(sa.Integer()), nullable=False, comment="Ascending, each once"),
        sa.PrimaryKeyConstraint("id", name=op.f("live_permits_pkey")),
        postgresql.ExcludeConstraint(("codes", "="), using="hash", name="live_permits_differ"),
    )
    op.create_index("live_permits_codes_idx", "live_permits", ["codes"], postgresql_using="gin")
    op.drop_column("live_need", "permitted")
    op.add_column("live_need", sa.Column("permits_id", sa.Integer(), nullable=False))
    op.create_foreign_key(op.f("live_need_permits_id_fkey"), "live_need", "live_permits", ["permits_id"], ["id"])
    for side in _CELLS:
        _pack(side)


def downgrade() -> None:
    op.execute("TRUNCATE live_offer, live_need")
    for side in _CELLS:
        _unpack(side)
    op.drop_column("live_need", "permits_id")
    op.add_column(
        "live_need",
        sa.Column(
            "permitted",
            postgresql.ARRAY(sa.Integer()),
            nullable=False,
            comment="Waste codes under permits in force",
        ),
    )
    op.drop_table("live_permits")


def _pack(side: str) -> None:
    table = f"live_{side}"
    op.drop_index(f"{table}_here_idx", table_name=table)
    op.drop_index(f"{table}_reach_idx", table_name=table)
    op.drop_column(table, "reach")
    op.add_column(table, sa.Column("cover", Box(), nullable=True, comment="Holds the circle of its reach"))
    packing = " || ".join(f"{kind}send({name})" for name, kind in _CELLS[side])
    packed = sa.Computed(packing, persisted=True)
    op.add_column(
        table, sa.Column("packed", sa.LargeBinary(), packed, nullable=False, comment="The row as matching reads it")
    )
    op.add_column(
        table, sa.Column("key", postgresql.INT4RANGE(), nullable=False, comment="The same by kind (core/kinds.py)")
    )
    _index(table, "here", ["span", "place"], ["packed"])
    _index(table, "kind", ["key", "place"], ["packed"])
    _index(table, "cover", ["span", "cover"], ["place", "packed"], "cover IS NOT NULL")


def _unpack(side: str) -> None:
    table = f"live_{side}"
    op.drop_index(f"{table}_cover_idx", table_name=table)
    op.drop_index(f"{table}_kind_idx", table_name=table)
    op.drop_index(f"{table}_here_idx", table_name=table)
    op.drop_column(table, "packed")
    op.drop_column(table, "cover")
    op.add_column(table, sa.Column("reach", Circle(), nullable=True))
    op.drop_column(table, "key")
    _index(table, "here", ["span", "place"])
    _index(table, "reach", ["span", "reach"], [], "reach IS NOT NULL")


def _index(table: str, name: str, keys: list[str], include: list[str] | None = None, where: str | None = None) -> None:
    op.create_index(
        f"{table}_{name}_idx",
        table,
        keys,
        postgresql_using="gist",
        postgresql_include=include or [],
        postgresql_where=sa.text(where) if where else None,
    )
