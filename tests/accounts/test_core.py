"""Opening hours and waste codes as people write them; passwords that everybody guesses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.accounts import passwords
from exchange.accounts.core.codes import BadCodes, read_codes
from exchange.accounts.core.hours import BadHours, read_hours, write_hours


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("  ", []),
        ("08:00-12:00", [("08:00", "12:00")]),
        ("8:00 - 12:00, 13h30–17h00", [("08:00", "12:00"), ("13:30", "17:00")]),
        ("00:00-24:00", [("00:00", "24:00")]),
    ],
)
def test_hours_are_read(typed: str, read: list[tuple[str, str]]) -> None:
    assert read_hours(typed) == read
    assert read_hours(write_hours(read)) == read


@pytest.mark.parametrize(
    "typed",
    ["8-12", "08:00", "12:00-08:00", "08:00-08:00", "08:00-12:00 12:00-13:00", "24:30-24:40", "closed", "٠٨:٠٠-١٢:٠٠",
     "00:00-24:01", "08:00-09:00 10:00-11:00 12:00-13:00", "08:00-12:00x"],
)  # fmt: skip
def test_hours_that_mean_nothing_are_refused(typed: str) -> None:
    with pytest.raises(BadHours):
        read_hours(typed)


@given(st.text())
def test_any_text_is_hours_or_refused(typed: str) -> None:
    try:
        assert len(read_hours(typed)) <= 2
    except BadHours:
        pass


@given(
    st.lists(st.integers(0, 999_999).map("{:06d}".format), min_size=1, max_size=20), st.sampled_from([", ", " ", "*;"])
)
def test_codes_written_in_any_fashion_are_read(codes: list[str], between: str) -> None:
    spaced = [f"{code[:2]} {code[2:4]} {code[4:]}" for code in codes]
    assert read_codes(between.join(codes)) == read_codes(between.join(spaced)) == sorted(set(codes))


@pytest.mark.parametrize("typed", ["20013", "2001381", "20 01 38x", "wood 200138", "20-01-38", "150101200301"])
def test_codes_that_are_none_are_named(typed: str) -> None:
    with pytest.raises(BadCodes):
        read_codes(typed)


def test_the_common_list_is_folded_and_long_enough_to_matter() -> None:
    assert all(len(word) >= passwords.SHORTEST and word == word.casefold() for word in passwords._common())
    assert passwords.is_common("MotDePasse123")
    assert not passwords.is_common("warp and weft 59")


@pytest.mark.parametrize("leaked", ["bezopasnost001", "BEZOPASNOST001", "JAtuGa5EPu!ysu", "pusyaLOVEpusya"])
def test_what_has_leaked_is_refused_though_a_guesser_would_come_to_it_late(leaked: str) -> None:
    assert passwords.zxcvbn(leaked)["guesses"] > passwords.FEWEST_GUESSES
    assert passwords.is_common(leaked)


@given(st.text(min_size=passwords.SHORTEST, max_size=passwords.LONGEST))
def test_any_text_is_judged_without_a_word(typed: str) -> None:
    assert passwords.is_common(typed) in {True, False}


def test_one_password_composed_differently_is_one_password() -> None:
    kept = passwords.keep("déchets triés 59")
    assert passwords.opens(kept, "de\u0301chets trie\u0301s 59")
    assert not passwords.opens(kept, "dechets tries 59")
