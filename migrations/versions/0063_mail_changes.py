"""People change their mail address. Expand: a new table, which the running release does not know."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

_CHECKS = {
    "new_email_is_folded": "new_email = lower(new_email) AND length(new_email) <= 254",
    "addresses_differ": "old_email <> new_email",
    "ends_after_it_begins": "asked_at < expires_at",
    "undo_has_its_end": "(undo_hash IS NULL) = (undo_until IS NULL)",
    "undone_after_it_was_done": "undo_hash IS NULL OR confirmed_at IS NOT NULL",
}


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "mail_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("old_email", sa.Text(), nullable=False),
        sa.Column("new_email", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False, comment="SHA-256 of the link sent to the new address"),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("confirmed_at", moment, comment="When the new address answered"),
        sa.Column("undo_hash", sa.Text(), comment="SHA-256 of the link sent to the old address"),
        sa.Column("undo_until", moment),
        sa.Column("ended_at", moment, comment="Taken back, or overtaken by another wish"),
        *(sa.CheckConstraint(rule, name=op.f(f"mail_change_{name}_check")) for name, rule in _CHECKS.items()),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("mail_change_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("mail_change_pkey")),
        sa.UniqueConstraint("token_hash", name=op.f("mail_change_token_hash_key")),
        sa.UniqueConstraint("undo_hash", name=op.f("mail_change_undo_hash_key")),
    )
    op.create_index(op.f("mail_change_person_id_idx"), "mail_change", ["person_id"])
    op.create_index(op.f("mail_change_old_email_idx"), "mail_change", ["old_email"])


def downgrade() -> None:
    op.drop_table("mail_change")
