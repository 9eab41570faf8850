"""The territory's weights become settings. Expand: the running release reads its file and does not notice a new table."""

import sqlalchemy as sa
from alembic import op

from migrations.promises import SEAL

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TERMS = ("material", "distance", "quantity", "time", "price", "net_co2e")


def upgrade() -> None:
    op.create_table(
        "score_weights",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("material", sa.SmallInteger(), nullable=False, comment="Most points of the term, of 1000"),
        *(sa.Column(term, sa.SmallInteger(), nullable=False) for term in _TERMS[1:]),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            " AND ".join(f"{term} BETWEEN 0 AND 1000" for term in _TERMS),
            name=op.f("score_weights_points_are_not_negative_check"),
        ),
        sa.CheckConstraint(f"{' + '.join(_TERMS)} = 1000", name=op.f("score_weights_points_sum_to_a_thousand_check")),
        sa.CheckConstraint("price + net_co2e < 1000", name=op.f("score_weights_something_always_known_weighs_check")),
        sa.CheckConstraint("length(reason) BETWEEN 1 AND 500", name=op.f("score_weights_says_why_check")),
        sa.CheckConstraint("version > 0", name=op.f("score_weights_versions_count_from_one_check")),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("score_weights_set_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("score_weights_pkey")),
        sa.UniqueConstraint("version", name=op.f("score_weights_version_key")),
    )
    op.execute(SEAL.format(table="score_weights"))
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON score_weights FROM navette_app")


def downgrade() -> None:
    op.drop_table("score_weights")
