"""For a compatible pair: what one side could do by itself so that the two fit better, and what that is worth.

Only honest changes are named, and only one at a time:

- the offer: put up more of it where less is free than wanted, stay longer, ask less, or state a price at all;
- the need: look longer, pay more, or name the very material that it takes under a wider name.

Never named: what is a fact (condition, place, permits, how much somebody needs); a wider reach, which makes a haul
look shorter than it is; an earlier first day, which is mostly a fact of production and may lie in the past; a
substitute as if it were wanted itself, because its condition would be lost; no limit at all, because nobody means it.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal

from exchange.matching.core.compatibility import accepted_as, shared_window
from exchange.matching.core.counterfactual import Edit, Unit
from exchange.matching.core.facts import Accepted, NeedFacts, OfferFacts, Side
from exchange.matching.core.score import FULL_OVERLAP_DAYS
from exchange.matching.core.verdict import assess
from exchange.matching.core.weights import Weights

CONCESSION = Decimal("0.1")
"""A tenth of a price is a step that people take in one go; how far they go is theirs to say."""

SMALLEST_CONCESSION_EUR_PER_T = Decimal(1)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Improvement:
    """One change and the points that it brings: new score minus old score, always above zero."""

    edit: Edit
    gain: int


def improvements(
    offer: OfferFacts, need: NeedFacts, weights: Weights, net_co2e_kg_per_t: float | None, side: Side
) -> tuple[Improvement, ...]:
    """What the side could do, best first. Raises ValueError for a pair that is not compatible."""
    before = assess(offer, need, weights, net_co2e_kg_per_t).score
    if before is None:
        raise ValueError(f"{offer.ref} and {need.ref} do not fit: ask what would make them pass first.")
    found = []
    for edit in _of_offer(offer, need) if side is Side.OFFER else _of_need(offer, need):
        after = assess(*improved(edit, offer, need), weights, net_co2e_kg_per_t).score
        if after is not None and after > before:
            found.append(Improvement(edit, after - before))
    return tuple(sorted(found, key=lambda improvement: (-improvement.gain, improvement.edit.attribute)))


def improved(edit: Edit, offer: OfferFacts, need: NeedFacts) -> tuple[OfferFacts, NeedFacts]:
    """The two as they would be."""
    changed = {edit.attribute: edit.value}
    if edit.side is Side.OFFER:
        return replace(offer, **changed), need  # type: ignore[arg-type] # an edit names a fact of its side
    return offer, replace(need, **changed)  # type: ignore[arg-type] # an edit names a fact of its side


def _of_offer(offer: OfferFacts, need: NeedFacts) -> list[Edit]:
    edits = _stay_longer(Side.OFFER, "available_until", offer, need)
    if offer.free_kg < need.wanted_kg:
        edits.append(Edit(Side.OFFER, "free_kg", need.wanted_kg, need.wanted_kg - offer.free_kg, Unit.KG))
    return edits + (_state_a_price(need) if offer.ask_eur_per_t is None else _ask_less(offer.ask_eur_per_t, need))


def _of_need(offer: OfferFacts, need: NeedFacts) -> list[Edit]:
    return _stay_longer(Side.NEED, "wanted_until", offer, need) + _pay_more(offer, need) + _name_it(offer, need)


def _stay_longer(side: Side, attribute: str, offer: OfferFacts, need: NeedFacts) -> list[Edit]:
    """Until the two share a month, or as long as the other side stays."""
    first, last = shared_window(offer, need)
    own, other = offer.available_until, need.wanted_until
    if side is Side.NEED:
        own, other = other, own
    if first is None or last is None or own is None:
        return []
    target = first + timedelta(days=FULL_OVERLAP_DAYS - 1)
    target = target if other is None else min(target, other)
    return [Edit(side, attribute, target, (target - own).days, Unit.DAYS)] if target > own else []


def _state_a_price(need: NeedFacts) -> list[Edit]:
    """Any price will do where no limit is set; otherwise half of it, or what the need asks to be paid and more."""
    limit = need.highest_eur_per_t
    if limit is None:
        return [Edit(Side.OFFER, "ask_eur_per_t", Decimal(0))]
    price = (limit / 2).quantize(CENT, ROUND_FLOOR) if limit > 0 else limit - _step(limit)
    return [Edit(Side.OFFER, "ask_eur_per_t", price)]


def _ask_less(ask: Decimal, need: NeedFacts) -> list[Edit]:
    """A tenth below the ask, or below the limit where that is lower; never from taking money to paying it."""
    limit = need.highest_eur_per_t
    start = ask if limit is None else min(ask, limit)
    price = start - _step(start)
    price = max(price, Decimal(0)) if start > 0 else price
    return [Edit(Side.OFFER, "ask_eur_per_t", price, ask - price, Unit.EUR_PER_T)]


def _pay_more(offer: OfferFacts, need: NeedFacts) -> list[Edit]:
    """A tenth above the limit, or above the ask where that is higher."""
    ask, limit = offer.ask_eur_per_t, need.highest_eur_per_t
    if ask is None or limit is None:
        return []
    start = max(ask, limit)
    price = start + _step(start)
    return [Edit(Side.NEED, "highest_eur_per_t", price, price - limit, Unit.EUR_PER_T)]


def _name_it(offer: OfferFacts, need: NeedFacts) -> list[Edit]:
    accepted = accepted_as(offer, need)
    if accepted is None or accepted.substitution_id is not None or accepted.span.width == offer.material.width:
        return []
    return [Edit(Side.NEED, "accepts", (*need.accepts, Accepted(offer.material)))]


def _step(price: Decimal) -> Decimal:
    return max((abs(price) * CONCESSION).quantize(CENT, ROUND_FLOOR), SMALLEST_CONCESSION_EUR_PER_T)
