"""What each typed word tells: rare words much, words of state little, joining words nothing."""

import pytest

from exchange.catalogue.core.snapshot import Catalogue


def test_the_shares_add_up_and_joining_words_have_none(catalogue: Catalogue) -> None:
    shares = catalogue.telling("Chutes de l'œuvre en coton, coton")

    assert list(shares) == ["chutes", "œuvre", "coton"]
    assert sum(shares.values()) == pytest.approx(1)


def test_rare_words_tell_more_and_words_of_state_less(catalogue: Catalogue) -> None:
    shares = catalogue.telling("déchets usagés drêche 12")

    assert shares["drêche"] > shares["déchets"] > shares["usagés"] > 0
    assert shares["12"] < shares["déchets"]


def test_joining_words_count_where_there_is_nothing_else(catalogue: Catalogue) -> None:
    assert list(catalogue.telling("de la")) == ["de", "la"]
    assert catalogue.telling("!?") == {}


def test_long_texts_are_cut(catalogue: Catalogue) -> None:
    assert len(catalogue.telling(" ".join(f"mot{number}" for number in range(40)))) == 12
