"""What a family asks, and how a make-up with its tolerances is read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.catalogue import queries as catalogue
from exchange.listings.core.attributes import ASKED, BadShares, Share, asked_of, read_shares


def percent(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


@pytest.mark.usefixtures("session")
def test_every_family_of_the_catalogue_was_thought_about() -> None:
    assert {family.code for family in catalogue.current().families} == set(ASKED)


def test_a_family_that_nobody_described_asks_nothing() -> None:
    assert asked_of("unheard_of") == ()


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("cotton 100", [Share("cotton", Decimal(100))]),
        ("cotton 95 % ± 2 %; elastane 5", [Share("cotton", Decimal(95), Decimal(2)), Share("elastane", Decimal(5))]),
        ("PA6 30 +/- 1,5; acier inox 62,5", [Share("PA6", Decimal(30), percent("1.5")),
                                             Share("acier inox", percent("62.5"))]),
    ],
)  # fmt: skip
def test_parts_with_their_percent_and_tolerance(text: str, shares: list[Share]) -> None:
    assert read_shares(text, percent) == shares


@pytest.mark.parametrize("text", ["", ";", "cotton", "95", "cotton 60; elastane 50", "a 1;" * 11, "cotton ± 2", "5 5x"])
def test_what_is_no_make_up_is_refused(text: str) -> None:
    with pytest.raises(BadShares):
        read_shares(text, percent)


@given(st.text(max_size=160))
def test_any_text_is_read_or_refused(text: str) -> None:
    def careful(typed: str) -> Decimal:
        try:
            return percent(typed)
        except ArithmeticError:
            raise ValueError(typed) from None

    try:
        shares = read_shares(text, careful)
    except ValueError:
        return
    assert 1 <= len(shares) <= 10
    assert sum(share.percent for share in shares) <= 100
