"""Rules: written in versions, switched on and off, asked of each posting in its own transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, NotFound
from exchange.listings.vetting import vetting
from exchange.moderation.models import Ground, Measure, Redress, StatementOfReasons
from exchange.moderation.queries import Listing
from exchange.moderation.rules import copies, facts, queries
from exchange.moderation.rules.core.conditions import COPIES, Condition
from exchange.moderation.rules.core.judging import Action, Found, RuleSpec, Scope, dry_run, judge
from exchange.moderation.rules.models import HoldRule, HoldRuleVersion, RuleHit
from exchange.notices import service as notices

MOST_RULES = 50
_REDRESS = [way for way in Redress if way is not Redress.APPEAL]
"""Nobody has decided yet: there is nothing to object to until a person has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDraft:
    """A rule as an administrator writes it."""

    name: str
    action: Action
    scope: Scope
    ground: Ground
    told: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have found in the last month: how many it looked at, and those found with the evidence."""

    seen: int
    found: Sequence[tuple[Listing, Found]]


def add_rule(draft: RuleDraft, *, by: UUID, at: datetime) -> HoldRuleVersion:
    """A new rule, in force from now on. Raises Conflict beyond fifty."""
    if len(queries.latest()) >= MOST_RULES:
        raise Conflict("too_many_rules", _("There are %(most)s rules already. Change one of them.", most=MOST_RULES))
    rule = HoldRule(id=new_id(), made_at=at, made_by=by)
    session().add(rule)
    session().flush()
    return _version(rule.id, 1, draft, is_active=True, by=by, at=at, verb="made")


def change_rule(rule_id: UUID, draft: RuleDraft, *, number: int, by: UUID, at: datetime) -> HoldRuleVersion:
    """A new version of it. Raises NotFound; Conflict when ``number`` is not the newest any more."""
    before = _newest(rule_id, number)
    return _version(rule_id, number + 1, draft, is_active=before.is_active, by=by, at=at, verb="changed")


def switch_rule(rule_id: UUID, *, on: bool, number: int, by: UUID, at: datetime) -> HoldRuleVersion:
    """Have it look at postings, or not any more. Raises as ``change_rule``."""
    before = _newest(rule_id, number)
    draft = RuleDraft(
        name=before.name, action=before.action, scope=before.scope, ground=before.ground, told=before.told,
        conditions=before.spec.conditions,
    )  # fmt: skip
    return _version(
        rule_id, number + 1, draft, is_active=on, by=by, at=at, verb="switched_on" if on else "switched_off"
    )


def try_rule(spec: RuleSpec, *, at: datetime) -> Trial:
    """What it would have found among the postings of thirty days, each with what was known when it was posted."""
    listings = queries.last_month(
        at, offers=spec.looks_at(is_offer=True), needs=spec.looks_at(is_offer=False)
    )  # fmt: skip
    by_id = {one.id: one for one in listings}
    plain = RuleSpec(spec.scope, tuple(line for line in spec.conditions if line.kind not in COPIES))
    if plain.conditions:  # what costs a look-up for each listing is asked of few
        few = dry_run(plain, facts.postings(listings, plain.kinds, _posted_at))
        listings = [by_id[one.listing_id] for one in few]
    found = dry_run(spec, facts.postings(listings, spec.kinds, _posted_at))
    return Trial(len(by_id), [(by_id[one.listing_id], one) for one in found])


def _posted_at(listing: Listing) -> datetime:
    return listing.created_at


@vetting("rules")
def look(listing: Listing, at: datetime) -> bool:
    """Ask the rules in force about a posting; note what they find. True when it must wait for a moderator.

    What a moderator has approved is not held again for the same evidence.
    """
    copies.note_text(listing)
    kind = copies.kind_of(listing)
    rules = [rule for rule in queries.active() if rule.spec.looks_at(is_offer=kind == "offer")]
    if not rules:
        return False
    kinds = frozenset().union(*(rule.spec.kinds for rule in rules))
    (posting,) = facts.postings([listing], kinds, lambda _one: at)
    found = [(rule, hit) for rule in rules if (hit := judge(rule.spec, posting)) is not None]
    return _note(listing, found, at) if found else False


def _note(listing: Listing, found: list[tuple[HoldRuleVersion, Found]], at: datetime) -> bool:
    kind = copies.kind_of(listing)
    earlier, approved = queries.earlier_hits(kind, listing.id), queries.approved_version(kind, listing.id)
    settled = [(hit.rule_id, hit.number, hit.why) for hit in earlier if hit.listing_version <= approved]
    noted = {(hit.rule_id, hit.number): hit for hit in earlier if hit.listing_version == listing.version}
    holds = [rule for rule, hit in found if rule.action is Action.HOLD
             and (rule.rule_id, rule.number, list(hit.why)) not in settled]  # fmt: skip
    statement_id = next((hit.statement_id for hit in noted.values() if hit.statement_id), None)
    if holds and statement_id is None:
        statement_id = _reasons(listing, holds[0], found, at)
    for rule, hit in found:
        if (rule.rule_id, rule.number) not in noted and (rule in holds or rule.action is Action.FLAG):
            _hit(listing, rule, hit, at, statement_id if rule in holds else None)
    session().flush()
    return bool(holds)


def _hit(listing: Listing, rule: HoldRuleVersion, hit: Found, at: datetime, statement_id: UUID | None) -> None:
    kind = copies.kind_of(listing)
    session().add(
        RuleHit(
            rule_id=rule.rule_id, number=rule.number, listing_kind=kind, listing_id=listing.id,
            listing_version=listing.version, action=rule.action, why=list(hit.why), at=at, statement_id=statement_id,
        )
    )  # fmt: skip
    verb = "held" if rule.action is Action.HOLD else "flagged"
    journal.record(
        kind, listing.id, verb, at=at, rule_id=rule.rule_id, rule_version=rule.number, rule=rule.name,
        version=listing.version, statement_id=statement_id,
    )  # fmt: skip


def _reasons(listing: Listing, rule: HoldRuleVersion, found: list[tuple[HoldRuleVersion, Found]], at: datetime) -> UUID:
    """What article 17 owes the holder of a listing that is kept back."""
    why = next(hit.why for one, hit in found if one is rule)
    kind = copies.kind_of(listing)
    told: dict[str, Any] = {
        "title": listing.title, "description": listing.description, "found_by": "rule", "rule": rule.name,
        "why": list(why), "listing_kind": str(kind), "listing_id": str(listing.id), "version": listing.version,
    }  # fmt: skip
    statement = StatementOfReasons(
        id=new_id(), business_id=listing.business_id, measure=Measure.HELD, ground=rule.ground, facts=told,
        explanation=rule.told, was_automated=True, redress=_REDRESS, made_at=at,
    )  # fmt: skip
    session().add(statement)
    session().flush()
    notices.tell_business(
        listing.business_id, "listing_held", at=at, path=f"/statements/{statement.id}",
        dedupe_key=f"listing_held:{statement.id}", title=listing.title, ground=rule.ground,
    )  # fmt: skip
    return statement.id


def _newest(rule_id: UUID, number: int) -> HoldRuleVersion:
    if queries.rule_locked(rule_id) is None:
        raise NotFound
    newest = queries.versions(rule_id)[0][0]
    if newest.number != number:
        raise Conflict("stale_version", _("Somebody changed this meanwhile. Compare, then save again."))
    return newest


def _version(
    rule_id: UUID, number: int, draft: RuleDraft, *, is_active: bool, by: UUID, at: datetime, verb: str
) -> HoldRuleVersion:
    lines = [{"kind": str(line.kind), "value": line.value} for line in draft.conditions]
    version = HoldRuleVersion(
        rule_id=rule_id, number=number, name=draft.name, action=draft.action, scope=draft.scope, ground=draft.ground,
        told=draft.told, conditions=lines, is_active=is_active, made_at=at, made_by=by,
    )  # fmt: skip
    session().add(version)
    session().flush()
    journal.record(
        "hold_rule", rule_id, verb, at=at, by=by, number=number, name=draft.name, action=draft.action,
        scope=draft.scope, conditions=lines, is_active=is_active,
    )  # fmt: skip
    return version
