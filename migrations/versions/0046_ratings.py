"""The two sides of a finished deal rate one another, unread until both did or the time is over; messages carry files.

Expand: new tables that the running release does not name.
"""

import sqlalchemy as sa
from alembic import op

from migrations.promises import SEAL

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

SEALED = ("rating", "rating_reveal")
POINTS = {
    "described": "1 to 5: as it had been described or agreed",
    "punctual": "1 to 5: on time",
    "clear": "1 to 5: communication",
}


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="Who says it"),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.SmallInteger(), nullable=False, comment=told) for name, told in POINTS.items()),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("business_id <> about_id", name=op.f("rating_is_about_the_other_check")),
        *(
            sa.CheckConstraint(f"{name} BETWEEN 1 AND 5", name=op.f(f"rating_{name}_is_one_to_five_check"))
            for name in POINTS
        ),
        sa.CheckConstraint("length(comment) <= 500", name=op.f("rating_comment_has_a_length_check")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("rating_deal_id_fkey")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("rating_business_id_fkey")),
        sa.ForeignKeyConstraint(["about_id"], ["business.id"], name=op.f("rating_about_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("rating_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("rating_pkey")),
        sa.UniqueConstraint("deal_id", "business_id", name=op.f("rating_deal_id_business_id_key")),
    )
    op.create_index(op.f("rating_about_id_idx"), "rating", ["about_id"])
    op.create_table(
        "rating_reveal",
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("rating_reveal_deal_id_fkey")),
        sa.PrimaryKeyConstraint("deal_id", name=op.f("rating_reveal_pkey")),
    )
    op.create_index(op.f("rating_reveal_at_idx"), "rating_reveal", ["at"])
    for table in SEALED:
        op.execute(SEAL.format(table=table))
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM navette_app")

    _attachments()


def _attachments() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False, comment="Who sent it, and whose quota it fills"),
        sa.Column(
            "kind",
            sa.Enum("pdf", "photo", name="attachmentkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="The sender's name of the file, without its ending"),
        sa.Column("bytes", sa.Integer(), nullable=False, comment="Of all its sizes together"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 160", name=op.f("attachment_title_has_a_length_check")),
        sa.CheckConstraint("bytes BETWEEN 1 AND 100000000", name=op.f("attachment_bytes_are_bounded_check")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("attachment_message_id_fkey")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("attachment_business_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("attachment_pkey")),
        sa.UniqueConstraint("message_id", name=op.f("attachment_message_id_key")),
    )
    op.create_index(op.f("attachment_business_id_idx"), "attachment", ["business_id"])


def downgrade() -> None:
    op.drop_table("attachment")
    op.drop_table("rating_reveal")
    op.drop_table("rating")
