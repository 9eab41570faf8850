"""What a listing may hope for from each stratum of the other side (core/bound.py), and in which intervals it stands."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from exchange.impact.queries import parts_per_t, possible_parts_per_t
from exchange.kernel.trade import LegalStatus
from exchange.matching.core.bound import Hopes, envelope
from exchange.matching.core.columns import STATUSES
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.score import FULL_OVERLAP_DAYS
from exchange.matching.core.strata import NEED_KINDS, OFFER_KINDS, Interval

Hoped = dict[Hopes, list[Interval]]


def of_need(need: NeedFacts) -> Hoped:
    """Strata of offers that the need may take, by the best that they allow."""
    return _grouped(_of_need(need))


def of_offer(offer: OfferFacts) -> Hoped:
    """Strata of needs that may take the offer, by the best that they allow."""
    return _grouped(_of_offer(offer))


def _of_need(need: NeedFacts) -> Iterator[tuple[Hopes, Interval]]:
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
                for interval in kind.under(accepted.span.lft, accepted.span.end):
                    yield hopes, interval


def _of_offer(offer: OfferFacts) -> Iterator[tuple[Hopes, Interval]]:
    days = _days(offer.available_from, offer.available_until)
    net_co2e = (parts_per_t(offer.material.code, offer.legal_status),)
    for kind in NEED_KINDS:
        widest_km = max(offer.delivers_within_km, kind.widest_km)
        hopes = Hopes(kind.is_substitute, widest_km, days, (offer.ask_eur_per_t is not None,), net_co2e)
        yield hopes, kind.over(offer.material.lft)


def _may_take(need: NeedFacts, status: LegalStatus | None) -> bool:
    if status is None:
        return True
    accepted = not need.accepted_statuses or status in need.accepted_statuses
    return accepted and (status is not LegalStatus.WASTE or need.is_observed or bool(need.permitted_codes))


def _days(first: date | None, last: date | None) -> int:
    if first is None or last is None:
        return FULL_OVERLAP_DAYS
    return min(FULL_OVERLAP_DAYS, (last - first).days + 1)


def _grouped(pairs: Iterator[tuple[Hopes, Interval]]) -> Hoped:
    groups: Hoped = defaultdict(list)
    for hopes, interval in pairs:
        groups[hopes].append(interval)
    return dict(groups)
