"""What rules found, as the desk shows it."""

from collections.abc import Collection
from uuid import UUID

from exchange.moderation.rules import labels, queries
from exchange.moderation.rules.core.judging import Action
from exchange.moderation.rules.models import RuleHit
from exchange.moderation.shown import Finding


def findings(listing_ids: Collection[UUID]) -> dict[UUID, list[Finding]]:
    """By listing: which rules found it as it stands, and why. What has it wait comes first."""
    return {
        listing_id: sorted((_finding(hit, name) for hit, name in hits), key=lambda one: not one.holds)
        for listing_id, hits in queries.hits_on(listing_ids).items()
    }


def _finding(hit: RuleHit, name: str) -> Finding:
    return Finding(name, hit.action is Action.HOLD, [labels.evidence_words(one) for one in hit.why])
