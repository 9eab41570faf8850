"""Why two listings fit, or do not and what would change that: judged now, not looked up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from exchange.kernel import clock
from exchange.kernel.refusals import NotFound
from exchange.matching import labels
from exchange.matching.changing import missing
from exchange.matching.core.compatibility import Rule
from exchange.matching.core.counterfactual import Change, Edit, counterfactual
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.judging import judge
from exchange.matching.queries import facts, weights
from exchange.matching.shown import for_programs


def explanation(offer_id: UUID, need_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Score, terms and flags of a compatible pair, or each failing rule with its smallest change. Raises NotFound."""
    offer = facts.offers([offer_id]).get(offer_id)
    need = facts.needs(clock.day_of(at), [need_id]).get(need_id)
    if offer is None or need is None:
        raise NotFound
    verdict = judge(offer, need, weights.current())
    said: dict[str, Any] = {"offer": str(offer_id), "need": str(need_id), "distance_km": verdict.distance_km}
    if verdict.is_compatible:
        return {**said, "compatible": True, "score": verdict.score, **for_programs(verdict)}
    failing = [
        {"rule": rule, "says": str(labels.rule(rule)), "counterfactual": _nearest(rule, offer, need)}
        for rule in verdict.failures
    ]
    return {**said, "compatible": False, "score": None, "near_miss": verdict.near_miss, "failing": failing}


def _nearest(rule: Rule, offer: OfferFacts, need: NeedFacts) -> dict[str, Any] | None:
    """The smallest change that makes the rule pass, said and as values; None where nothing honest helps."""
    change = counterfactual(offer, need, rule)
    if change is None:
        return None
    return as_values(change, offer, need)


def as_values(change: Change, offer: OfferFacts, need: NeedFacts) -> dict[str, Any]:
    """A change for programs: the sentence, and each edit with what it starts from."""
    return {"sentence": missing(change), "edits": [_edit(edit, offer, need) for edit in change.edits]}


def _edit(edit: Edit, offer: OfferFacts, need: NeedFacts) -> dict[str, Any]:
    before = getattr(offer if edit.side is Side.OFFER else need, edit.attribute)
    short_by = None if edit.short_by is None else str(edit.short_by)
    return {"side": edit.side, "attribute": edit.attribute, "from": _plain(before), "to": _plain(edit.value),
            "short_by": short_by, "unit": edit.unit}  # fmt: skip


def _plain(value: Any) -> Any:
    """A fact as JSON: sets and accepted nodes by their codes, numbers as text without loss."""
    if isinstance(value, frozenset):
        return sorted(str(member) for member in value)
    if isinstance(value, tuple):
        return [accepted.span.code for accepted in value if accepted.substitution_id is None]
    return value if value is None or isinstance(value, bool | float | int) else str(value)
