"""Reference data."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 over the data files"),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("catalogue_version_pkey")),
        sa.UniqueConstraint("digest", name=op.f("catalogue_version_digest_key")),
    )
    op.create_table(
        "material",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("lft", sa.Integer(), nullable=False),
        sa.Column("end_", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("label_fr", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("label_nl", sa.Text(), nullable=False),
        sa.Column(
            "synonyms", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="Trade words by language"
        ),
        sa.Column(
            "density_kg_per_m3",
            sa.Numeric(precision=16, scale=6),
            nullable=True,
            comment="As usually moved, loose or liquid",
        ),
        sa.Column(
            "piece_mass_kg", sa.Numeric(precision=16, scale=6), nullable=True, comment="Of one typical empty piece"
        ),
        sa.Column("perishable", sa.Boolean(), nullable=False),
        sa.Column("typical_units", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "waste_codes", postgresql.ARRAY(sa.Text()), nullable=False, comment="Six digits, star where hazardous"
        ),
        sa.Column(
            "impact_proxy",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Mass shares of other materials, as text",
        ),
        sa.Column("icon", sa.Text(), nullable=False, comment="Lucide icon of the family"),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("verified", "memory", name="confidence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("is_retired", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "code ~ '^[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)*$'", name=op.f("material_code_is_a_path_check")
        ),
        sa.CheckConstraint(
            "density_kg_per_m3 > 0 AND density_kg_per_m3 < 25000", name=op.f("material_density_is_earthly_check")
        ),
        sa.CheckConstraint("depth BETWEEN 0 AND 9", name=op.f("material_depth_is_bounded_check")),
        sa.CheckConstraint("lft >= 0 AND lft < end_", name=op.f("material_interval_runs_forward_check")),
        sa.CheckConstraint(
            "piece_mass_kg > 0 AND piece_mass_kg < 100000", name=op.f("material_piece_has_a_mass_check")
        ),
        sa.ForeignKeyConstraint(["parent_code"], ["material.code"], name=op.f("material_parent_code_fkey")),
        sa.PrimaryKeyConstraint("code", name=op.f("material_pkey")),
    )
    op.create_index(op.f("material_parent_code_idx"), "material", ["parent_code"], unique=False)
    op.create_table(
        "unit",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("to_si", sa.Numeric(precision=24, scale=12), nullable=False),
        sa.Column("typical_mass_kg", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column(
            "aliases",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="What people call it, by language",
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("verified", "memory", name="confidence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("is_retired", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("to_si > 0 AND to_si < 1000000000", name=op.f("unit_is_some_of_its_si_unit_check")),
        sa.CheckConstraint(
            "typical_mass_kg > 0 AND typical_mass_kg < 1000000", name=op.f("unit_typical_mass_is_positive_check")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("unit_pkey")),
    )
    op.create_table(
        "waste_code",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("is_hazardous", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True, comment="Null: since before the exchange"),
        sa.Column("valid_to", sa.Date(), nullable=True, comment="Last day, null: still valid"),
        sa.Column("label_fr", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("label_nl", sa.Text(), nullable=False),
        sa.Column("labels_source", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("verified", "memory", name="confidence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("is_retired", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("code ~ '^[0-9]{6}$'", name=op.f("waste_code_six_digits_check")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("waste_code_validity_runs_forward_check")),
        sa.PrimaryKeyConstraint("code", "is_hazardous", name=op.f("waste_code_pkey")),
    )
    op.create_table(
        "impact_factor",
        sa.Column("material_code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("is_preferred", sa.Boolean(), nullable=False),
        sa.Column("basis_unit", sa.Text(), nullable=False),
        sa.Column(
            "virgin_kgco2e",
            sa.Numeric(precision=16, scale=6),
            nullable=True,
            comment="Avoided production, new material",
        ),
        sa.Column(
            "recycled_kgco2e",
            sa.Numeric(precision=16, scale=6),
            nullable=True,
            comment="Production from recycled material",
        ),
        sa.Column("reuse_processing_kgco2e", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("eol_landfill_kgco2e", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("eol_landfill_credit_kgco2e", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("eol_incineration_kgco2e", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("eol_incineration_credit_kgco2e", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("eol_default_kgco2e", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("eol_default_route", sa.Text(), nullable=False),
        sa.Column("water_m3", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("energy_gj", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("uncertainty_pct", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("geography", sa.Text(), nullable=False),
        sa.Column("data_year", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("verified", "memory", name="confidence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("plausibility", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint("basis_unit IN ('t', 'unit')", name=op.f("impact_factor_known_basis_check")),
        sa.CheckConstraint(
            "scope IN ('production', 'eol', 'both', 'water')", name=op.f("impact_factor_known_scope_check")
        ),
        sa.CheckConstraint(
            "virgin_kgco2e BETWEEN -1000000000 AND 1000000000 AND recycled_kgco2e BETWEEN -1000000000 AND 1000000000 AND reuse_processing_kgco2e BETWEEN -1000000000 AND 1000000000 AND eol_default_kgco2e BETWEEN -1000000000 AND 1000000000 AND eol_landfill_kgco2e BETWEEN -1000000000 AND 1000000000 AND eol_landfill_credit_kgco2e BETWEEN -1000000000 AND 1000000000 AND eol_incineration_kgco2e BETWEEN -1000000000 AND 1000000000 AND eol_incineration_credit_kgco2e BETWEEN -1000000000 AND 1000000000 AND water_m3 BETWEEN -1000000000 AND 1000000000 AND energy_gj BETWEEN -1000000000 AND 1000000000 AND uncertainty_pct BETWEEN -1000000000 AND 1000000000",
            name=op.f("impact_factor_figures_are_numbers_check"),
        ),
        sa.ForeignKeyConstraint(["material_code"], ["material.code"], name=op.f("impact_factor_material_code_fkey")),
        sa.ForeignKeyConstraint(["version"], ["catalogue_version.number"], name=op.f("impact_factor_version_fkey")),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("impact_factor_pkey")),
    )
    op.create_index(op.f("impact_factor_material_code_idx"), "impact_factor", ["material_code"], unique=False)
    op.create_table(
        "process",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("label_fr", sa.Text(), nullable=False),
        sa.Column("input_code", sa.Text(), nullable=False),
        sa.Column("output_code", sa.Text(), nullable=True),
        sa.Column("displaces_code", sa.Text(), nullable=True),
        sa.Column("credit_rule", sa.Text(), nullable=False),
        sa.Column("displacement_ratio", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("yield_typical", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("yield_low", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("yield_high", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("yield_unit", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("acceptance", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("verified", "memory", name="confidence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("is_retired", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "credit_rule IN ('recycle', 'reuse', 'displace', 'none')", name=op.f("process_known_credit_rule_check")
        ),
        sa.CheckConstraint(
            "0 < yield_low AND yield_low <= yield_typical", name=op.f("process_low_yield_is_lowest_check")
        ),
        sa.CheckConstraint(
            "displacement_ratio > 0 AND displacement_ratio <= 2", name=op.f("process_displaces_some_check")
        ),
        sa.CheckConstraint("yield_high < 1000", name=op.f("process_yield_is_bounded_check")),
        sa.CheckConstraint("yield_typical <= yield_high", name=op.f("process_high_yield_is_highest_check")),
        sa.ForeignKeyConstraint(["displaces_code"], ["material.code"], name=op.f("process_displaces_code_fkey")),
        sa.ForeignKeyConstraint(["input_code"], ["material.code"], name=op.f("process_input_code_fkey")),
        sa.ForeignKeyConstraint(["output_code"], ["material.code"], name=op.f("process_output_code_fkey")),
        sa.PrimaryKeyConstraint("code", name=op.f("process_pkey")),
    )
    op.create_index(op.f("process_input_code_idx"), "process", ["input_code"], unique=False)
    op.create_index(op.f("process_output_code_idx"), "process", ["output_code"], unique=False)
    op.create_table(
        "substitution",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("replaced_code", sa.Text(), nullable=False),
        sa.Column("substitute_code", sa.Text(), nullable=False),
        sa.Column("application_en", sa.Text(), nullable=False),
        sa.Column("application_fr", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("max_share_pct", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("mass_ratio_kg_per_kg", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("quality_loss", sa.Text(), nullable=False),
        sa.Column("regulatory_check", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("verified", "memory", name="confidence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("is_retired", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "mass_ratio_kg_per_kg > 0 AND mass_ratio_kg_per_kg < 1000",
            name=op.f("substitution_ratio_is_positive_check"),
        ),
        sa.CheckConstraint(
            "max_share_pct > 0 AND max_share_pct <= 100", name=op.f("substitution_share_is_a_percentage_check")
        ),
        sa.ForeignKeyConstraint(["replaced_code"], ["material.code"], name=op.f("substitution_replaced_code_fkey")),
        sa.ForeignKeyConstraint(["substitute_code"], ["material.code"], name=op.f("substitution_substitute_code_fkey")),
        sa.PrimaryKeyConstraint("code", name=op.f("substitution_pkey")),
    )
    op.create_index(op.f("substitution_replaced_code_idx"), "substitution", ["replaced_code"], unique=False)
    op.create_index(op.f("substitution_substitute_code_idx"), "substitution", ["substitute_code"], unique=False)
    op.create_table(
        "transport_factor",
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("vehicle_class", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("label_fr", sa.Text(), nullable=False),
        sa.Column("energy", sa.Text(), nullable=False),
        sa.Column("activity_unit", sa.Text(), nullable=False),
        sa.Column("kgco2e_per_activity_unit", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("kgco2e_per_km", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("assumed_load_t", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("cost_eur_per_km", sa.Numeric(precision=16, scale=6), nullable=True),
        sa.Column("boundary", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("geography", sa.Text(), nullable=False),
        sa.Column("data_year", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column(
            "confidence",
            sa.Enum("verified", "memory", name="confidence", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("plausibility", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "activity_unit IN ('t.km', 'm3.km', 'km')", name=op.f("transport_factor_known_activity_check")
        ),
        sa.CheckConstraint(
            "kgco2e_per_activity_unit BETWEEN -1000000000 AND 1000000000 AND kgco2e_per_km BETWEEN -1000000000 AND 1000000000 AND assumed_load_t BETWEEN -1000000000 AND 1000000000 AND cost_eur_per_km BETWEEN -1000000000 AND 1000000000",
            name=op.f("transport_factor_figures_are_numbers_check"),
        ),
        sa.ForeignKeyConstraint(["version"], ["catalogue_version.number"], name=op.f("transport_factor_version_fkey")),
        sa.PrimaryKeyConstraint("version", "code", name=op.f("transport_factor_pkey")),
    )


def downgrade() -> None:
    op.drop_table("transport_factor")
    op.drop_index(op.f("substitution_substitute_code_idx"), table_name="substitution")
    op.drop_index(op.f("substitution_replaced_code_idx"), table_name="substitution")
    op.drop_table("substitution")
    op.drop_index(op.f("process_output_code_idx"), table_name="process")
    op.drop_index(op.f("process_input_code_idx"), table_name="process")
    op.drop_table("process")
    op.drop_index(op.f("impact_factor_material_code_idx"), table_name="impact_factor")
    op.drop_table("impact_factor")
    op.drop_table("waste_code")
    op.drop_table("unit")
    op.drop_index(op.f("material_parent_code_idx"), table_name="material")
    op.drop_table("material")
    op.drop_table("catalogue_version")
