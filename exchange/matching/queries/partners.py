"""All that fits one listing, out of the live rows: every compatible pair with its points and its haul."""

from exchange.kernel.trade import LegalStatus
from exchange.matching.core.facts import NeedFacts, OfferFacts
from exchange.matching.core.weights import Weights
from exchange.matching.queries.candidates import NEEDS, OFFERS, Asking, permits_for, within
from exchange.matching.queries.fitting import Fitting, needs_fitting, nobody, offers_fitting


def of_need(need: NeedFacts | None, weights: Weights) -> Fitting:
    """Offers of others that serve the need; nobody where it is not live or accepts nothing."""
    if need is None or not need.is_active or not need.accepts:
        return nobody()
    return offers_fitting(need, within(OFFERS, asking_for(need), spans_of_need(need)), weights)


def of_offer(offer: OfferFacts | None, weights: Weights) -> Fitting:
    """Needs of others that the offer serves; nobody where it is not live."""
    if offer is None or not offer.is_active:
        return nobody()
    return needs_fitting(offer, within(NEEDS, asking_with(offer), spans_of_offer(offer)), weights)


def asking_for(need: NeedFacts, *, with_observed: bool = True) -> Asking:
    """The need as it looks for offers."""
    mass_g = int(need.wanted_kg * 1000)
    return Asking(need.place, need.collects_within_km, mass_g, need.business_ref, with_observed=with_observed)


def asking_with(offer: OfferFacts, *, with_observed: bool = True) -> Asking:
    """The offer as it looks for needs."""
    permits = permits_for(offer.waste_code if offer.legal_status is LegalStatus.WASTE else None)
    mass_g = int(offer.free_kg * 1000)
    return Asking(offer.place, offer.delivers_within_km, mass_g, offer.business_ref, permits, with_observed)


def spans_of_need(need: NeedFacts) -> list[tuple[int, int]]:
    """Where the offers stand that lie under a node which the need accepts."""
    return [(accepted.span.lft, accepted.span.end) for accepted in need.accepts]


def spans_of_offer(offer: OfferFacts) -> list[tuple[int, int]]:
    """Where the needs stand whose node holds the offer's: intervals of a tree that share a number are nested."""
    return [(offer.material.lft, offer.material.lft + 1)]
