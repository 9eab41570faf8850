"""Conditions, one by one; a dry run is a replay; copies share a band and strangers do not."""

from decimal import Decimal
from math import sin
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from exchange.listings.likeness import difference_hash
from exchange.moderation.rules.core.conditions import (
    Condition,
    ConditionKind,
    Likeness,
    Posting,
    contacts_in,
    evidence,
    links_in,
    median,
    words_in,
)
from exchange.moderation.rules.core.judging import RuleSpec, Scope, dry_run, judge
from exchange.moderation.rules.core.likeness import alike_percent, bands

K = ConditionKind
NOBODY = UUID(int=0)
GRAIN = Posting(
    listing_id=NOBODY, is_offer=True, words="Drêches FRAÎCHES, à prendre",
    materials=frozenset({"food", "food.spent_grain"}),
    statuses=frozenset({"by_product"}), price_eur_per_t=Decimal(50),
    usual_eur_per_t=(Decimal(8), Decimal(10), Decimal(12)), quantity_kg=Decimal(1000), company_days=3, company_deals=1,
    same_texts=(Likeness(UUID(int=1), "offer", "Drêches", 85),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "meets"),
    [
        (K.WORDS, "fraiches", True),
        (K.WORDS, "fraich", False),
        (K.WORDS, "fraich*; autre", True),
        (K.WORDS, "a prendre", True),
        (K.MATERIAL, "food", True),
        (K.MATERIAL, "wood", False),
        (K.STATUS, "by_product", True),
        (K.STATUS, "waste", False),
        (K.PRICE_OUTLIER, "4.9", True),
        (K.PRICE_OUTLIER, "5", False),
        (K.QUANTITY_ABOVE, "999", True),
        (K.QUANTITY_ABOVE, "1000", False),
        (K.COMPANY_YOUNGER, "4", True),
        (K.COMPANY_YOUNGER, "3", False),
        (K.FEWER_DEALS, "2", True),
        (K.FEWER_DEALS, "1", False),
        (K.LINKS, "", False),
        (K.CONTACTS, "", False),
        (K.SAME_TEXT, "85", True),
        (K.SAME_TEXT, "86", False),
        (K.SAME_PHOTO, "", False),
    ],
)
def test_a_condition_is_met_or_not(kind: K, value: str, meets: bool) -> None:
    assert (evidence(Condition(kind, value), GRAIN) is not None) is meets


def test_two_prices_tell_no_usual_one() -> None:
    few = Posting(listing_id=NOBODY, is_offer=True, words="", price_eur_per_t=Decimal(900),
                  usual_eur_per_t=(Decimal(1), Decimal(2)))  # fmt: skip

    assert evidence(Condition(K.PRICE_OUTLIER, "5"), few) is None
    assert median((Decimal(1), Decimal(2))) == Decimal("1.5")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Appelez le 06 12 34 56 78", 1),
        ("+33 6 12 34 56 78", 1),
        ("+32 (0)475 12 34 56", 1),
        ("0320123456.", 1),
        ("jean.dupont@usine.fr", 1),
        ("jean (at) usine.fr", 1),
        ("Palettes 800 x 1200, 350 kg, 2026", 0),
        ("SIRET 552 100 554 00013", 0),
        ("Code 15 01 03, lot 01/02/2026", 0),
        ("EAN 3017620422003", 0),
    ],
)
def test_contacts_are_told_from_other_numbers(text: str, found: int) -> None:
    assert len(contacts_in(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("voir https://a.example/x", 1), ("www.usine.fr", 1), ("usine.fr", 1), ("2.5 t", 0), ("a@usine.fr", 0)],
)
def test_links_are_told_from_other_words(text: str, found: int) -> None:
    assert len(links_in(text)) == found


