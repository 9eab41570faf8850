"""What a listing may hope for from each group on the other side (core/bound.py), and where that stands."""

from collections import defaultdict
from datetime import date

from exchange.impact.queries import parts_per_t, possible_parts_per_t
from exchange.kernel.trade import LegalStatus
from exchange.matching.core.bound import Hopes, envelope
from exchange.matching.core.columns import STATUSES
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.kinds import NEED_GROUPS, Span
from exchange.matching.core.score import FULL_OVERLAP_DAYS

Hoped = dict[Span, list[tuple[int, Hopes]]]
"""What stands under a node, by groups. A node taken in two roles has a group twice."""


def of_need(need: NeedFacts) -> Hoped:
    """Offers that the need may take, by the best that they allow."""
    days, hoped = _days(need.wanted_from, need.wanted_until), defaultdict(list)
    for accepted in need.accepts:
        for group, status in enumerate(STATUSES):
            if _may_take(need, status):
                net_co2e = envelope(possible_parts_per_t(accepted.span.code, status))
                hopes = Hopes(accepted.substitution_id is not None, days, (True, False), net_co2e)
                hoped[accepted.span.lft, accepted.span.end].append((group, hopes))
    return hoped


def of_offer(offer: OfferFacts) -> Hoped:
    """Needs that may take the offer, by the best that they allow."""
    days = _days(offer.available_from, offer.available_until)
    net_co2e = envelope([parts_per_t(offer.material.code, offer.legal_status)])
    span, has_price = (offer.material.lft, offer.material.lft + 1), (offer.ask_eur_per_t is not None,)
    return {span: [(group, Hopes(bool(group), days, has_price, net_co2e)) for group in NEED_GROUPS]}


def _may_take(need: NeedFacts, status: LegalStatus | None) -> bool:
    if status is None:
        return True
    accepted = not need.accepted_statuses or status in need.accepted_statuses
    return accepted and (status is not LegalStatus.WASTE or need.is_observed or bool(need.permitted_codes))


def _days(first: date | None, last: date | None) -> int:
    if first is None or last is None:
        return FULL_OVERLAP_DAYS
    return min(FULL_OVERLAP_DAYS, (last - first).days + 1)
