"""Matching reads live listings as rows of whole numbers; matches keep their score, not its terms.

Contract: the release before this one writes the terms, so its workers are stopped first. Nothing is lost: terms are
judged afresh where they are shown. The new tables fill when everything is matched, which the next start asks for.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.types import Circle, Point

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_LIVE = sa.text("state IN ('published', 'observed')")
_REACHES = sa.text("reach IS NOT NULL")


def upgrade() -> None:
    _create("live_offer", "offer", "offer_id", *_offer_columns())
    _create("live_need", "need", "need_id", *_need_columns(), also="lft")
    for side in ("offer", "need"):
        op.create_index(f"live_{side}_here_idx", f"live_{side}", ["span", "place"], postgresql_using="gist")
        op.create_index(
            f"live_{side}_reach_idx",
            f"live_{side}",
            ["span", "reach"],
            postgresql_using="gist",
            postgresql_where=_REACHES,
        )
        op.drop_index(f"{side}_reach_idx", table_name=side)
    op.drop_column("match", "terms")
    op.drop_column("match", "flags")


def downgrade() -> None:
    for name in ("terms", "flags"):
        op.add_column("match", sa.Column(name, postgresql.JSONB(), nullable=False, server_default="[]"))
        op.alter_column("match", name, server_default=None)
    for side in ("offer", "need"):
        op.create_index(
            f"{side}_reach_idx", side, ["material", "reach"], postgresql_using="gist", postgresql_where=_LIVE
        )
        op.drop_table(f"live_{side}")


def _create(name: str, listing: str, key: str, *columns: sa.Column, also: str | None = None) -> None:
    op.create_table(
        name,
        sa.Column(key, sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("is_observed", sa.Boolean(), nullable=False),
        sa.Column("lft", sa.Integer(), nullable=False, comment="Interval of the node: [lft, end_)"),
        sa.Column("end_", sa.Integer(), nullable=False),
        sa.Column(
            "span",
            postgresql.INT4RANGE(),
            nullable=False,
            comment="A need's interval, an offer's first number: they meet where one holds the other",
        ),
        sa.Column("kind", sa.SmallInteger(), nullable=False, comment="What bounds its score (core/kinds.py)"),
        *(sa.Column(axis, sa.Double(), nullable=False) for axis in ("ux", "uy", "uz")),
        sa.Column("place", Point(), nullable=False),
        sa.Column("reach", Circle(), nullable=True),
        *(sa.Column(number, sa.Integer(), nullable=False) for number in ("reach_km", "from_day", "until_day")),
        sa.Column("is_negotiable", sa.Boolean(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint(key, *([also] if also else []), name=op.f(f"{name}_pkey")),
        sa.ForeignKeyConstraint([key], [f"{listing}.id"], name=op.f(f"{name}_{key}_fkey"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f(f"{name}_business_id_fkey")),
    )


def _offer_columns() -> list[sa.Column]:
    return [
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("waste_code", sa.Integer(), nullable=False),
        sa.Column("grade", sa.SmallInteger(), nullable=False),
        *_big("free_g", "minimum_g", "ask_cents"),
    ]


def _need_columns() -> list[sa.Column]:
    return [
        sa.Column("is_substitute", sa.Boolean(), nullable=False),
        sa.Column("statuses", sa.SmallInteger(), nullable=False, comment="Bits of the accepted legal statuses; 0: all"),
        sa.Column(
            "permitted",
            postgresql.ARRAY(sa.Integer()),
            nullable=False,
            comment="Waste codes under permits in force",
        ),
        sa.Column("lowest_grade", sa.SmallInteger(), nullable=False),
        *_big("wanted_g", "smallest_g", "highest_cents"),
    ]


def _big(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]
