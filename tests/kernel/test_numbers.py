"""Numbers as people type them, by language; nothing exotic passes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.kernel.numbers import BadNumber, read_bounded, read_number


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("1 234,5", "fr", "1234.5"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("1.234,5", "nl", "1234.5"),
        ("1,234.5", "en", "1234.5"),
        ("0.5", "fr", "0.5"),
        ("12,5", "en", "12.5"),
        ("−40", "fr", "-40"),
        ("-40", "en", "-40"),
        ("1,234", "en", "1234"),
        ("1.234", "nl", "1234"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(typed: str, language: str, meant: str) -> None:
    assert read_number(typed, language) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    ["", "NaN", "sNaN", "Infinity", "1e3", "1_000", "１００", "٣", "1,2,3", "--1", "0x10", "1.2.3", "9" * 21, "1\x00"],
)
@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_what_is_no_plain_number_is_refused(typed: str, language: str) -> None:
    with pytest.raises(BadNumber):
        read_number(typed, language)


def test_a_bounded_number_is_rounded_before_it_is_held_to_its_bounds() -> None:
    with pytest.raises(BadNumber):
        read_bounded("0,0004", "fr", least=Decimal("0.001"), most=Decimal(10), places=3)


@given(st.text(max_size=30), st.sampled_from(["fr", "en", "nl"]))
def test_any_text_is_a_finite_number_or_refused(typed: str, language: str) -> None:
    try:
        assert read_number(typed, language).is_finite()
    except BadNumber:
        pass
