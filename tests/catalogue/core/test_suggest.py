from dataclasses import replace
from time import perf_counter

import pytest

from bench.expressions import AFTERWARDS, read


@pytest.fixture(scope="module")
def expressions():
    return [one for one in read() if one.set != AFTERWARDS]


def missed(catalogue, expressions, within):
    """Expressions whose expected material is not among the first so many."""
    return [
        one.words
        for one in expressions
        if not {s.code for s in catalogue.suggest(one.words, language=one.language, most=within)} & one.expected
    ]


def test_every_language_is_found_whatever_language_the_page_speaks(catalogue, expressions):
    turned = {"fr": "nl", "nl": "en", "en": "fr"}
    elsewhere = [replace(one, language=turned[one.language]) for one in expressions]

    assert len(missed(catalogue, elsewhere, 5)) <= len(expressions) * 0.05


def test_a_suggestion_takes_less_than_ten_milliseconds(catalogue, expressions):
    catalogue.suggest("warm")
    began = perf_counter()
    for one in expressions:
        catalogue.suggest(one.words)

    assert (perf_counter() - began) / len(expressions) < 0.010


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_every_material_is_found_by_its_own_name(catalogue, language):
    lost = [
        entry.code
        for entry in catalogue.materials.values()
        if entry.code not in {s.code for s in catalogue.suggest(entry.label(language), language=language, most=3)}
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("right", "typed"),
    [("drêches", "drèhces"), ("polystyrène", "polistirene"), ("cardboard", "carboard"), ("zaagsel", "zaagzel")],
)
def test_a_slip_finds_what_the_right_word_finds(catalogue, right, typed):
    assert catalogue.suggest(typed)[0].code == catalogue.suggest(right)[0].code


def test_a_compound_that_nobody_listed_means_what_its_parts_mean(catalogue):
    assert "wood.panel_offcuts" in {s.code for s in catalogue.suggest("multiplexresten", language="nl", most=5)}


def test_a_compound_of_which_only_the_head_is_known_means_at_least_that(catalogue):
    assert catalogue.suggest("varkensmest", language="nl")[0].code == "food.manure"


def test_scores_fall_and_stay_between_zero_and_one(catalogue):
    scores = [s.score for s in catalogue.suggest("chutes de bois")]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize("text", ["", "   ", "?!…", "qqqqzzzzxxxx", "12"])
def test_nothing_known_finds_nothing(catalogue, text):
    assert catalogue.suggest(text) == []


def test_the_longest_text_is_still_answered_fast(catalogue):
    began = perf_counter()
    catalogue.suggest("palettes cartons chutes coton " * 6)

    assert perf_counter() - began < 0.1


def test_a_word_without_end_is_answered_at_once(catalogue):
    began = perf_counter()
    catalogue.suggest("x" * 5_000)
    catalogue.suggest("palette" * 700)

    assert perf_counter() - began < 1


@pytest.mark.parametrize("words", ["zeppelin", "quantum", "helicoptere", "xylophage"])
def test_an_unknown_word_is_not_taken_for_parts_of_others(catalogue, words):
    assert catalogue.suggest(words, guesses=False) == []


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("polistirene", "polystyrène"),
        ("Drèhces de brasserie", "drêches de brasserie"),
        ("big bag vdie", "big bag vide"),
        ("zeppelin", None),
        ("palettes europe", None),
        ("", None),
    ],
)
def test_words_nobody_knows_are_put_right_and_the_others_left(catalogue, typed, right):
    assert catalogue.corrected(typed) == right


def test_the_parts_of_an_unlisted_compound_count_as_words_of_their_own(catalogue):
    assert catalogue.suggest("houtkisten", language="nl")[0].code == "wood.crates"


@pytest.mark.parametrize(
    ("said", "language"),
    [("chutes de {}", "fr"), ("sacs de {}", "fr"), ("{} usagés", "fr"), ("bags of {}", "en"), ("{} offcuts", "en"),
     ("afval van {}", "nl"), ("zakken met {}", "nl"), ("gebruikte {}", "nl")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("slip", "code"), [("polistyrene", "plastic.eps"), ("plexiglsa", "plastic.pmma"), ("drehces", "food.spent_grain")]
)
def test_state_form_and_packing_do_not_win_over_a_misspelt_material(catalogue, said, language, slip, code):
    found = catalogue.suggest(said.format(slip), language=language, most=5)

    assert code in {one.code for one in found}


@pytest.mark.parametrize(
    ("derived", "code"), [("kunststofzooi", "plastic"), ("papierbende", "paper"), ("rubberprut", "rubber")]
)
def test_a_word_of_which_only_the_beginning_is_known_means_just_that(catalogue, derived, code):
    assert catalogue.suggest(derived, language="nl")[0].code == code
