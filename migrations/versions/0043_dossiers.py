"""Deals keep a dossier of what a border or a hazard asks, and who carries the load; companies say how they are paid.

Expand: new tables that the running release does not name.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossier",
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column(
            "operation_code",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="R or D operation at the receiving site",
        ),
        sa.Column(
            "basel_entry", sa.Text(), server_default="", nullable=False, comment="Basel or OECD entry; empty: none told"
        ),
        sa.Column("contract_on", sa.Date(), nullable=True, comment="Day of the contract of article 18"),
        sa.Column("pick_up_on", sa.Date(), nullable=True, comment="Day on which the shipment is to start"),
        sa.Column("notification_number", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "movement_number",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="Of the movement under a notification",
        ),
        sa.Column(
            "diwass_number",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="Entry in the Union's shipment system",
        ),
        sa.Column(
            "acceptance_certificate", sa.Text(), server_default="", nullable=False, comment="Of the receiving plant"
        ),
        sa.Column("slip_number", sa.Text(), server_default="", nullable=False, comment="Electronic tracking slip"),
        sa.Column(
            "status_abroad",
            sa.Enum("recognised", "waste", name="statusabroad", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "status_reference",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="Declaration or letter that says so",
        ),
        sa.Column("un_number", sa.Text(), server_default="", nullable=False, comment="ADR entry, or that none applies"),
        sa.Column(
            "consistency",
            sa.Enum(
                "solid",
                "liquid",
                "doughy",
                "gaseous",
                name="consistency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "packaging",
            sa.Enum(
                "drum",
                "ibc",
                "tank",
                "skip",
                "pipeline",
                "other",
                name="packaging",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("packages", sa.Integer(), nullable=True),
        sa.Column("volume_m3", sa.Numeric(precision=8, scale=3), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("basel_entry ~ '^[A-Z0-9]{0,6}$'", name=op.f("dossier_basel_entry_is_a_code_check")),
        sa.CheckConstraint(
            "notification_number ~ '^([A-Z]{2}[0-9]{10})?$'", name=op.f("dossier_notification_has_its_form_check")
        ),
        sa.CheckConstraint("operation_code ~ '^([RD][0-9]{1,2}F?)?$'", name=op.f("dossier_operation_is_a_code_check")),
        sa.CheckConstraint("packages BETWEEN 1 AND 100000", name=op.f("dossier_packages_are_bounded_check")),
        sa.CheckConstraint("volume_m3 BETWEEN 0.001 AND 1000", name=op.f("dossier_volume_is_bounded_check")),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("dossier_changed_by_fkey")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("dossier_deal_id_fkey")),
        sa.PrimaryKeyConstraint("deal_id", name=op.f("dossier_pkey")),
    )
    op.create_table(
        "dossier_carrier",
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("registration", sa.Text(), nullable=False, comment="SIRET, enterprise or VAT number"),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column(
            "country",
            sa.Enum("FR", "BE", "GB", name="country", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "mode",
            sa.Enum(
                "road", "rail", "river", "sea", "air", name="mode", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("plate", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "is_exempt",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="By the carrier's own word",
        ),
        sa.Column("receipt_number", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "is_exempt OR (length(receipt_number) > 0 AND receipt_until IS NOT NULL)",
            name=op.f("dossier_carrier_has_a_receipt_check"),
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 150", name=op.f("dossier_carrier_name_has_a_length_check")),
        sa.CheckConstraint("number BETWEEN 1 AND 5", name=op.f("dossier_carrier_five_at_most_check")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("dossier_carrier_deal_id_fkey")),
        sa.PrimaryKeyConstraint("deal_id", "number", name=op.f("dossier_carrier_pkey")),
    )
    op.create_table(
        "paying_details",
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("vat_number", sa.Text(), server_default="", nullable=False),
        sa.Column("iban", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "iban ~ '^([A-Z]{2}[0-9]{2}[0-9A-Z]{10,30})?$'", name=op.f("paying_details_iban_has_its_form_check")
        ),
        sa.CheckConstraint(
            "vat_number ~ '^([A-Z]{2}[0-9A-Z]{2,13})?$'", name=op.f("paying_details_vat_number_has_its_form_check")
        ),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("paying_details_business_id_fkey")),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("paying_details_changed_by_fkey")),
        sa.PrimaryKeyConstraint("business_id", name=op.f("paying_details_pkey")),
    )


def downgrade() -> None:
    op.drop_table("paying_details")
    op.drop_table("dossier_carrier")
    op.drop_table("dossier")
