"""Text at the border: cleaned, bounded, comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.words import BadText, cleaned, folded


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  spent grain \r\n wet ", "spent grain \n wet"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("🧵", "🧵"),
        ("a\tb", "a\tb"),
        ("\u200b\u2060 \ufeff", ""),
        ("", ""),
    ],
)
def test_text_is_cleaned(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@pytest.mark.parametrize("typed", ["a\x00b", "\x1b[31m", "\x7f", "\x85", "\ud800", "a\x0bb"])
def test_text_that_no_database_or_terminal_should_see_is_refused(typed: str) -> None:
    with pytest.raises(BadText):
        cleaned(typed)


@given(st.text())
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    try:
        once = cleaned(typed)
    except BadText:
        return
    assert cleaned(once) == once


@given(st.text())
def test_folding_ignores_case_and_accents(typed: str) -> None:
    assert folded(folded(typed)) == folded(typed)


def test_folding_compares_what_people_type() -> None:
    assert folded("Drêches d’Orge, Cœur") == folded("DRECHES D'ORGE, COEUR")
    assert folded("Straße") == "strasse"
