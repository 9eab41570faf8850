"""Rules in versions, what they found, and the numbers by which copies are found."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import append_only
from exchange.kernel.orm import Base, Id, Moment
from exchange.moderation.models import Ground, ListingKind
from exchange.moderation.rules.core.conditions import Condition, ConditionKind
from exchange.moderation.rules.core.judging import Action, RuleSpec, Scope

MOST_CONDITIONS = 10


class HoldRule(Base):
    """A rule, whatever its version: what its history hangs on."""

    __tablename__ = "hold_rule"

    id: Mapped[Id]
    made_at: Mapped[Moment]
    made_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))


class HoldRuleVersion(Base):
    """What a rule asks and does from a moment on, until the next version. Never changed."""

    __tablename__ = "hold_rule_version"
    __table_args__ = (
        sa.PrimaryKeyConstraint("rule_id", "number"),
        sa.CheckConstraint("number >= 1", "numbers_count_from_one"),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", "name_has_a_length"),
        sa.CheckConstraint("length(told) BETWEEN 1 AND 1000", "holders_are_told"),
        sa.CheckConstraint(
            f"jsonb_typeof(conditions) = 'array' AND jsonb_array_length(conditions) BETWEEN 1 AND {MOST_CONDITIONS}",
            "asks_something",
        ),
    )

    rule_id: Mapped[UUID] = mapped_column(sa.ForeignKey("hold_rule.id"))
    number: Mapped[int]
    name: Mapped[str]
    action: Mapped[Action]
    scope: Mapped[Scope]
    ground: Mapped[Ground] = mapped_column(comment="The rule of the exchange that it watches over")
    told: Mapped[str] = mapped_column(comment="What the holder of a held listing reads")
    conditions: Mapped[list[dict[str, str]]] = mapped_column(JSONB, comment="Kind and value, all of them to be met")
    is_active: Mapped[bool]
    made_at: Mapped[Moment]
    made_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))

    @property
    def spec(self) -> RuleSpec:
        """What it asks, for the core."""
        lines = (Condition(ConditionKind(line["kind"]), line["value"]) for line in self.conditions)
        return RuleSpec(self.scope, tuple(lines))


append_only.seal(HoldRuleVersion)


class RuleHit(Base):
    """A rule found a version of a listing. What it holds has the reasons that its holder was given."""

    __tablename__ = "rule_hit"
    __table_args__ = (
        sa.ForeignKeyConstraint(["rule_id", "number"], ["hold_rule_version.rule_id", "hold_rule_version.number"]),
        sa.UniqueConstraint(
            "listing_kind", "listing_id", "listing_version", "rule_id", "number", name="rule_hit_once_a_version_key"
        ),
        sa.CheckConstraint("(action = 'hold') = (statement_id IS NOT NULL)", "held_with_reasons"),
        sa.CheckConstraint("jsonb_array_length(why) > 0", "rests_on_evidence"),
        sa.Index("rule_hit_rule_idx", "rule_id", "at"),
    )

    id: Mapped[Id]
    rule_id: Mapped[UUID]
    number: Mapped[int]
    listing_kind: Mapped[ListingKind]
    listing_id: Mapped[UUID] = mapped_column(index=True, comment="An offer or a need: two tables, so no foreign key")
    listing_version: Mapped[int]
    action: Mapped[Action]
    why: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, comment="Evidence, one for each condition")
    at: Mapped[Moment]
    statement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("statement_of_reasons.id"))


append_only.seal(RuleHit)


class ListingBand(Base):
    """One of eight numbers of a listing's text: copies share one, so an index finds them without comparing all."""

    __tablename__ = "listing_band"
    __table_args__ = (
        sa.PrimaryKeyConstraint("listing_kind", "listing_id", "band"),
        sa.Index("listing_band_value_idx", "band", "value", "made_at"),
        sa.CheckConstraint("band BETWEEN 0 AND 7", "eight_bands"),
    )

    listing_kind: Mapped[ListingKind]
    listing_id: Mapped[UUID]
    band: Mapped[int] = mapped_column(sa.SmallInteger)
    value: Mapped[int] = mapped_column(sa.BigInteger)
    made_at: Mapped[Moment] = mapped_column(comment="When the listing was written: copies come after")
