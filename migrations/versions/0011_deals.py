"""Negotiations, loads, messages."""

import sqlalchemy as sa
from alembic import op

from migrations.promises import SEAL

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("taker_id", sa.Uuid(), nullable=False),
        sa.Column("taker_site_id", sa.Uuid(), nullable=False, comment="Where the load is to arrive"),
        sa.Column(
            "state",
            sa.Enum(
                "negotiating",
                "agreed",
                "completed",
                "declined",
                "withdrawn",
                "cancelled",
                "expired",
                name="dealstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("current_version", sa.Integer(), nullable=False, comment="The terms on the table, or agreed"),
        sa.Column("turn_of", sa.Uuid(), nullable=True, comment="Who must act; none when closed"),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When a negotiation lapses if nobody answers",
        ),
        sa.Column("reason", sa.Text(), server_default="", nullable=False, comment="Why it ended early"),
        sa.Column("steps", sa.Integer(), nullable=False, comment="Transitions so far, the proposal included"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (state IN ('negotiating', 'agreed'))",
            name=op.f("deal_closed_ones_have_a_moment_check"),
        ),
        sa.CheckConstraint(
            "(turn_of IS NOT NULL) = (state IN ('negotiating', 'agreed'))",
            name=op.f("deal_open_ones_wait_for_somebody_check"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('declined', 'withdrawn', 'cancelled') OR length(reason) > 0",
            name=op.f("deal_ended_with_reasons_check"),
        ),
        sa.CheckConstraint("current_version BETWEEN 1 AND 1000", name=op.f("deal_version_is_bounded_check")),
        sa.CheckConstraint("giver_id <> taker_id", name=op.f("deal_has_two_sides_check")),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("deal_reason_has_a_length_check")),
        sa.CheckConstraint("steps >= 1", name=op.f("deal_steps_count_from_one_check")),
        sa.CheckConstraint("turn_of IN (giver_id, taker_id)", name=op.f("deal_turn_is_of_a_side_check")),
        sa.ForeignKeyConstraint(["giver_id"], ["business.id"], name=op.f("deal_giver_id_fkey")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("deal_need_id_fkey")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("deal_offer_id_fkey")),
        sa.ForeignKeyConstraint(["taker_id"], ["business.id"], name=op.f("deal_taker_id_fkey")),
        sa.ForeignKeyConstraint(["taker_site_id"], ["site.id"], name=op.f("deal_taker_site_id_fkey")),
        sa.ForeignKeyConstraint(["turn_of"], ["business.id"], name=op.f("deal_turn_of_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("deal_pkey")),
    )
    op.create_index("deal_giver_idx", "deal", ["giver_id", "changed_at"], unique=False)
    op.create_index(
        "deal_lapsing_idx", "deal", ["expires_at"], unique=False, postgresql_where=sa.text("state = 'negotiating'")
    )
    op.create_index(op.f("deal_need_id_idx"), "deal", ["need_id"], unique=False)
    op.create_index(op.f("deal_offer_id_idx"), "deal", ["offer_id"], unique=False)
    op.create_index("deal_taker_idx", "deal", ["taker_id", "changed_at"], unique=False)
    op.create_table(
        "deal_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("quantity_kg", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column(
            "quantity", sa.Numeric(precision=14, scale=3), nullable=False, comment="The same in the holder's unit"
        ),
        sa.Column("unit", sa.Text(), nullable=False, comment="The holder's unit when this was said"),
        sa.Column(
            "price_eur_per_t",
            sa.Numeric(precision=12, scale=2),
            nullable=False,
            comment="0 free, negative: the giver pays",
        ),
        sa.Column(
            "hauler",
            sa.Enum("giver", "taker", name="hauler", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("at < expires_at", name=op.f("deal_terms_lapses_after_it_was_said_check")),
        sa.CheckConstraint("length(note) <= 1000", name=op.f("deal_terms_note_has_a_length_check")),
        sa.CheckConstraint(
            "price_eur_per_t BETWEEN -100000 AND 10000000", name=op.f("deal_terms_price_is_bounded_check")
        ),
        sa.CheckConstraint(
            "quantity BETWEEN 0.001 AND 100000000000", name=op.f("deal_terms_quantity_in_its_unit_is_positive_check")
        ),
        sa.CheckConstraint(
            "quantity_kg BETWEEN 0.001 AND 10000000000", name=op.f("deal_terms_quantity_is_positive_check")
        ),
        sa.CheckConstraint("version BETWEEN 1 AND 1000", name=op.f("deal_terms_version_is_bounded_check")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("deal_terms_deal_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("deal_terms_person_id_fkey")),
        sa.ForeignKeyConstraint(["proposed_by"], ["business.id"], name=op.f("deal_terms_proposed_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("deal_terms_pkey")),
        sa.UniqueConstraint("deal_id", "version", name=op.f("deal_terms_deal_id_version_key")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 4000", name=op.f("message_text_has_a_length_check")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("message_business_id_fkey")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("message_deal_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("message_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("message_pkey")),
    )
    op.create_index(op.f("message_deal_id_idx"), "message", ["deal_id"], unique=False)
    op.create_table(
        "movement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("load_number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "scheduled",
                "in_transit",
                "received",
                "confirmed",
                "cancelled",
                name="movementstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("planned_kg", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("slot_start", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slot_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slot_proposed_by", sa.Uuid(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False, comment="Shown by the giver, entered by whoever fetches"),
        sa.Column("shipped_kg", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "received_kg",
            sa.Numeric(precision=14, scale=3),
            nullable=True,
            comment="The weight told last; the truth once confirmed",
        ),
        sa.Column(
            "weight_kind",
            sa.Enum("real", "estimated", name="weightkind", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("weighed_by", sa.Uuid(), nullable=True),
        sa.Column("weighed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True, comment="None with a moment: confirmed by silence"),
        sa.CheckConstraint(
            "(state = 'confirmed') = (confirmed_at IS NOT NULL)", name=op.f("movement_confirmed_has_a_moment_check")
        ),
        sa.CheckConstraint(
            "(state IN ('received', 'confirmed')) = (num_nonnulls(received_kg, weight_kind, weighed_by, weighed_at) = 4)",
            name=op.f("movement_weighed_when_received_check"),
        ),
        sa.CheckConstraint("code ~ '^[2-9A-HJ-NP-Z]{6}$'", name=op.f("movement_code_is_unambiguous_check")),
        sa.CheckConstraint(
            "state <> 'scheduled' OR slot_start IS NOT NULL", name=op.f("movement_scheduled_has_a_slot_check")
        ),
        sa.CheckConstraint(
            "state NOT IN ('in_transit', 'received', 'confirmed') OR num_nonnulls(shipped_at, shipped_kg) = 2",
            name=op.f("movement_shipped_before_it_moves_check"),
        ),
        sa.CheckConstraint("confirmed_by <> weighed_by", name=op.f("movement_confirmed_by_the_other_side_check")),
        sa.CheckConstraint("load_number BETWEEN 1 AND 10000", name=op.f("movement_load_number_is_bounded_check")),
        sa.CheckConstraint(
            "num_nonnulls(slot_start, slot_end, slot_proposed_by) IN (0, 3)", name=op.f("movement_slot_is_whole_check")
        ),
        sa.CheckConstraint("planned_kg BETWEEN 0.001 AND 10000000000", name=op.f("movement_planned_is_positive_check")),
        sa.CheckConstraint(
            "received_kg BETWEEN 0.001 AND 10000000000", name=op.f("movement_received_is_positive_check")
        ),
        sa.CheckConstraint("shipped_kg BETWEEN 0.001 AND 10000000000", name=op.f("movement_shipped_is_positive_check")),
        sa.CheckConstraint("slot_start < slot_end", name=op.f("movement_slot_runs_forward_check")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["business.id"], name=op.f("movement_confirmed_by_fkey")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("movement_deal_id_fkey")),
        sa.ForeignKeyConstraint(["slot_proposed_by"], ["business.id"], name=op.f("movement_slot_proposed_by_fkey")),
        sa.ForeignKeyConstraint(["weighed_by"], ["business.id"], name=op.f("movement_weighed_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("movement_pkey")),
        sa.UniqueConstraint("deal_id", "load_number", name=op.f("movement_deal_id_load_number_key")),
    )
    op.execute(SEAL.format(table="deal_terms"))


def downgrade() -> None:
    op.drop_table("movement")
    op.drop_index(op.f("message_deal_id_idx"), table_name="message")
    op.drop_table("message")
    op.drop_table("deal_terms")
    op.drop_index("deal_taker_idx", table_name="deal")
    op.drop_index(op.f("deal_offer_id_idx"), table_name="deal")
    op.drop_index(op.f("deal_need_id_idx"), table_name="deal")
    op.drop_index("deal_lapsing_idx", table_name="deal", postgresql_where=sa.text("state = 'negotiating'"))
    op.drop_index("deal_giver_idx", table_name="deal")
    op.drop_table("deal")
