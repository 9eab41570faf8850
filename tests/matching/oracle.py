"""What the exchange should find, worked out from what was posted alone: own facts, own reading of the catalogue."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

from exchange.catalogue import files
from exchange.impact.queries import estimate_per_t
from exchange.matching.core.facts import Accepted, MaterialSpan, NeedFacts, OfferFacts
from tests.matching import brute_force
from tests.matching.brute_force import Pair


@cache
def spans() -> dict[str, MaterialSpan]:
    """Intervals from the codes themselves: what lies under a node begins with its code and a point."""
    codes = [row["code"] for row in files.cells("materials.csv")]
    order = sorted(codes)
    place = {code: number for number, code in enumerate(order)}
    return {
        code: MaterialSpan(code, place[code], place[code] + 1 + sum(other.startswith(f"{code}.") for other in codes))
        for code in codes
    }


def lies_under(code: str, above: str) -> bool:
    return code == above or code.startswith(f"{above}.")


@cache
def accepted(code: str) -> tuple[Accepted, ...]:
    """The node, and what the catalogue's file lets stand in for it or for something above or below."""
    return accepted_under(code, files.cells("substitutions.csv"))


def accepted_under(code: str, rules: Iterable[Mapping[str, str]]) -> tuple[Accepted, ...]:
    """The same with rules of one's own, written as the file writes them."""
    found = [Accepted(spans()[code])]
    for row in rules:
        replaced, substitute = row["replaced_material"], row["substitute_material"]
        is_related = lies_under(replaced, code) or lies_under(code, replaced)
        if is_related and not lies_under(substitute, code):
            found.append(Accepted(spans()[substitute], row["substitution_id"], row["condition"]))
    return tuple(found)


class NetCo2e(Mapping[Pair, float]):
    """The estimate of each pair, asked when it is needed: a figure of the impact room, not of matching."""

    def __init__(self, offers: Iterable[OfferFacts], needs: Iterable[NeedFacts]) -> None:
        self._offers = {offer.ref: offer for offer in offers}
        self._needs = {need.ref: need for need in needs}

    def __getitem__(self, pair: Pair) -> float:
        offer, need = self._offers[pair[0]], self._needs[pair[1]]
        km = round(brute_force.haversine_km(offer.place, need.place), 3)
        estimate = estimate_per_t(offer.material.code, km, offer.legal_status)
        if estimate is None:
            raise KeyError(pair)
        return estimate

    def __iter__(self) -> Iterator[Pair]:
        return iter(product(self._offers, self._needs))

    def __len__(self) -> int:
        return len(self._offers) * len(self._needs)


def evaluate(
    offers: list[OfferFacts], needs: list[NeedFacts], weights: Mapping[str, int] = brute_force.USUAL_WEIGHTS
) -> dict[Pair, tuple[int, float]]:
    """Every pair by brute force. Materials that a kind of need can never take are asked about once, not per pair."""
    by_material: dict[str, list[OfferFacts]] = defaultdict(list)
    by_accepts: dict[tuple[Accepted, ...], list[NeedFacts]] = defaultdict(list)
    for offer in offers:
        by_material[offer.material.code].append(offer)
    for need in needs:
        by_accepts[need.accepts].append(need)
    co2e = NetCo2e(offers, needs)
    found: dict[Pair, tuple[int, float]] = {}
    for some, others in product(by_material.values(), by_accepts.values()):
        if brute_force.spans_around(some[0], others[0]):
            found |= brute_force.evaluate(some, others, weights, net_co2e_kg_per_t=co2e)
    return found


def lines(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
