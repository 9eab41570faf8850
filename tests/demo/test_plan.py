"""The plan of a demo: repeatable, of the size asked for, and nothing in it real."""

from datetime import timedelta
from decimal import Decimal

import pytest

from exchange.catalogue import queries as catalogue
from exchange.demo.lots import safety_sheet
from exchange.demo.plan import Ending, Size
from exchange.demo.planning import GIVES, TAKES, plan
from exchange.demo.reading import cast, kinds, trades
from exchange.kernel.registration import read_registration
from exchange.kernel.territory import territory
from exchange.kernel.trade import Country
from exchange.listings.lawful.judging import Told, objections
from exchange.listings.lawful.lots import lineage
from exchange.listings.models import Rhythm
from tests.makers import MONDAY, TODAY


@pytest.fixture
def known(session):
    return catalogue.current()


@pytest.fixture
def planned(known):
    return plan(Size(), 1, known=known, now=MONDAY)


def test_the_same_seed_plans_the_same_and_another_something_else(known, planned):
    assert plan(Size(), 1, known=known, now=MONDAY) == planned
    assert plan(Size(), 2, known=known, now=MONDAY) != planned


def test_default_sizes_are_honoured(planned):
    assert (len(planned.firms), len(planned.lots), len(planned.wishes)) == (60, 240, 120)


@pytest.mark.parametrize("size", [Size(4, 0, 0), Size(4, 3, 1), Size(200, 30, 500)])
def test_any_size_is_honoured(known, size):
    planned = plan(size, 3, known=known, now=MONDAY)

    assert (len(planned.firms), len(planned.lots), len(planned.wishes)) == (size.businesses, size.offers, size.needs)


def test_every_family_of_materials_and_every_trade_is_there(known, planned):
    assert {lot.kind.code.split(".")[0] for lot in planned.lots} == {family.code for family in known.families}
    assert {firm.trade.key for firm in planned.firms} == set(trades())


def test_numbers_are_valid_and_from_a_range_that_no_register_has_reached(planned):
    numbers = [firm.registration.number for firm in planned.firms]

    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith(("99", "19")) for number in numbers)
    assert all(read_registration(firm.registration.number) == firm.registration for firm in planned.firms)


def test_names_and_addresses_are_invented_and_each_is_one_firms_own(planned):
    people = [person for firm in planned.firms for person in firm.people]

    assert len({firm.name for firm in planned.firms}) == len(planned.firms)
    assert len({person.email for person in people}) == len(people)
    assert all(person.email.endswith("@navette.example") for person in people)


def test_firms_stand_all_over_the_territory_and_beyond_its_border(planned):
    sites = [firm.site for firm in planned.firms]
    outside = [site for site in sites if not site.commune.inside]

    assert len({site.commune.code for site in sites}) > 20
    assert 3 <= len(outside) <= 20
    assert all(site.commune.country is Country.BE for site in outside)
    assert all(territory().communes[site.commune.code] is site.commune for site in sites)
    assert all(site.opening_hours and site.access for site in sites)


def test_every_kind_of_lot_is_lawful_and_known(known):
    for kind in kinds().values():
        assert kind.code in known.materials
        assert kind.unit in known.units
        assert set(kind.givers) | set(kind.takers) <= set(trades())


def test_every_lot_has_complete_answers_for_its_legal_status(known, planned):
    def told(draft):
        words = f"{draft.title}\n{draft.description}"
        has_sheet = safety_sheet(draft.material_code) is not None
        return Told(
            materials=lineage(draft.material_code), words=words, is_free=draft.price_eur_per_t == 0,
            has_safety_sheet=has_sheet,
        )  # fmt: skip

    drafts = [lot.draft for lot in planned.lots]
    refused = [objections(one.legal, codes=known.waste_codes, on=TODAY, told=told(one)) for one in drafts]
    assert not any(refused)


def test_lots_are_as_different_as_in_life(planned):
    prices = [lot.draft.price_eur_per_t for lot in planned.lots]
    drafts = [lot.draft for lot in planned.lots]

    assert {None, Decimal(0)} <= set(prices)
    assert min(price for price in prices if price is not None) < 0
    assert {draft.rhythm for draft in drafts} == set(Rhythm)
    assert any(draft.is_whole_lot for draft in drafts)
    assert any(draft.minimum_kg for draft in drafts)
    assert any(draft.available_until is None for draft in drafts)
    assert all(draft.available_until is None or draft.available_until > TODAY for draft in drafts)
    assert len({draft.unit for draft in drafts}) >= 6
    assert {firm.language for firm in planned.firms} == {"fr", "en", "nl"}


def test_deals_are_told_at_every_stage_and_the_cast_has_its_own(planned):
    own = [story for story in planned.stories if planned.lots[story.lot].firm == GIVES and story.taker == TAKES]

    assert {story.ending for story in planned.stories} == set(Ending)
    assert {story.ending for story in own} >= {Ending.COMPLETED, Ending.PROPOSED}
    assert min(story.opened_at for story in planned.stories) < MONDAY - timedelta(days=60)
    assert all(planned.lots[story.lot].at < story.opened_at < MONDAY for story in planned.stories)


@pytest.mark.parametrize("name", ["cast", "review"])
def test_fixed_people_belong_to_companies_whose_lots_are_known(name):
    fixed = cast(name)

    assert {person.company for person in fixed.people} - {""} == {company.key for company in fixed.companies}
    assert all({*company.lots, *company.needs, *company.permits} <= set(kinds()) for company in fixed.companies)
    assert all(company.commune in territory().communes for company in fixed.companies)
