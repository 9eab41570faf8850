"""Every pair judged again from the written rules alone: other formulas, other code, nothing shared but the facts.

Slow on purpose and simple on purpose. What the exchange finds and scores must equal this, to the point and the metre.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import product

from exchange.kernel.place import Place
from exchange.matching.core.facts import NeedFacts, OfferFacts

USUAL_WEIGHTS = {"material": 300, "distance": 250, "quantity": 150, "time": 100, "price": 100, "net_co2e": 100}

Pair = tuple[str, str]


def evaluate(
    offers: Iterable[OfferFacts],
    needs: Iterable[NeedFacts],
    weights: Mapping[str, int] = USUAL_WEIGHTS,
    net_co2e_kg_per_t: Mapping[Pair, float] | None = None,
) -> dict[Pair, tuple[int, float]]:
    """Score (points of 1000) and distance (kilometres to the metre) of every compatible pair, by both references."""
    known_co2e = net_co2e_kg_per_t or {}
    found = {}
    for offer, need in product(list(offers), list(needs)):
        pair = (offer.ref, need.ref)
        km = haversine_km(offer.place, need.place)
        if agree(offer, need, km):
            found[pair] = (points(offer, need, km, weights, known_co2e.get(pair)), round(km, 3))
    return found


def haversine_km(a: Place, b: Place) -> float:
    """Great-circle kilometres on a sphere of 6371.0088 km."""
    lat_a, lat_b = a.lat * math.pi / 180, b.lat * math.pi / 180
    half_lat, half_lon = (lat_b - lat_a) / 2, (b.lon - a.lon) * math.pi / 360
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, h**0.5))


def agree(offer: OfferFacts, need: NeedFacts, km: float) -> bool:
    """Rules C1 to C8, as DESIGN.md §4 writes them."""
    return all(
        [
            bool(spans_around(offer, need)),
            km <= need.collects_within_km or km <= offer.delivers_within_km,
            common_days(offer, need) > 0,
            is_enough(offer, need),
            is_payable(offer, need),
            None in (offer.condition, need.lowest_grade) or not offer.condition < need.lowest_grade,
            is_lawful(offer, need),
            offer.business_ref != need.business_ref and offer.is_active and need.is_active,
        ]
    )


def spans_around(offer: OfferFacts, need: NeedFacts) -> list[tuple[int, bool]]:
    """Width of each accepted node around the offered one, and whether it is a substitution."""
    inside = set(range(offer.material.lft, offer.material.end))
    around = [a for a in need.accepts if inside <= set(range(a.span.lft, a.span.end))]
    return [(len(range(a.span.lft, a.span.end)), a.substitution_id is not None) for a in around]


def common_days(offer: OfferFacts, need: NeedFacts) -> float:
    """Days in both windows; infinite where the common window is open."""
    first = max(ordinal(offer.available_from, -math.inf), ordinal(need.wanted_from, -math.inf))
    last = min(ordinal(offer.available_until, math.inf), ordinal(need.wanted_until, math.inf))
    return last - first + 1


def ordinal(day: date | None, otherwise: float) -> float:
    return otherwise if day is None else day.toordinal()


def is_enough(offer: OfferFacts, need: NeedFacts) -> bool:
    stocks, lots = (offer.free_kg, need.wanted_kg), (offer.minimum_kg, need.smallest_lot_kg)
    return all(stock > 0 and stock >= lot for stock, lot in product(stocks, lots))


def is_payable(offer: OfferFacts, need: NeedFacts) -> bool:
    if offer.is_negotiable or need.is_negotiable:
        return True
    return None in (offer.ask_eur_per_t, need.highest_eur_per_t) or not offer.ask_eur_per_t > need.highest_eur_per_t


def is_lawful(offer: OfferFacts, need: NeedFacts) -> bool:
    if offer.legal_status is None:
        return True
    is_accepted = len(need.accepted_statuses) == 0 or offer.legal_status in need.accepted_statuses
    is_waste = offer.legal_status.value == "waste"
    return is_accepted and (not is_waste or need.is_observed or offer.waste_code in need.permitted_codes)


def points(offer: OfferFacts, need: NeedFacts, km: float, weights: Mapping[str, int], co2e: float | None) -> int:
    """Whole points: each known term's rescaled maximum times its fraction, rounded down, then summed."""
    fractions = {
        "material": closeness(offer, need),
        "distance": nearness(offer, need, km),
        "quantity": min(Fraction(1), Fraction(offer.free_kg) / Fraction(need.wanted_kg)),
        "time": Fraction(int(min(30, common_days(offer, need))), 30),
        "price": cheapness(offer, need),
        "net_co2e": None
        if co2e is None
        else min(Fraction(1), max(Fraction(0), Fraction(round(co2e * 1000), 2000_000))),
    }
    known = {name: fraction for name, fraction in fractions.items() if fraction is not None}
    maximum = apportion({name: weights[name] for name in known}, 1000)
    return sum(math.floor(maximum[name] * fraction) for name, fraction in known.items())


def closeness(offer: OfferFacts, need: NeedFacts) -> Fraction:
    own = offer.material.end - offer.material.lft
    return max(
        (Fraction(1, 2) + Fraction(own, 2 * width)) * (Fraction(2, 5) if is_substitution else 1)
        for width, is_substitution in spans_around(offer, need)
    )


def nearness(offer: OfferFacts, need: NeedFacts, km: float) -> Fraction:
    reach_m = max(round(offer.delivers_within_km * 1000), round(need.collects_within_km * 1000))
    return 1 - min(Fraction(1), Fraction(round(km * 1000), reach_m)) if reach_m else Fraction(1)


def cheapness(offer: OfferFacts, need: NeedFacts) -> Fraction | None:
    if offer.ask_eur_per_t is None:
        return None
    if need.highest_eur_per_t is None or offer.ask_eur_per_t <= 0 <= need.highest_eur_per_t:
        return Fraction(1)
    ask, limit = Fraction(offer.ask_eur_per_t), Fraction(need.highest_eur_per_t)
    return max(Fraction(0), (limit - ask) / (abs(limit) + abs(ask)))


def apportion(weights: Mapping[str, int], whole: int) -> dict[str, int]:
    """Largest remainder; equal remainders go to the term named first."""
    exact = {name: Fraction(weight * whole, sum(weights.values())) for name, weight in weights.items()}
    parts = {name: math.floor(share) for name, share in exact.items()}
    order = list(weights)
    while sum(parts.values()) < whole:
        name = max(order, key=lambda n: exact[n] - parts[n])
        parts[name] += 1
        order.remove(name)
    return parts