def test_all_conditions_are_asked_and_the_scope_is_kept() -> None:
    both = (Condition(K.MATERIAL, "food"), Condition(K.WORDS, "absent"))

    assert judge(RuleSpec(Scope.BOTH, both), GRAIN) is None
    assert judge(RuleSpec(Scope.NEEDS, both[:1]), GRAIN) is None
    assert judge(RuleSpec(Scope.OFFERS, both[:1]), GRAIN) is not None
    assert judge(RuleSpec(Scope.BOTH, ()), GRAIN) is None


postings = st.builds(
    Posting, listing_id=st.uuids(), is_offer=st.booleans(),
    words=st.text(alphabet="ab é;", max_size=12), materials=st.frozensets(st.sampled_from(["food", "wood"])),
    price_eur_per_t=st.none() | st.decimals(-100, 100, places=2),
    usual_eur_per_t=st.lists(st.decimals(-10, 100, places=2), max_size=5).map(tuple),
    quantity_kg=st.decimals(0, 100, places=3), company_days=st.integers(0, 10), company_deals=st.integers(0, 3),
)  # fmt: skip
conditions = st.one_of(
    st.builds(Condition, st.just(K.WORDS), st.text(alphabet="abe*;", min_size=1, max_size=6)),
    st.builds(Condition, st.just(K.MATERIAL), st.sampled_from(["food", "wood"])),
    st.builds(Condition, st.just(K.PRICE_OUTLIER), st.sampled_from(["1.1", "5"])),
    st.builds(Condition, st.just(K.QUANTITY_ABOVE), st.sampled_from(["0", "50"])),
    st.builds(Condition, st.just(K.COMPANY_YOUNGER), st.sampled_from(["1", "5"])),
)


@settings(max_examples=150)
@given(st.lists(postings, max_size=8), st.lists(conditions, min_size=1, max_size=3), st.sampled_from(list(Scope)))
def test_a_dry_run_finds_what_judging_one_by_one_finds(
    some: list[Posting], asked: list[Condition], scope: Scope
) -> None:
    rule = RuleSpec(scope, tuple(asked))

    assert dry_run(rule, some) == [found for one in some if (found := judge(rule, one))]
    for found in dry_run(rule, some):
        assert len(found.why) == len(asked)


@settings(max_examples=150)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_looked_at_without_a_fault(text: str, words: str) -> None:
    assert isinstance(words_in(words, text), list)
    assert isinstance(links_in(text) + contacts_in(text), list)
    assert alike_percent(text, text) in {0, 100}


TEXT = "Drêches de brasserie fraîches, environ deux tonnes chaque semaine, à prendre à Lille le mardi matin"


def test_copies_share_a_band_and_other_texts_do_not() -> None:
    copy = TEXT.replace("fraîches", "FRAICHES").replace("mardi", "jeudi")

    assert set(enumerate(bands(TEXT))) & set(enumerate(bands(copy)))
    assert alike_percent(TEXT, copy) >= 60
    other = "Palettes en bois, format Europe, un camion par mois, bon état, quai et chariot disponibles à Roubaix"
    assert not set(enumerate(bands(TEXT))) & set(enumerate(bands(other)))


def test_short_texts_have_no_copies() -> None:
    assert bands("Palettes Europe") == ()
    assert alike_percent("Palettes Europe", "Palettes Europe") == 0


def picture() -> Image.Image:
    """Light that rises and falls in waves."""
    image = Image.new("L", (400, 300))
    waves = ((128 + 60 * sin(x / 40) + 60 * sin(y / 30 + x / 90)) for y in range(300) for x in range(400))
    image.putdata([int(light) for light in waves])
    return image


def test_a_smaller_copy_of_a_picture_has_nearly_the_same_likeness() -> None:
    whole, small = picture(), picture().resize((200, 150))
    first, second = difference_hash(whole), difference_hash(small)

    assert first is not None
    assert second is not None
    assert (first ^ second).bit_count() <= 6


def test_a_plain_picture_shows_nothing_to_tell_it_by() -> None:
    assert difference_hash(Image.new("RGB", (300, 200), "white")) is None
