"""People, businesses, sites, memberships, permits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "business",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "registration_kind",
            sa.Enum("siren", "bce", name="registrationkind", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "registration_number", sa.Text(), nullable=True, comment="SIREN (9) or Belgian enterprise number (10)"
        ),
        sa.Column(
            "country",
            sa.Enum("FR", "BE", "GB", name="country", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("activity_code", sa.Text(), nullable=True, comment="NAF rev. 2, as 3832Z"),
        sa.Column(
            "verification",
            sa.Enum(
                "unverified",
                "verified",
                "refused",
                name="verification",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="unverified",
            nullable=False,
        ),
        sa.Column("verification_reason", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "active",
                "suspended",
                "unclaimed",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="active",
            nullable=False,
        ),
        sa.Column("standing_reason", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "is_demo",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="Clearly fictitious, made by a seed",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("registration_number ~ '^[0-9]{9,10}$'", name=op.f("business_number_is_digits_check")),
        sa.CheckConstraint(
            "standing <> 'suspended' OR length(standing_reason) > 0", name=op.f("business_suspended_with_reasons_check")
        ),
        sa.CheckConstraint(
            "standing = 'unclaimed' OR (registration_kind IS NOT NULL AND registration_number IS NOT NULL)",
            name=op.f("business_claimed_ones_have_a_number_check"),
        ),
        sa.CheckConstraint(
            "verification <> 'refused' OR length(verification_reason) > 0",
            name=op.f("business_refused_with_reasons_check"),
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 160", name=op.f("business_name_has_a_length_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("business_pkey")),
        sa.UniqueConstraint(
            "registration_kind", "registration_number", name=op.f("business_registration_kind_registration_number_key")
        ),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False, comment="argon2id"),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True, comment="When the address answered"),
        sa.Column(
            "staff_role",
            sa.Enum(
                "facilitator",
                "moderator",
                "administrator",
                name="staffrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("email = lower(email) AND length(email) <= 254", name=op.f("person_email_is_folded_check")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name=op.f("person_name_has_a_length_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("person_pkey")),
        sa.UniqueConstraint("email", name=op.f("person_email_key")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("manager", "member", name="memberrole", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("invited_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("created_at < expires_at", name=op.f("invitation_ends_after_it_begins_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("invitation_business_id_fkey")),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name=op.f("invitation_invited_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("invitation_pkey")),
        sa.UniqueConstraint("token_hash", name=op.f("invitation_token_hash_key")),
    )
    op.create_index(op.f("invitation_business_id_idx"), "invitation", ["business_id"], unique=False)
    op.create_table(
        "join_request",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "told_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When the managers heard: once the address is confirmed",
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("join_request_business_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("join_request_person_id_fkey")),
        sa.PrimaryKeyConstraint("person_id", "business_id", name=op.f("join_request_pkey")),
    )
    op.create_index(op.f("join_request_business_id_idx"), "join_request", ["business_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("manager", "member", name="memberrole", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("membership_business_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("membership_person_id_fkey")),
        sa.PrimaryKeyConstraint("person_id", "business_id", name=op.f("membership_pkey")),
    )
    op.create_index(op.f("membership_business_id_idx"), "membership", ["business_id"], unique=False)
    op.create_table(
        "one_time_token",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("confirm", "reset", name="tokenpurpose", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("created_at < expires_at", name=op.f("one_time_token_ends_after_it_begins_check")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("one_time_token_person_id_fkey")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("one_time_token_pkey")),
    )
    op.create_index(op.f("one_time_token_person_id_idx"), "one_time_token", ["person_id"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=True, comment="The business acted for"),
        sa.Column("secret_hash", sa.Text(), nullable=False, comment="SHA-256 of the secret in the cookie"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device", sa.Text(), nullable=False, comment="What the browser says it is, shortened"),
        sa.CheckConstraint("created_at < expires_at", name=op.f("sign_in_ends_after_it_begins_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("sign_in_business_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("sign_in_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("sign_in_pkey")),
    )
    op.create_index(op.f("sign_in_person_id_idx"), "sign_in", ["person_id"], unique=False)
    op.create_table(
        "site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column(
            "commune_code", sa.Text(), nullable=False, comment="INSEE code in France; postal code and name in Belgium"
        ),
        sa.Column("commune_name", sa.Text(), nullable=False),
        sa.Column(
            "country",
            sa.Enum("FR", "BE", "GB", name="country", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column(
            "opening_hours",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
            comment='Weekday 0–6 to intervals: {"0": [["08:00", "12:00"]]}; empty when not told',
        ),
        sa.Column(
            "access", sa.Text(), server_default="", nullable=False, comment="Dock, forklift, height limit, whom to ask"
        ),
        sa.Column("siret", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name=op.f("site_is_on_earth_check")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name=op.f("site_name_has_a_length_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("site_business_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("site_pkey")),
    )
    op.create_index(op.f("site_business_id_idx"), "site", ["business_id"], unique=False)
    op.create_table(
        "permit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column(
            "rubric",
            sa.Text(),
            nullable=False,
            comment="ICPE rubric and regime, or the Belgian permit, as on the paper",
        ),
        sa.Column("reference", sa.Text(), nullable=False, comment="Number and date of the act"),
        sa.Column("waste_codes", postgresql.ARRAY(sa.Text()), nullable=False, comment="Six digits each, no blanks"),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.Uuid(), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal_reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(verified_at IS NULL) = (verified_by IS NULL)", name=op.f("permit_verified_by_somebody_check")
        ),
        sa.CheckConstraint("cardinality(waste_codes) BETWEEN 1 AND 900", name=op.f("permit_covers_some_codes_check")),
        sa.CheckConstraint(
            "refused_at IS NULL OR length(refusal_reason) > 0", name=op.f("permit_refused_with_reasons_check")
        ),
        sa.CheckConstraint("verified_at IS NULL OR refused_at IS NULL", name=op.f("permit_verified_or_refused_check")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("permit_site_id_fkey")),
        sa.ForeignKeyConstraint(["verified_by"], ["person.id"], name=op.f("permit_verified_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("permit_pkey")),
    )
    op.create_index(op.f("permit_site_id_idx"), "permit", ["site_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("permit_site_id_idx"), table_name="permit")
    op.drop_table("permit")
    op.drop_index(op.f("site_business_id_idx"), table_name="site")
    op.drop_table("site")
    op.drop_index(op.f("sign_in_person_id_idx"), table_name="sign_in")
    op.drop_table("sign_in")
    op.drop_index(op.f("one_time_token_person_id_idx"), table_name="one_time_token")
    op.drop_table("one_time_token")
    op.drop_index(op.f("membership_business_id_idx"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("join_request_business_id_idx"), table_name="join_request")
    op.drop_table("join_request")
    op.drop_index(op.f("invitation_business_id_idx"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_table("person")
    op.drop_table("business")
