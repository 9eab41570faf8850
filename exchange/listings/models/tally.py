"""How many listings are published, kept as differences: each that comes or goes adds rows, and the sum counts.

Triggers write them in the transaction of the change (migration 0034), so that they are exact at every moment, and
nobody waits for anybody: no row is ever changed. Reading sums few rows, as `exchange.listings.tallying` folds them.
"""

import sqlalchemy as sa

from exchange.kernel.orm import Base


def _table(name: str, *rest: sa.Column[object] | sa.Index) -> sa.Table:
    count = sa.Column("listings", sa.Integer, nullable=False, comment="How many more or fewer; the sum counts")
    return sa.Table(name, Base.metadata, *rest, count)


def _price() -> sa.Column[object]:
    return sa.Column("price", sa.SmallInteger, nullable=False, comment="Sign of the price per tonne; 2: open")


def _grade() -> sa.Column[object]:
    return sa.Column("grade", sa.SmallInteger, nullable=False, comment="0: none told")


def _code() -> sa.Column[object]:
    told = "A node and all under it; empty: every material"
    return sa.Column("material_code", sa.Text, nullable=False, comment=told)


offer_tally = _table(
    "offer_tally",
    sa.Column("material", sa.Integer, nullable=False, comment="Where the node's interval begins"),
    _price(),
    _grade(),
    sa.Column("status", sa.Text, nullable=False, comment="Empty: none told"),
)
"""Lots by the combination of all that the filters count."""

need_tally = _table(
    "need_tally", _code(), _price(), _grade(), sa.Index("need_tally_material_code_idx", "material_code")
)
"""Needs once under every node of which they accept something: these counts cannot be added up over nodes."""

cell_tally = _table(
    "cell_tally",
    sa.Column("kind", sa.Text, nullable=False, comment="offer or need"),
    _code(),
    sa.Column("cell_x_m", sa.Double, nullable=False),
    sa.Column("cell_y_m", sa.Double, nullable=False),
    _price(),
    sa.Index(
        "cell_tally_where_idx", "kind", "material_code", "cell_x_m", "cell_y_m",
        postgresql_include=["price", "listings"],
    ),
)  # fmt: skip
"""Listings by public cell, under every node above them: of lots all nodes, of needs families only."""

TALLIES = (offer_tally, need_tally, cell_tally)
