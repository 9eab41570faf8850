"""What a listing may hope for from each kind on the other side (core/bound.py), and where it stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from exchange.impact.queries import parts_per_t, possible_parts_per_t
from exchange.kernel.trade import LegalStatus
from exchange.matching.core.bound import Hopes, envelope
from exchange.matching.core.columns import STATUSES
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.kinds import NEED_KINDS, OFFER_KINDS
from exchange.matching.core.score import FULL_OVERLAP_DAYS


@dataclass(slots=True)
class Where:
    """Where the counterparts stand that allow the same: under these nodes, of these kinds; and a few others."""

    spans: set[tuple[int, int]] = field(default_factory=set)
    kinds: set[int] = field(default_factory=set)

    def joins(self, others: "Where") -> None:
        """Be looked for together with others."""
        others.spans.update(self.spans)
        others.kinds.update(self.kinds)


Hoped = dict[Hopes, Where]


def of_need(need: NeedFacts) -> Hoped:
    """Strata of offers that the need may take, by the best that they allow."""
    return _grouped(_of_need(need))


def of_offer(offer: OfferFacts) -> Hoped:
    """Strata of needs that may take the offer, by the best that they allow."""
    return _grouped(_of_offer(offer))


def _of_need(need: NeedFacts) -> Iterator[tuple[Hopes, tuple[int, int], int]]:
    days = _days(need.wanted_from, need.wanted_until)
    possible = {
        (accepted, number): envelope(possible_parts_per_t(accepted.span.code, status))
        for accepted in need.accepts
        for number, status in enumerate(STATUSES)
        if _may_take(need, status)
    }
    for kind in OFFER_KINDS:
        widest_km = max(need.collects_within_km, kind.widest_km)
        for accepted in need.accepts:
            net_co2e = possible.get((accepted, kind.status))
            if net_co2e is not None:
                hopes = Hopes(accepted.substitution_id is not None, widest_km, days, (True, False), net_co2e)
                yield hopes, (accepted.span.lft, accepted.span.end), kind.number


def _of_offer(offer: OfferFacts) -> Iterator[tuple[Hopes, tuple[int, int], int]]:
    days = _days(offer.available_from, offer.available_until)
    net_co2e = envelope([parts_per_t(offer.material.code, offer.legal_status)])
    for kind in NEED_KINDS:
        widest_km = max(offer.delivers_within_km, kind.widest_km)
        hopes = Hopes(kind.is_substitute, widest_km, days, (offer.ask_eur_per_t is not None,), net_co2e)
        yield hopes, (offer.material.lft, offer.material.lft + 1), kind.number


def _may_take(need: NeedFacts, status: LegalStatus | None) -> bool:
    if status is None:
        return True
    accepted = not need.accepted_statuses or status in need.accepted_statuses
    return accepted and (status is not LegalStatus.WASTE or need.is_observed or bool(need.permitted_codes))


def _days(first: date | None, last: date | None) -> int:
    if first is None or last is None:
        return FULL_OVERLAP_DAYS
    return min(FULL_OVERLAP_DAYS, (last - first).days + 1)


def _grouped(found: Iterator[tuple[Hopes, tuple[int, int], int]]) -> Hoped:
    hoped: Hoped = defaultdict(Where)
    for hopes, span, kind in found:
        hoped[hopes].spans.add(span)
        hoped[hopes].kinds.add(kind)
    return dict(hoped)
