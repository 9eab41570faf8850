"""Offers, needs, their ledger and photos."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.promises import SEAL
from migrations.types import Circle, Point

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("posted_by", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "published",
                "paused",
                "exhausted",
                "expired",
                "withdrawn",
                "observed",
                name="listingstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "material",
            postgresql.INT4MULTIRANGE(),
            nullable=False,
            comment="Nested-set intervals of the accepted nodes and their substitutes",
        ),
        sa.Column("wanted_kg", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column(
            "covered_kg",
            sa.Numeric(precision=14, scale=3),
            server_default="0",
            nullable=False,
            comment="Agreed in deals, delivered or on the way",
        ),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kg_per_unit", sa.Numeric(precision=14, scale=6), nullable=False),
        sa.Column(
            "smallest_lot_kg",
            sa.Numeric(precision=14, scale=3),
            server_default="0",
            nullable=False,
            comment="Smallest lot worth a trip",
        ),
        sa.Column(
            "rhythm",
            sa.Enum("one_off", "flow", name="rhythm", native_enum=False, create_constraint=True, length=40),
            server_default="one_off",
            nullable=False,
        ),
        sa.Column("lowest_grade", sa.SmallInteger(), nullable=True, comment="Grade, 1 scrap to 5 new"),
        sa.Column(
            "accepted_statuses",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="Legal statuses; empty accepts all",
        ),
        sa.Column("wanted_from", sa.Date(), nullable=False),
        sa.Column("wanted_until", sa.Date(), nullable=True),
        sa.Column("collects_within_km", sa.Integer(), nullable=False),
        sa.Column("highest_eur_per_t", sa.Numeric(precision=12, scale=2), nullable=True, comment="None: no limit told"),
        sa.Column("is_negotiable", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("ux", sa.Double(), nullable=False),
        sa.Column("uy", sa.Double(), nullable=False),
        sa.Column("uz", sa.Double(), nullable=False),
        sa.Column("place", Point(), nullable=False),
        sa.Column("reach", Circle(), nullable=True, comment="Collection circle, inflated"),
        sa.Column("cell_x_m", sa.Double(), nullable=False, comment="Middle of the public cell, planar metres"),
        sa.Column("cell_y_m", sa.Double(), nullable=False),
        sa.Column("cell_name", sa.Text(), nullable=False, comment="The town that the public is told"),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed(
                "to_tsvector('french', translate(lower(title || ' ' || description), 'àâäáãçéèêëíîïìñóôöòõúûüùÿ', 'aaaaaceeeeiiiinooooouuuuy')) || to_tsvector('english', translate(lower(title || ' ' || description), 'àâäáãçéèêëíîïìñóôöòõúûüùÿ', 'aaaaaceeeeiiiinooooouuuuy')) || to_tsvector('dutch', translate(lower(title || ' ' || description), 'àâäáãçéèêëíîïìñóôöòõúûüùÿ', 'aaaaaceeeeiiiinooooouuuuy'))",
                persisted=True,
            ),
            nullable=False,
            comment="For full-text search",
        ),
        sa.Column("observed_ref", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'observed') = (observed_ref IS NOT NULL)", name=op.f("need_observed_ones_stay_observed_check")
        ),
        sa.CheckConstraint("collects_within_km BETWEEN 0 AND 1000", name=op.f("need_reach_is_bounded_check")),
        sa.CheckConstraint("covered_kg BETWEEN 0 AND wanted_kg", name=op.f("need_never_overcovered_check")),
        sa.CheckConstraint("highest_eur_per_t BETWEEN -100000 AND 10000000", name=op.f("need_price_is_bounded_check")),
        sa.CheckConstraint("kg_per_unit BETWEEN 0.000001 AND 1000000", name=op.f("need_unit_has_a_mass_check")),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 160", name=op.f("need_title_has_a_length_check")),
        sa.CheckConstraint("lowest_grade BETWEEN 1 AND 5", name=op.f("need_lowest_grade_is_a_grade_check")),
        sa.CheckConstraint(
            "smallest_lot_kg BETWEEN 0 AND 10000000000", name=op.f("need_smallest_lot_is_bounded_check")
        ),
        sa.CheckConstraint("wanted_from <= wanted_until", name=op.f("need_window_runs_forward_check")),
        sa.CheckConstraint("wanted_kg BETWEEN 0.001 AND 10000000000", name=op.f("need_quantity_is_positive_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("need_business_id_fkey")),
        sa.ForeignKeyConstraint(["posted_by"], ["person.id"], name=op.f("need_posted_by_fkey")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("need_site_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("need_pkey")),
    )
    op.create_index(op.f("need_business_id_idx"), "need", ["business_id"], unique=False)
    op.create_index(
        "need_here_idx",
        "need",
        ["material", "place"],
        unique=False,
        postgresql_using="gist",
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.create_index(
        "need_newest_idx",
        "need",
        [sa.literal_column("published_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.create_index(op.f("need_observed_ref_idx"), "need", ["observed_ref"], unique=False)
    op.create_index(
        "need_reach_idx",
        "need",
        ["material", "reach"],
        unique=False,
        postgresql_using="gist",
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.create_index("need_words_idx", "need", ["words"], unique=False, postgresql_using="gin")
    op.create_table(
        "offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("posted_by", sa.Uuid(), nullable=True, comment="None for observed flows"),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "published",
                "paused",
                "exhausted",
                "expired",
                "withdrawn",
                "observed",
                name="listingstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "composition", sa.Text(), server_default="", nullable=False, comment="Make-up, tolerances, contaminants"
        ),
        sa.Column("packaging", sa.Text(), server_default="", nullable=False, comment="Packaging and loading"),
        sa.Column("material_code", sa.Text(), nullable=False),
        sa.Column(
            "material", postgresql.INT4RANGE(), nullable=False, comment="Nested-set interval of the material's node"
        ),
        sa.Column(
            "declared_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=False,
            comment="What was put up, corrections included",
        ),
        sa.Column("free_kg", sa.Numeric(precision=14, scale=3), server_default="0", nullable=False),
        sa.Column("sample_kg", sa.Numeric(precision=14, scale=3), server_default="0", nullable=False),
        sa.Column("held_kg", sa.Numeric(precision=14, scale=3), server_default="0", nullable=False),
        sa.Column("committed_kg", sa.Numeric(precision=14, scale=3), server_default="0", nullable=False),
        sa.Column("shipped_kg", sa.Numeric(precision=14, scale=3), server_default="0", nullable=False),
        sa.Column("delivered_kg", sa.Numeric(precision=14, scale=3), server_default="0", nullable=False),
        sa.Column("lost_kg", sa.Numeric(precision=14, scale=3), server_default="0", nullable=False),
        sa.Column("unit", sa.Text(), nullable=False, comment="The trade unit that the holder typed"),
        sa.Column("kg_per_unit", sa.Numeric(precision=14, scale=6), nullable=False),
        sa.Column(
            "mass_basis",
            sa.Enum(
                "weighed",
                "declared",
                "estimated",
                name="massbasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "minimum_kg",
            sa.Numeric(precision=14, scale=3),
            server_default="0",
            nullable=False,
            comment="Smallest call-off",
        ),
        sa.Column(
            "is_whole_lot",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="All of it or nothing",
        ),
        sa.Column(
            "rhythm",
            sa.Enum("one_off", "flow", name="rhythm", native_enum=False, create_constraint=True, length=40),
            server_default="one_off",
            nullable=False,
        ),
        sa.Column("condition", sa.SmallInteger(), nullable=True, comment="Grade, 1 scrap to 5 new"),
        sa.Column(
            "legal_status",
            sa.Enum(
                "product",
                "reuse_item",
                "by_product",
                "waste",
                "end_of_waste",
                name="legalstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
            comment="None for observed flows only",
        ),
        sa.Column("legal_answers", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("waste_code", sa.Text(), nullable=True, comment="List of Waste, six digits"),
        sa.Column("is_hazardous", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=False),
        sa.Column("available_until", sa.Date(), nullable=True),
        sa.Column("delivers_within_km", sa.Integer(), server_default="0", nullable=False, comment="0: collection only"),
        sa.Column(
            "price_eur_per_t",
            sa.Numeric(precision=12, scale=2),
            nullable=True,
            comment="0 free, negative: the holder pays",
        ),
        sa.Column("is_negotiable", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "is_anonymous",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="Name shown after agreement only",
        ),
        sa.Column("ux", sa.Double(), nullable=False, comment="Unit vector: exact distance is a chord"),
        sa.Column("uy", sa.Double(), nullable=False),
        sa.Column("uz", sa.Double(), nullable=False),
        sa.Column("place", Point(), nullable=False, comment="Planar metres, for preselection"),
        sa.Column("reach", Circle(), nullable=True, comment="Delivery circle, inflated; none when collected"),
        sa.Column("cell_x_m", sa.Double(), nullable=False, comment="Middle of the public cell, planar metres"),
        sa.Column("cell_y_m", sa.Double(), nullable=False),
        sa.Column("cell_name", sa.Text(), nullable=False, comment="The town that the public is told"),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed(
                "to_tsvector('french', translate(lower(title || ' ' || description), 'àâäáãçéèêëíîïìñóôöòõúûüùÿ', 'aaaaaceeeeiiiinooooouuuuy')) || to_tsvector('english', translate(lower(title || ' ' || description), 'àâäáãçéèêëíîïìñóôöòõúûüùÿ', 'aaaaaceeeeiiiinooooouuuuy')) || to_tsvector('dutch', translate(lower(title || ' ' || description), 'àâäáãçéèêëíîïìñóôöòõúûüùÿ', 'aaaaaceeeeiiiinooooouuuuy'))",
                persisted=True,
            ),
            nullable=False,
            comment="For full-text search",
        ),
        sa.Column("observed_ref", sa.Text(), nullable=True, comment="The register's establishment id"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "matched_at", sa.DateTime(timezone=True), nullable=True, comment="When the matches last followed a change"
        ),
        sa.CheckConstraint(
            "(state = 'observed') = (observed_ref IS NOT NULL)", name=op.f("offer_observed_ones_stay_observed_check")
        ),
        sa.CheckConstraint(
            "legal_status <> 'waste' OR waste_code IS NOT NULL OR state = 'draft'",
            name=op.f("offer_waste_has_a_code_check"),
        ),
        sa.CheckConstraint(
            "legal_status IS NOT NULL OR state IN ('draft', 'observed')", name=op.f("offer_has_a_legal_status_check")
        ),
        sa.CheckConstraint("waste_code ~ '^[0-9]{6}$'", name=op.f("offer_waste_code_is_six_digits_check")),
        sa.CheckConstraint("available_from <= available_until", name=op.f("offer_window_runs_forward_check")),
        sa.CheckConstraint("condition BETWEEN 1 AND 5", name=op.f("offer_condition_is_a_grade_check")),
        sa.CheckConstraint(
            "declared_kg = free_kg + sample_kg + held_kg + committed_kg + shipped_kg + delivered_kg + lost_kg",
            name=op.f("offer_stock_is_conserved_check"),
        ),
        sa.CheckConstraint("declared_kg BETWEEN 0 AND 10000000000", name=op.f("offer_quantity_is_bounded_check")),
        sa.CheckConstraint("delivers_within_km BETWEEN 0 AND 1000", name=op.f("offer_reach_is_bounded_check")),
        sa.CheckConstraint(
            "free_kg BETWEEN 0 AND 10000000000 AND sample_kg BETWEEN 0 AND 10000000000 AND held_kg BETWEEN 0 AND 10000000000 AND committed_kg BETWEEN 0 AND 10000000000 AND shipped_kg BETWEEN 0 AND 10000000000 AND delivered_kg BETWEEN 0 AND 10000000000 AND lost_kg BETWEEN 0 AND 10000000000",
            name=op.f("offer_never_oversold_check"),
        ),
        sa.CheckConstraint("kg_per_unit BETWEEN 0.000001 AND 1000000", name=op.f("offer_unit_has_a_mass_check")),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 160", name=op.f("offer_title_has_a_length_check")),
        sa.CheckConstraint("minimum_kg BETWEEN 0 AND 10000000000", name=op.f("offer_minimum_is_bounded_check")),
        sa.CheckConstraint("price_eur_per_t BETWEEN -100000 AND 10000000", name=op.f("offer_price_is_bounded_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("offer_business_id_fkey")),
        sa.ForeignKeyConstraint(["material_code"], ["material.code"], name=op.f("offer_material_code_fkey")),
        sa.ForeignKeyConstraint(["posted_by"], ["person.id"], name=op.f("offer_posted_by_fkey")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("offer_site_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("offer_pkey")),
    )
    op.create_index(op.f("offer_business_id_idx"), "offer", ["business_id"], unique=False)
    op.create_index(
        "offer_here_idx",
        "offer",
        ["material", "place"],
        unique=False,
        postgresql_using="gist",
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.create_index(op.f("offer_material_code_idx"), "offer", ["material_code"], unique=False)
    op.create_index(
        "offer_newest_idx",
        "offer",
        [sa.literal_column("published_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.create_index(op.f("offer_observed_ref_idx"), "offer", ["observed_ref"], unique=False)
    op.create_index(
        "offer_reach_idx",
        "offer",
        ["material", "reach"],
        unique=False,
        postgresql_using="gist",
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.create_index("offer_words_idx", "offer", ["words"], unique=False, postgresql_using="gin")
    op.create_table(
        "need_accepts",
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("material_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["material_code"], ["material.code"], name=op.f("need_accepts_material_code_fkey")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("need_accepts_need_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("need_id", "material_code", name=op.f("need_accepts_pkey")),
    )
    op.create_index(op.f("need_accepts_material_code_idx"), "need_accepts", ["material_code"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column(
            "description", sa.Text(), server_default="", nullable=False, comment="Said to people who do not see it"
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "width BETWEEN 1 AND 4000 AND height BETWEEN 1 AND 4000", name=op.f("photo_has_a_size_check")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("photo_offer_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("photo_pkey")),
        sa.UniqueConstraint("offer_id", name=op.f("photo_offer_id_key")),
    )
    op.create_table(
        "stock_movement",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "outside",
                "free",
                "sample",
                "held",
                "committed",
                "shipped",
                "delivered",
                "lost",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "target",
            sa.Enum(
                "outside",
                "free",
                "sample",
                "held",
                "committed",
                "shipped",
                "delivered",
                "lost",
                name="target",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("quantity_kg", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "posted",
                "corrected",
                "agreed",
                "cancelled",
                "handed_over",
                "weighed",
                "confirmed",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("deal_id", sa.Uuid(), nullable=True, comment="Rooms further left own deals: no foreign key"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "quantity_kg BETWEEN 0.001 AND 10000000000", name=op.f("stock_movement_quantity_is_positive_check")
        ),
        sa.CheckConstraint("source <> target", name=op.f("stock_movement_goes_somewhere_check")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("stock_movement_offer_id_fkey")),
        sa.PrimaryKeyConstraint("number", name=op.f("stock_movement_pkey")),
    )
    op.create_index(op.f("stock_movement_deal_id_idx"), "stock_movement", ["deal_id"], unique=False)
    op.create_index(op.f("stock_movement_offer_id_idx"), "stock_movement", ["offer_id"], unique=False)
    op.execute(SEAL.format(table="stock_movement"))


def downgrade() -> None:
    op.drop_index(op.f("stock_movement_offer_id_idx"), table_name="stock_movement")
    op.drop_index(op.f("stock_movement_deal_id_idx"), table_name="stock_movement")
    op.drop_table("stock_movement")
    op.drop_table("photo")
    op.drop_index(op.f("need_accepts_material_code_idx"), table_name="need_accepts")
    op.drop_table("need_accepts")
    op.drop_index("offer_words_idx", table_name="offer", postgresql_using="gin")
    op.drop_index(
        "offer_reach_idx",
        table_name="offer",
        postgresql_using="gist",
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.drop_index(op.f("offer_observed_ref_idx"), table_name="offer")
    op.drop_index(
        "offer_newest_idx", table_name="offer", postgresql_where=sa.text("state IN ('published', 'observed')")
    )
    op.drop_index(op.f("offer_material_code_idx"), table_name="offer")
    op.drop_index(
        "offer_here_idx",
        table_name="offer",
        postgresql_using="gist",
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.drop_index(op.f("offer_business_id_idx"), table_name="offer")
    op.drop_table("offer")
    op.drop_index("need_words_idx", table_name="need", postgresql_using="gin")
    op.drop_index(
        "need_reach_idx",
        table_name="need",
        postgresql_using="gist",
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.drop_index(op.f("need_observed_ref_idx"), table_name="need")
    op.drop_index("need_newest_idx", table_name="need", postgresql_where=sa.text("state IN ('published', 'observed')"))
    op.drop_index(
        "need_here_idx",
        table_name="need",
        postgresql_using="gist",
        postgresql_where=sa.text("state IN ('published', 'observed')"),
    )
    op.drop_index(op.f("need_business_id_idx"), table_name="need")
    op.drop_table("need")
