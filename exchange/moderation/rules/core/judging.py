"""A rule before postings: what it finds, now and in a dry run. The same function answers both."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from exchange.moderation.rules.core.conditions import Condition, ConditionKind, Evidence, Posting, evidence


class Action(StrEnum):
    """What a rule does with what it finds."""

    HOLD = "hold"
    """Not shown before a moderator has looked."""
    FLAG = "flag"
    """Shown, with a mark on the desk."""


class Scope(StrEnum):
    """Which listings it looks at."""

    OFFERS = "offers"
    NEEDS = "needs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """What a rule asks: all of its conditions, of the listings in its scope."""

    scope: Scope
    conditions: tuple[Condition, ...]

    @property
    def kinds(self) -> frozenset[ConditionKind]:
        """What has to be known of a posting."""
        return frozenset(condition.kind for condition in self.conditions)

    def looks_at(self, *, is_offer: bool) -> bool:
        """Whether such a listing is in its scope."""
        return self.scope is Scope.BOTH or is_offer is (self.scope is Scope.OFFERS)


@dataclass(frozen=True, slots=True)
class Found:
    """A posting that a rule finds, and why: one piece of evidence for each condition."""

    listing_id: UUID
    why: tuple[Evidence, ...]


def judge(rule: RuleSpec, posting: Posting) -> Found | None:
    """What a rule finds in one posting; None unless every condition is met."""
    if not rule.conditions or not rule.looks_at(is_offer=posting.is_offer):
        return None
    why = []
    for condition in rule.conditions:
        found = evidence(condition, posting)
        if found is None:
            return None
        why.append(found)
    return Found(posting.listing_id, tuple(why))


def dry_run(rule: RuleSpec, postings: Iterable[Posting]) -> list[Found]:
    """What a rule would have found among postings, each as it was known then."""
    return [found for posting in postings if (found := judge(rule, posting)) is not None]
