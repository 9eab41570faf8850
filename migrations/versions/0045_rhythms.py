"""A deal can go on by a rhythm, with one row for each of its days; calendars have secret addresses.

Expand: new tables that the running release does not name.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

STATES = ["proposed", "running", "paused", "ending", "ended", "declined", "withdrawn", "lapsed"]
OPEN = "(closed_at IS NULL) = (state IN ('proposed', 'running', 'paused', 'ending'))"
DAY_STATES = ["planned", "short", "skipped", "released"]
MOST = "0.001 AND 10000000000"


def _enum(name: str, words: list[str]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "recurrence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("state", _enum("rhythmstate", STATES), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False, comment="0 is Monday"),
        sa.Column("slot_starts", sa.Time(), nullable=False, comment="Clock time of the territory, summer and winter"),
        sa.Column("slot_ends", sa.Time(), nullable=False),
        sa.Column("quantity_kg", sa.Numeric(14, 3), nullable=False, comment="Of each load, where as much is free"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), comment="Last day on which a load can come"),
        sa.Column("notice_days", sa.Integer(), nullable=False, comment="How long before the end it must be said"),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When the proposal lapses if nobody answers",
        ),
        sa.Column("paused_by", sa.Uuid()),
        sa.Column("paused_until", sa.Date(), comment="First day on which it goes on by itself"),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("every_weeks IN (1, 2, 4)", name=op.f("recurrence_every_weeks_is_offered_check")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("recurrence_weekday_is_one_check")),
        sa.CheckConstraint("slot_starts < slot_ends", name=op.f("recurrence_slot_runs_forward_check")),
        sa.CheckConstraint(f"quantity_kg BETWEEN {MOST}", name=op.f("recurrence_quantity_is_positive_check")),
        sa.CheckConstraint("notice_days BETWEEN 0 AND 92", name=op.f("recurrence_notice_is_bounded_check")),
        sa.CheckConstraint("at < expires_at", name=op.f("recurrence_lapses_after_it_was_said_check")),
        sa.CheckConstraint(
            "(state = 'paused') = (num_nonnulls(paused_by, paused_until) = 2)",
            name=op.f("recurrence_paused_until_a_day_check"),
        ),
        sa.CheckConstraint(
            "state <> 'ending' OR ends_on IS NOT NULL", name=op.f("recurrence_ending_has_a_last_day_check")
        ),
        sa.CheckConstraint(OPEN, name=op.f("recurrence_closed_ones_have_a_moment_check")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("recurrence_deal_id_fkey")),
        sa.ForeignKeyConstraint(["proposed_by"], ["business.id"], name=op.f("recurrence_proposed_by_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("recurrence_person_id_fkey")),
        sa.ForeignKeyConstraint(["paused_by"], ["business.id"], name=op.f("recurrence_paused_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("recurrence_pkey")),
    )
    op.create_index(op.f("recurrence_deal_id_idx"), "recurrence", ["deal_id"])
    op.create_index(
        "recurrence_open_idx", "recurrence", ["deal_id"], unique=True, postgresql_where=sa.text("closed_at IS NULL")
    )
    _occurrences()
    _keys()


def _occurrences() -> None:
    op.create_table(
        "occurrence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recurrence_id", sa.Uuid(), nullable=False),
        sa.Column("deal_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", _enum("occurrencestate", DAY_STATES), nullable=False),
        sa.Column("wanted_kg", sa.Numeric(14, 3), nullable=False),
        sa.Column("planned_kg", sa.Numeric(14, 3), nullable=False),
        sa.Column("load_number", sa.Integer()),
        sa.CheckConstraint(f"wanted_kg BETWEEN {MOST}", name=op.f("occurrence_wanted_is_positive_check")),
        sa.CheckConstraint("planned_kg BETWEEN 0 AND wanted_kg", name=op.f("occurrence_never_more_than_wanted_check")),
        sa.CheckConstraint(
            "(state = 'planned') = (planned_kg > 0)", name=op.f("occurrence_planned_has_a_quantity_check")
        ),
        sa.CheckConstraint(
            "(state = 'planned') = (load_number IS NOT NULL)", name=op.f("occurrence_planned_has_a_load_check")
        ),
        sa.ForeignKeyConstraint(["recurrence_id"], ["recurrence.id"], name=op.f("occurrence_recurrence_id_fkey")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("occurrence_deal_id_fkey")),
        sa.ForeignKeyConstraint(
            ["deal_id", "load_number"], ["movement.deal_id", "movement.load_number"], name="occurrence_load_fkey"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("occurrence_pkey")),
        sa.UniqueConstraint("deal_id", "day", name=op.f("occurrence_deal_id_day_key")),
    )
    op.create_index(op.f("occurrence_recurrence_id_idx"), "occurrence", ["recurrence_id"])


def _keys() -> None:
    op.create_table(
        "calendar_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("business_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("calendar_key_person_id_fkey")),
        sa.ForeignKeyConstraint(["business_id"], ["business.id"], name=op.f("calendar_key_business_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("calendar_key_pkey")),
    )
    op.create_index(
        "calendar_key_open_idx",
        "calendar_key",
        ["person_id", "business_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("calendar_key")
    op.drop_table("occurrence")
    op.drop_table("recurrence")
