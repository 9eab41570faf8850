"""People sign in with passkeys, and through another provider. Expand: new tables, unknown to the running release."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credential_id", sa.Text(), nullable=False, comment="base64url"),
        sa.Column("public_key", sa.LargeBinary(), nullable=False, comment="COSE"),
        sa.Column(
            "sign_count", sa.BigInteger(), nullable=False, comment="The authenticator's counter; 0 where it has none"
        ),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_used_at", _MOMENT),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name=op.f("passkey_name_has_a_length_check")),
        sa.CheckConstraint("sign_count BETWEEN 0 AND 4294967295", name=op.f("passkey_counter_has_32_bits_check")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("passkey_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("passkey_pkey")),
        sa.UniqueConstraint("credential_id", name=op.f("passkey_credential_id_key")),
    )
    op.create_index(op.f("passkey_person_id_idx"), "passkey", ["person_id"])
    op.create_table(
        "passkey_challenge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ceremony", sa.String(40), nullable=False),
        sa.Column("person_id", sa.Uuid(), comment="Whose key it must be, if known"),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.CheckConstraint("ceremony IN ('register', 'prove')", name=op.f("passkey_challenge_ceremony_check")),
        sa.CheckConstraint("created_at < expires_at", name=op.f("passkey_challenge_ends_after_it_begins_check")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("passkey_challenge_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("passkey_challenge_pkey")),
    )
    op.create_index(op.f("passkey_challenge_expires_at_idx"), "passkey_challenge", ["expires_at"])
    op.create_table(
        "outside_identity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, comment="The provider's name for the person, never reused"),
        sa.Column("linked_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("outside_identity_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("outside_identity_pkey")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("outside_identity_issuer_subject_key")),
    )
    op.create_index(op.f("outside_identity_person_id_idx"), "outside_identity", ["person_id"])


def downgrade() -> None:
    op.drop_table("outside_identity")
    op.drop_table("passkey_challenge")
    op.drop_table("passkey")
