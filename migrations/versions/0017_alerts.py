"""Saved searches wake people, and mail about notices leaves when they want it.

Expand: the running release neither reads nor writes the new tables and columns. What it tells meanwhile gets the
defaults, «bell», and it mails that itself as before; nothing old is mailed again.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

CADENCES = "'at_once', 'daily', 'weekly', 'bell'"
TOPICS = "'matches', 'searches', 'deals', 'listings'"
ENDS = "Where one press ends mails like this one"
CHECKS = (
    ("notice", "topic", f"topic IN ({TOPICS})"),
    ("notice", "cadence", f"cadence IN ({CADENCES})"),
    ("notice", "mailed_only_if_wished", "mail_id IS NULL OR cadence <> 'bell'"),
    ("notice", "points_are_of_a_thousand", "points BETWEEN 0 AND 1000"),
    ("outgoing_mail", "stop_url_is_one_line", "position(E'\\n' in stop_url) = 0"),
)


def upgrade() -> None:
    _preferences()
    _searches()
    _columns()
    for table, name, rule in CHECKS:
        op.create_check_constraint(op.f(f"{table}_{name}_check"), table, rule, postgresql_not_valid=True)
    op.create_foreign_key(
        op.f("notice_mail_id_fkey"), "notice", "outgoing_mail", ["mail_id"], ["id"], postgresql_not_valid=True
    )
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for table, name, _ in CHECKS:
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_{name}_check")
        op.execute("ALTER TABLE notice VALIDATE CONSTRAINT notice_mail_id_fkey")
        op.execute("UPDATE notice SET topic = 'matches' WHERE kind = 'match_found' AND topic = 'listings'")
        op.execute("UPDATE notice SET topic = 'deals' WHERE kind LIKE 'deal\\_%' AND topic = 'listings'")
        op.execute(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS notice_listed_idx ON notice (person_id, (read_at IS NULL), at, id)"
        )
        op.execute(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS notice_to_mail_idx "
            "ON notice (cadence, person_id, at) WHERE mail_id IS NULL AND cadence <> 'bell'"
        )


def _preferences() -> None:
    op.create_table(
        "notice_preference",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("cadence", sa.String(40), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"topic IN ({TOPICS})", name=op.f("notice_preference_topic_check")),
        sa.CheckConstraint(f"cadence IN ({CADENCES})", name=op.f("notice_preference_cadence_check")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("notice_preference_person_id_fkey")),
        sa.PrimaryKeyConstraint("person_id", "topic", name=op.f("notice_preference_pkey")),
    )


def _searches() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False, comment="The search as address parameters"),
        sa.Column(
            "materials", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False, comment="Codes; empty: all"
        ),
        sa.Column(
            "criteria", postgresql.JSONB(), nullable=False, comment="The same by name: preselects, never decides"
        ),
        sa.Column(
            "meant",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="Codes of materials that the words may mean",
        ),
        sa.Column(
            "meant_by", sa.Integer(), nullable=False, comment="The version of the catalogue that understood the words"
        ),
        sa.Column("language", sa.String(2), nullable=False, comment="In which its words were typed"),
        sa.Column("cadence", sa.String(40), nullable=True, comment="None: as the person prefers for all searches"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('offer', 'need')", name=op.f("saved_search_kind_check")),
        sa.CheckConstraint(f"cadence IN ({CADENCES})", name=op.f("saved_search_cadence_check")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 160", name=op.f("saved_search_name_has_a_length_check")),
        sa.CheckConstraint("length(address) <= 8000", name=op.f("saved_search_address_is_bounded_check")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("saved_search_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("saved_search_pkey")),
        sa.UniqueConstraint("person_id", "address", name=op.f("saved_search_person_id_address_key")),
    )
    op.create_index("saved_search_awake_idx", "saved_search", ["kind"], postgresql_where=sa.text("paused_at IS NULL"))
    op.create_table(
        "search_hit",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column(
            "woke_at", sa.DateTime(timezone=True), nullable=True, comment="None: was there when the search was saved"
        ),
        sa.CheckConstraint("num_nonnulls(offer_id, need_id) = 1", name=op.f("search_hit_is_one_listing_check")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("search_hit_need_id_fkey")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("search_hit_offer_id_fkey")),
        sa.ForeignKeyConstraint(
            ["search_id"], ["saved_search.id"], name=op.f("search_hit_search_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("search_hit_pkey")),
        sa.UniqueConstraint("search_id", "need_id", name=op.f("search_hit_search_id_need_id_key")),
        sa.UniqueConstraint("search_id", "offer_id", name=op.f("search_hit_search_id_offer_id_key")),
    )


def _columns() -> None:
    op.add_column("outgoing_mail", sa.Column("stop_url", sa.Text(), server_default="", nullable=False, comment=ENDS))
    for name, default in (("topic", "listings"), ("cadence", "bell")):
        op.add_column("notice", sa.Column(name, sa.String(40), server_default=default, nullable=False))
    op.add_column(
        "notice", sa.Column("points", sa.SmallInteger(), server_default="0", nullable=False, comment="Best first")
    )
    op.add_column("notice", sa.Column("mail_id", sa.Uuid(), nullable=True, comment="The message that carried it"))


def downgrade() -> None:
    for column in ("mail_id", "points", "cadence", "topic"):
        op.drop_column("notice", column)
    op.drop_column("outgoing_mail", "stop_url")
    op.drop_index("notice_listed_idx", table_name="notice", if_exists=True)
    op.drop_table("search_hit")
    op.drop_table("saved_search")
    op.drop_table("notice_preference")
