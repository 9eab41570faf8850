"""What handovers saved, append-only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.promises import SEAL

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "impact_record",
        sa.Column("handover_id", sa.Uuid(), nullable=False, comment="Deals own handovers: no foreign key leftwards"),
        sa.Column("material_code", sa.Text(), nullable=False),
        sa.Column("mass_kg", sa.Numeric(precision=14, scale=3), nullable=False, comment="The confirmed weight"),
        sa.Column("haul_km", sa.Double(), nullable=False),
        sa.Column(
            "route",
            sa.Enum(
                "reuse", "recycling", "by_product", name="route", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("process_code", sa.Text(), nullable=True),
        sa.Column("low_kgco2e", sa.Numeric(precision=16, scale=3), nullable=True),
        sa.Column("central_kgco2e", sa.Numeric(precision=16, scale=3), nullable=True),
        sa.Column("high_kgco2e", sa.Numeric(precision=16, scale=3), nullable=True),
        sa.Column(
            "no_factor",
            sa.Enum(
                "no_factor",
                "not_counted",
                "implausible",
                "virgin_not_known",
                "recycled_not_known",
                name="nofactorreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "lines",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Parts with range, source, year, geography",
        ),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(central_kgco2e IS NULL) = (no_factor IS NOT NULL)", name=op.f("impact_record_figure_or_reason_check")
        ),
        sa.CheckConstraint("haul_km BETWEEN 0 AND 20100", name=op.f("impact_record_haul_is_on_earth_check")),
        sa.CheckConstraint(
            "low_kgco2e BETWEEN -1000000000000 AND central_kgco2e AND high_kgco2e BETWEEN central_kgco2e AND 1000000000000",
            name=op.f("impact_record_range_is_ordered_check"),
        ),
        sa.CheckConstraint("mass_kg BETWEEN 0.001 AND 10000000000", name=op.f("impact_record_mass_is_positive_check")),
        sa.ForeignKeyConstraint(["material_code"], ["material.code"], name=op.f("impact_record_material_code_fkey")),
        sa.PrimaryKeyConstraint("handover_id", name=op.f("impact_record_pkey")),
    )
    op.create_index(op.f("impact_record_material_code_idx"), "impact_record", ["material_code"], unique=False)
    op.execute(SEAL.format(table="impact_record"))


def downgrade() -> None:
    op.drop_index(op.f("impact_record_material_code_idx"), table_name="impact_record")
    op.drop_table("impact_record")
