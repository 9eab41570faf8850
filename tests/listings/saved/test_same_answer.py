"""Waking and searching are one question: for any criteria and any listing, the search wakes if and only if its page
would show the listing."""

from collections import Counter
from decimal import Decimal
from typing import Any

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from exchange.accounts.models import Site
from exchange.catalogue import queries as catalogue
from exchange.kernel.orm import db
from exchange.kernel.place import Place
from exchange.kernel.territory import territory
from exchange.kernel.trade import Grade, LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Offer
from exchange.listings.saved import service, waking
from exchange.listings.search import queries
from exchange.listings.search.criteria import Kind, PriceKind, read_address, read_criteria
from exchange.listings.search.filters import meant
from tests import makers
from tests.makers import MONDAY

MATERIALS = ["food.spent_grain", "food", "wood.pallets.epal", "wood", "wood.pallets", "metal.steel", "furniture.chairs"]
WORDS = ["", "", "palettes", "dreche", "chairs of oak", "europallet", '"drêches fraîches"', "steel -rusty"]
TITLES = ["Drêches fraîches", "240 palettes Europe", "Chaises de bureau", "Rusty steel", "Oak chairs", "Lot"]
COMMUNES = list(territory().communes)
PLACES = [Place(50.45 + 0.02 * x, 2.8 + 0.03 * y) for x in range(20) for y in range(20)]
ASKED_ALONE = ["q", "material", "price", "commune", "least_kg", "grade"]
PRICES = [None, Decimal(-5), Decimal(0), Decimal(12)]


def some(values: list[Any], most: int = 2) -> Any:
    return st.lists(st.sampled_from(values), max_size=most)


asked = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind.value for kind in Kind]), "q": st.sampled_from(WORDS),
        "material": some(MATERIALS), "price": some([kind.value for kind in PriceKind]),
        "status": some([status.value for status in LegalStatus]), "near": st.sampled_from(["", "", *COMMUNES[:95]]),
        "within": st.sampled_from(["", "5", "20"]), "commune": st.just([]) | some(COMMUNES[:95], 30),
        "grade": st.sampled_from(["", "", "1", "4"]), "least_kg": st.sampled_from(["", "", "200", "1000.5"]),
    }
)  # fmt: skip
listed = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(list(Kind)), "quantity": st.sampled_from(["100", "500", "1000.5", "5000"]),
        "materials": st.lists(st.sampled_from(MATERIALS), min_size=1, max_size=2, unique=True),
        "title": st.sampled_from(TITLES), "price": st.sampled_from(PRICES), "place": st.sampled_from(PLACES),
        "grade": st.sampled_from([None, *Grade]), "statuses": some(list(LegalStatus)),
        "state": st.sampled_from([ListingState.PUBLISHED] * 4 + [ListingState.PAUSED, ListingState.EXHAUSTED]),
    }
)  # fmt: skip


def put_up(site: Site, facts: dict[str, Any]) -> Any:
    """The listing that an example describes."""
    common = {"title": facts["title"], "state": facts["state"], "quantity": facts["quantity"]}
    if facts["kind"] is Kind.NEED:
        statuses = [str(status) for status in facts["statuses"]]
        limits = {"highest_eur_per_t": facts["price"], "lowest_grade": facts["grade"], "accepted_statuses": statuses}
        return makers.a_need(site, *facts["materials"], **limits, **common)
    status = next((one for one in facts["statuses"] if one is not LegalStatus.WASTE), LegalStatus.PRODUCT)
    lot = {"price_eur_per_t": facts["price"], "condition": facts["grade"], "legal_status": status}
    return makers.a_lot(site, facts["materials"][0], **lot, **common)


def is_shown(search: Any, listing: Any) -> bool:
    """Whether the search, opened now, lists it."""
    known = catalogue.current()
    criteria = read_address(search.address, known.materials)
    found = queries.page(criteria, known, meant(known, criteria.words, search.language), None)
    return listing.id in {hit.listing.id for hit in found.rows}


def test_a_search_wakes_if_and_only_if_it_shows_the_listing(app: Flask) -> None:
    """Criteria at random seldom answer; those that ask little, and about the listing's own material, often do."""
    answers: Counter[bool] = Counter()

    @settings(max_examples=120)
    @given(asked=asked, facts=listed)
    def any_search(asked: Any, facts: Any) -> None:
        answers[agree(app, asked, facts)] += 1

    @settings(max_examples=120)
    @given(asked=asked, facts=listed, kept=st.sets(st.sampled_from(ASKED_ALONE), max_size=2))
    def one_that_asks_little(asked: Any, facts: Any, kept: set[str]) -> None:
        own = {"kind": facts["kind"].value, "material": facts["materials"]}
        answers[agree(app, {name: {**asked, **own}[name] for name in kept | {"kind"}}, facts)] += 1

    any_search()
    one_that_asks_little()

    assert min(answers[True], answers[False]) >= 15


def agree(app: Flask, asked: dict[str, Any], facts: dict[str, Any]) -> bool:
    """Save, post, wake and search in a transaction of their own; whether the search answered, either way."""
    with app.app_context():
        engine = db.engine
        with engine.connect() as connection, connection.begin() as transaction:
            db._app_engines[app][None] = connection
            try:
                return _agree(asked, facts)
            finally:
                db.session.remove()
                transaction.rollback()
                db._app_engines[app][None] = engine


def _agree(asked: dict[str, Any], facts: dict[str, Any]) -> bool:
    seeker = makers.a_person("Seeker")
    site = makers.a_site(makers.a_business(member=makers.a_person("Holder")), facts["place"])
    criteria = read_criteria(MultiDict(asked), "en", catalogue.current().materials)
    with unit_of_work():
        search = service.save(seeker.id, criteria, name="Any", language="fr", at=MONDAY)
    listing = put_up(site, facts)
    with unit_of_work():
        kind = Kind.OFFER if isinstance(listing, Offer) else Kind.NEED
        woken = waking.wake(kind, listing.id, at=MONDAY)
    assert bool(woken) == is_shown(search, listing)
    return bool(woken)
