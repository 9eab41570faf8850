"""A steel yard and a workshop that suit each other, and strategies for pairs that mostly almost do."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from exchange.kernel.place import Place
from exchange.kernel.trade import Grade, LegalStatus
from exchange.matching.core.compatibility import shared_window
from exchange.matching.core.facts import Accepted, MaterialSpan, NeedFacts, OfferFacts
from exchange.matching.core.weights import Weights

METAL = MaterialSpan("metal", 0, 8)
STEEL = MaterialSpan("metal.steel", 1, 5)
PROFILES = MaterialSpan("metal.steel.profiles", 2, 3)
SHEETS = MaterialSpan("metal.steel.sheets", 3, 4)
COPPER = MaterialSpan("metal.copper", 5, 6)
WOOD = MaterialSpan("wood", 8, 11)
PALLETS = MaterialSpan("wood.pallets", 9, 10)
TREE = (METAL, STEEL, PROFILES, SHEETS, COPPER, WOOD, PALLETS)

LILLE, ROUBAIX, MOUSCRON = Place(50.63, 3.06), Place(50.69, 3.17), Place(50.74, 3.22)
MONDAY = date(2026, 11, 2)

_OFFER = OfferFacts(
    ref="offer-1",
    business_ref="yard",
    is_active=True,
    material=PROFILES,
    place=LILLE,
    country="FR",
    delivers_within_km=0,
    available_from=MONDAY,
    available_until=MONDAY + timedelta(days=59),
    free_kg=Decimal(6000),
    minimum_kg=Decimal(500),
    ask_eur_per_t=Decimal(100),
    is_negotiable=False,
    condition=Grade.GOOD,
    legal_status=LegalStatus.PRODUCT,
    waste_code=None,
    is_hazardous=False,
)
_NEED = NeedFacts(
    ref="need-1",
    business_ref="workshop",
    is_active=True,
    accepts=(Accepted(STEEL),),
    place=ROUBAIX,
    country="FR",
    collects_within_km=30,
    wanted_from=MONDAY + timedelta(days=45),
    wanted_until=None,
    wanted_kg=Decimal(8000),
    smallest_lot_kg=Decimal(1000),
    highest_eur_per_t=Decimal(300),
    is_negotiable=False,
    lowest_grade=Grade.WORN,
    accepted_statuses=frozenset(),
    permitted_codes=frozenset(),
)


def an_offer(**changed: Any) -> OfferFacts:
    return replace(_OFFER, **changed)


def a_need(**changed: Any) -> NeedFacts:
    return replace(_NEED, **changed)


def optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


PLACES = st.builds(Place, st.floats(50.3, 51.0), st.floats(2.6, 3.6)) | st.sampled_from([LILLE, ROUBAIX, MOUSCRON])
REACHES = st.sampled_from([0, 5, 12.5, 30, 150]) | st.floats(0, 150)
DAYS = st.dates(MONDAY, MONDAY + timedelta(days=90))
WINDOWS = (
    st.tuples(DAYS, DAYS).map(sorted).flatmap(lambda w: st.tuples(optional(st.just(w[0])), optional(st.just(w[1]))))
)
KG = st.decimals(0, 30000, places=3)
EUR = st.integers(-200, 400).map(Decimal) | st.decimals(-200, 400, places=2)
CODES = st.sampled_from(["170405", "150103", "200138"])
BUSINESSES = st.sampled_from(["yard", "workshop", "mill"])
ACCEPTED = st.builds(
    lambda span, substitution: Accepted(span, substitution, substitution and "dry"),
    st.sampled_from(TREE),
    optional(st.sampled_from(["S01", "S02"])),
)
MOSTLY = st.sampled_from([True, True, True, False])


@st.composite
def offers(draw: st.DrawFn, ref: str = "offer-1") -> OfferFacts:
    first, last = draw(WINDOWS)
    status = draw(optional(st.sampled_from(LegalStatus)))
    free = draw(KG)
    return OfferFacts(
        ref=ref,
        business_ref=draw(BUSINESSES),
        is_active=draw(MOSTLY),
        material=draw(st.sampled_from(TREE)),
        place=draw(PLACES),
        country=draw(st.sampled_from(["FR", "BE"])),
        delivers_within_km=draw(REACHES),
        available_from=first,
        available_until=last,
        free_kg=free,
        minimum_kg=draw(st.sampled_from([Decimal(0), free]) | KG),
        ask_eur_per_t=draw(optional(EUR)),
        is_negotiable=not draw(MOSTLY),
        condition=draw(optional(st.sampled_from(Grade))),
        legal_status=status,
        waste_code=draw(CODES) if status is LegalStatus.WASTE else draw(optional(CODES)),
        is_hazardous=draw(st.booleans()),
        is_observed=draw(st.booleans()),
    )


@st.composite
def needs(draw: st.DrawFn, ref: str = "need-1") -> NeedFacts:
    first, last = draw(WINDOWS)
    return NeedFacts(
        ref=ref,
        business_ref=draw(BUSINESSES),
        is_active=draw(MOSTLY),
        accepts=tuple(draw(st.lists(ACCEPTED, max_size=4))),
        place=draw(PLACES),
        country=draw(st.sampled_from(["FR", "BE"])),
        collects_within_km=draw(REACHES),
        wanted_from=first,
        wanted_until=last,
        wanted_kg=draw(st.decimals("0.001", 30000, places=3)),
        smallest_lot_kg=draw(st.just(Decimal(0)) | KG),
        highest_eur_per_t=draw(optional(EUR)),
        is_negotiable=not draw(MOSTLY),
        lowest_grade=draw(optional(st.sampled_from(Grade))),
        accepted_statuses=draw(st.frozensets(st.sampled_from(LegalStatus))),
        permitted_codes=draw(st.frozensets(CODES)),
        is_observed=not draw(MOSTLY),
    )


@st.composite
def compatible_pairs(draw: st.DrawFn) -> tuple[OfferFacts, NeedFacts]:
    """Random pairs bent until they pass, so that scores are met often."""
    offer, need = draw(offers()), draw(needs())
    lot = min(offer.free_kg, need.wanted_kg)
    first_and_last = shared_window(offer, need)
    is_apart = None not in first_and_last and first_and_last[0] > first_and_last[1]
    offer = replace(
        offer,
        business_ref="yard",
        is_active=True,
        is_negotiable=True,
        delivers_within_km=draw(st.floats(200, 400)),
        available_until=None if is_apart else offer.available_until,
        free_kg=max(offer.free_kg, Decimal("0.001")),
        minimum_kg=min(offer.minimum_kg, lot),
    )
    need = replace(
        need,
        business_ref="workshop",
        is_active=True,
        is_observed=True,
        accepts=(*need.accepts, Accepted(METAL if offer.material.end <= METAL.end else WOOD)),
        wanted_until=None if is_apart else need.wanted_until,
        smallest_lot_kg=min(need.smallest_lot_kg, lot),
        lowest_grade=None,
        accepted_statuses=frozenset(),
    )
    return offer, need


@st.composite
def weights(draw: st.DrawFn) -> Weights:
    cuts = sorted(draw(st.lists(st.integers(0, 999), min_size=5, max_size=5)))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, 1000], strict=True)]
    return Weights(*reversed(parts))  # the last part is at least one, so material always weighs something


@st.composite
def near_misses(draw: st.DrawFn) -> tuple[OfferFacts, NeedFacts]:
    """Pairs that pass, bent until one soft rule alone fails: too far, too late, too little, too dear or too worn."""
    offer, need = draw(compatible_pairs())
    far = (
        {"delivers_within_km": 0},
        {"place": Place(52.5, 3.0), "collects_within_km": draw(st.sampled_from([0, 12.5, 30]))},
    )
    late = (
        {"available_from": None, "available_until": MONDAY},
        {"wanted_from": draw(DAYS) + timedelta(days=1), "wanted_until": None},
    )
    least = draw(st.decimals("30000.001", 60000, places=3))
    little = ({}, {"smallest_lot_kg": least}) if draw(st.booleans()) else ({"minimum_kg": least}, {})
    highest = draw(EUR)
    dear = (
        {"is_negotiable": False, "ask_eur_per_t": highest + draw(st.decimals("0.01", 200, places=2))},
        {"is_negotiable": False, "highest_eur_per_t": highest},
    )
    worn = {"condition": draw(st.sampled_from(list(Grade)[:4]))}, {"lowest_grade": Grade.NEW}
    bent_offer, bent_need = draw(st.sampled_from([far, late, little, dear, worn]))
    return replace(offer, **bent_offer), replace(need, **bent_need)
