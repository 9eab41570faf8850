"""How well a compatible pair fits: 1000 points in named whole terms, each with its evidence.

Points of a term = floor(maximum × fraction), in exact arithmetic. The fractions, between 0 and 1:

- material: (accepted width + offered width) / (2 × accepted width), so 1 for the very node and above ½ for any
  node that holds it; two fifths of that through a substitution, so always below.
- distance: (reach − haul) / reach in whole metres, the reach being the wider of the two; 1 where both are zero.
- quantity: what could change hands / what is wanted.
- time: common days / 30, at most 1; 1 where the common window has an open end.
- price: (limit − ask) / (|limit| + |ask|), the margin without a currency; 1 where ask ≤ 0 ≤ limit or no limit is
  set, 0 where the ask is above the limit; left out where no ask is stated.
- net CO₂e: kilograms avoided per tonne / 2000, between 0 and 1; left out where not known.

No fraction falls when the pair gets better: closer material, shorter haul, wider reach, more free, less wanted,
wider windows, lower ask, higher limit, more avoided.
"""

from dataclasses import dataclass
from decimal import Decimal

from exchange.matching.core.compatibility import accepted_as, shared_window, tradable_kg, widest_reach_km
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.weights import TermName, Weights, maxima

FULL_OVERLAP_DAYS = 30
"""A month together is as good as any longer time: enough to agree, load and come back."""

FULL_NET_CO2E_KG_PER_T = 2000
"""About what re-using a tonne of steel avoids (2,211 kg, ADEME Base Carbone V23.6, IF001)."""

Fraction = tuple[Decimal | int, Decimal | int]
"""Numerator and positive denominator, the first at most the second."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a term rests on, as values with units in their names; the sentence is written where languages are known."""

    kind: str
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a score: points of a maximum, and why."""

    name: TermName
    points: int
    maximum: int
    evidence: Evidence


def score_terms(
    offer: OfferFacts, need: NeedFacts, weights: Weights, *, haul_m: int, net_co2e_kg_per_t: float | None
) -> tuple[Term, ...]:
    """Terms of a compatible pair, in order of TermName; their maxima sum to 1000. The haul is in whole metres."""
    judged = [
        (TermName.MATERIAL, _material(offer, need)),
        (TermName.DISTANCE, _distance(offer, need, haul_m)),
        (TermName.QUANTITY, _quantity(offer, need)),
        (TermName.TIME, _time(offer, need)),
        (TermName.PRICE, _price(offer, need)),
        (TermName.NET_CO2E, _net_co2e(net_co2e_kg_per_t)),
    ]
    has_price, has_net_co2e = judged[4][1] is not None, judged[5][1] is not None
    most = maxima(weights, has_price=has_price, has_net_co2e=has_net_co2e)
    return tuple([_term(name, most[name], *verdict) for name, verdict in judged if verdict is not None])


def _term(name: TermName, maximum: int, fraction: Fraction, evidence: Evidence) -> Term:
    part, whole = fraction
    return Term(name, int(part * maximum // whole), maximum, evidence)


def _material(offer: OfferFacts, need: NeedFacts) -> tuple[Fraction, Evidence]:
    accepted = accepted_as(offer, need)
    if accepted is None:
        raise ValueError(f"{need.ref} does not accept {offer.material.code}: only compatible pairs have a score.")
    offered, node, substitution = offer.material, accepted.span, accepted.substitution_id
    kind = "substitution" if substitution else "same_material" if node.width == offered.width else "under_accepted"
    evidence = Evidence(kind, {"offered": offered.code, "accepted": node.code, "substitution_id": substitution})
    return (node.width + offered.width, (5 if substitution else 2) * node.width), evidence


def _distance(offer: OfferFacts, need: NeedFacts, haul_m: int) -> tuple[Fraction, Evidence]:
    reach_km = widest_reach_km(offer, need)
    reach_m = round(reach_km * 1000)
    evidence = Evidence("distance", {"km": haul_m / 1000, "of_km": reach_km})
    return (max(0, reach_m - haul_m), reach_m) if reach_m else (1, 1), evidence


def _quantity(offer: OfferFacts, need: NeedFacts) -> tuple[Fraction, Evidence]:
    traded = tradable_kg(offer, need)
    return (traded, need.wanted_kg), Evidence("quantity", {"kg": traded, "of_kg": need.wanted_kg})


def _time(offer: OfferFacts, need: NeedFacts) -> tuple[Fraction, Evidence]:
    first, last = shared_window(offer, need)
    values: dict[str, object] = {"from": first, "until": last}
    if first is None or last is None:
        return (1, 1), Evidence("time_open", values)
    days = (last - first).days + 1
    return (min(days, FULL_OVERLAP_DAYS), FULL_OVERLAP_DAYS), Evidence("time", {"days": days, **values})


def _price(offer: OfferFacts, need: NeedFacts) -> tuple[Fraction, Evidence] | None:
    ask, highest = offer.ask_eur_per_t, need.highest_eur_per_t
    if ask is None:
        return None
    values: dict[str, object] = {"ask_eur_per_t": ask, "highest_eur_per_t": highest}
    if highest is None:
        return (1, 1), Evidence("price_without_limit", values)
    values["margin_eur_per_t"] = highest - ask
    if ask > highest:
        return (0, 1), Evidence("price_to_negotiate", values)
    return (1, 1) if ask <= 0 <= highest else (highest - ask, abs(highest) + abs(ask)), Evidence("price", values)


def _net_co2e(kg_per_t: float | None) -> tuple[Fraction, Evidence] | None:
    if kg_per_t is None:
        return None
    grams, full = round(kg_per_t * 1000), FULL_NET_CO2E_KG_PER_T * 1000
    evidence = Evidence("net_co2e", {"kg_per_t": kg_per_t, "of_kg_per_t": FULL_NET_CO2E_KG_PER_T})
    return (min(max(0, grams), full), full), evidence
