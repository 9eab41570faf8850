"""The whole answer on one pair: why not, or how well, and what to mind."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from exchange.kernel.place import haul_km
from exchange.kernel.trade import LegalStatus
from exchange.matching.core.compatibility import SOFT, Rule, accepted_as, failing_rules
from exchange.matching.core.facts import NeedFacts, OfferFacts, Side
from exchange.matching.core.score import Term, score_terms
from exchange.matching.core.weights import TermName, Weights

USUAL = Weights()


class FlagKind(StrEnum):
    """What a compatible pair must still mind."""

    BORDER = "border"
    SUBSTITUTION = "substitution"
    PERMIT = "permit"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to mind, as values; the sentence is written where languages are known."""

    kind: FlagKind
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What matching says of one offer and one need. Distance in kilometres, rounded to the metre."""

    offer_ref: str
    need_ref: str
    distance_km: float
    failures: tuple[Rule, ...]
    terms: tuple[Term, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def is_compatible(self) -> bool:
        """Whether all eight rules hold."""
        return not self.failures

    @property
    def score(self) -> int | None:
        """Points of 1000: the sum of the terms; None where a rule fails."""
        return None if self.failures else sum([term.points for term in self.terms])

    @property
    def left_out(self) -> tuple[TermName, ...]:
        """Terms without data, whose points went to the others; the page must say so. Empty where a rule fails."""
        known = {term.name for term in self.terms}
        return () if self.failures else tuple(name for name in TermName if name not in known)

    @property
    def near_miss(self) -> Rule | None:
        """The soft rule that alone keeps the two apart, if that is so."""
        return self.failures[0] if len(self.failures) == 1 and self.failures[0] in SOFT else None


def assess(
    offer: OfferFacts, need: NeedFacts, weights: Weights = USUAL, net_co2e_kg_per_t: float | None = None
) -> Verdict:
    """Judge one pair by all rules and, if it passes, score it. The same from either side, always."""
    haul_m = round(haul_km(offer.place, need.place) * 1000)
    failures = failing_rules(offer, need)
    if failures:
        return Verdict(offer.ref, need.ref, haul_m / 1000, failures)
    terms = score_terms(offer, need, weights, haul_m=haul_m, net_co2e_kg_per_t=net_co2e_kg_per_t)
    return Verdict(offer.ref, need.ref, haul_m / 1000, (), terms, tuple(_flags(offer, need)))


def rank(verdicts: Iterable[Verdict], seen_from: Side) -> list[Verdict]:
    """Compatible pairs, best first; ties by the reference of the other side."""
    compatible = [(verdict.score, verdict) for verdict in verdicts if verdict.is_compatible]
    is_offer = seen_from is Side.OFFER
    compatible.sort(key=lambda pair: (-(pair[0] or 0), pair[1].need_ref if is_offer else pair[1].offer_ref))
    return [verdict for _, verdict in compatible]


def _flags(offer: OfferFacts, need: NeedFacts) -> Iterable[Flag]:
    is_waste = offer.legal_status is LegalStatus.WASTE
    if offer.country != need.country:
        yield Flag(FlagKind.BORDER, {"from": offer.country, "to": need.country, "is_waste": is_waste})
    accepted = accepted_as(offer, need)
    if accepted is not None and accepted.substitution_id is not None:
        rule = {"substitution_id": accepted.substitution_id, "condition": accepted.condition}
        yield Flag(FlagKind.SUBSTITUTION, {**rule, "accepted": accepted.span.code})
    if is_waste:
        load = {"waste_code": offer.waste_code, "is_hazardous": offer.is_hazardous}
        yield Flag(FlagKind.PERMIT, {**load, "is_observed": need.is_observed})
