"""Rules in force, what they found, and the listings of the last month."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.accounts.models import Person
from exchange.kernel.orm import session
from exchange.listings.models import ListingState
from exchange.listings.policy import FROM_REGISTERS
from exchange.moderation.models import ListingKind, Outcome, Review
from exchange.moderation.queries import LISTINGS, Listing
from exchange.moderation.rules.models import HoldRule, HoldRuleVersion, ListingBand, RuleHit

TRIED_OVER = timedelta(days=30)
MOST_TRIED = 2000
MOST_HITS = 50


def latest() -> Sequence[HoldRuleVersion]:
    """The newest version of every rule, by name."""
    newest = sa.select(HoldRuleVersion).distinct(HoldRuleVersion.rule_id)
    newest = newest.order_by(HoldRuleVersion.rule_id, HoldRuleVersion.number.desc())
    return sorted(session().scalars(newest), key=lambda version: (not version.is_active, version.name.casefold()))


def active() -> list[HoldRuleVersion]:
    """Rules that look at what is posted now."""
    return [version for version in latest() if version.is_active]


def rule_locked(rule_id: UUID) -> HoldRule | None:
    """The rule with its row locked: two who write a version at once pass here one after the other."""
    return session().get(HoldRule, rule_id, with_for_update=True, populate_existing=True)


def versions(rule_id: UUID) -> Sequence[tuple[HoldRuleVersion, str]]:
    """All versions of a rule with who made each, the newest first; empty for no such rule."""
    rows = sa.select(HoldRuleVersion, Person.name).join(Person, Person.id == HoldRuleVersion.made_by)
    newest = rows.where(HoldRuleVersion.rule_id == rule_id).order_by(HoldRuleVersion.number.desc())
    return [(version, name) for version, name in session().execute(newest)]


def hits_of_rule(rule_id: UUID) -> Sequence[tuple[RuleHit, str]]:
    """What a rule found lately, with the titles; what was deleted since is left out."""
    hits = session().scalars(
        sa.select(RuleHit).where(RuleHit.rule_id == rule_id).order_by(RuleHit.at.desc()).limit(MOST_HITS)
    ).all()  # fmt: skip
    titles: dict[UUID, str] = {}
    for kind in ListingKind:
        ids = [hit.listing_id for hit in hits if hit.listing_kind is kind]
        rows = sa.select(LISTINGS[kind].id, LISTINGS[kind].title).where(LISTINGS[kind].id.in_(ids))
        titles |= dict(session().execute(rows).tuples().all())
    return [(hit, titles[hit.listing_id]) for hit in hits if hit.listing_id in titles]


def hit_counts() -> dict[UUID, int]:
    """How often each rule found something so far."""
    counts = sa.select(RuleHit.rule_id, sa.func.count()).group_by(RuleHit.rule_id)
    return dict(session().execute(counts).tuples().all())


def hits_on(listings: Collection[UUID]) -> dict[UUID, list[tuple[RuleHit, str]]]:
    """What rules found in the listings as they stand, with the rules' names."""
    named = sa.and_(HoldRuleVersion.rule_id == RuleHit.rule_id, HoldRuleVersion.number == RuleHit.number)
    rows = sa.select(RuleHit, HoldRuleVersion.name).join(HoldRuleVersion, named)
    found: dict[UUID, list[tuple[RuleHit, str]]] = {}
    for hit, name in session().execute(rows.where(RuleHit.listing_id.in_(listings)).order_by(RuleHit.at, RuleHit.id)):
        found.setdefault(hit.listing_id, []).append((hit, name))
    return {
        listing_id: [one for one in hits if one[0].listing_version == max(hit.listing_version for hit, _ in hits)]
        for listing_id, hits in found.items()
    }


def earlier_hits(kind: ListingKind, listing_id: UUID) -> Sequence[RuleHit]:
    """Everything that rules found in a listing so far, in any of its versions."""
    mine = sa.select(RuleHit).where(RuleHit.listing_kind == kind, RuleHit.listing_id == listing_id)
    return session().scalars(mine.order_by(RuleHit.at, RuleHit.id)).all()


def approved_version(kind: ListingKind, listing_id: UUID) -> int:
    """The latest version of a listing that a moderator approved; 0 for none."""
    yes = sa.select(sa.func.max(Review.listing_version)).where(
        Review.listing_kind == kind, Review.listing_id == listing_id, Review.outcome == Outcome.APPROVED
    )
    return session().scalar(yes) or 0


def last_month(at: datetime, *, offers: bool, needs: bool) -> list[Listing]:
    """What was posted within thirty days, the newest first; forms that nobody sent are not there."""
    kinds = [kind for kind, asked in ((ListingKind.OFFER, offers), (ListingKind.NEED, needs)) if asked]
    found: list[Listing] = [one for kind in kinds for one in session().scalars(_posted(kind, at))]
    return sorted(found, key=lambda one: (one.created_at, one.id), reverse=True)[:MOST_TRIED]


def _posted(kind: ListingKind, at: datetime) -> sa.Select[Any]:
    table = LISTINGS[kind]
    was_judged = sa.exists().where(Review.listing_kind == kind, Review.listing_id == table.id)
    posted = sa.or_(table.state.not_in([ListingState.DRAFT, *FROM_REGISTERS]), was_judged)
    recent = sa.select(table).where(posted, table.created_at > at - TRIED_OVER, table.created_at <= at)
    return recent.order_by(table.created_at.desc(), table.id.desc()).limit(MOST_TRIED)


def unnoted(kind: ListingKind, most: int) -> Sequence[Listing]:
    """Listings whose text has no numbers yet, the newest first: those of before, and those too short to have any."""
    table = LISTINGS[kind]
    noted = sa.exists().where(ListingBand.listing_kind == kind, ListingBand.listing_id == table.id)
    rows: sa.Select[Any] = sa.select(table).where(~noted, table.state.not_in([ListingState.DRAFT, *FROM_REGISTERS]))
    return session().scalars(rows.order_by(table.created_at.desc()).limit(most)).all()
