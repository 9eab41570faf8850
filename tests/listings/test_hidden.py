"""What a stranger receives does not depend on what is hidden: two worlds, compared byte for byte."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.listings.worlds import Hidden, build, received

ONE = Hidden((-2400.0, 2300.0), "7 quai des Ombres", "Zoltan", "zoltan.example", "Ombre SARL", "brewery", "Leica Q7")
OTHER = Hidden((2450.0, -2490.0), "93 chemin Perdu", "Quirine", "quirine.example", "Fantôme SA", "shade", "Kodak X3")
NEVER_SAID = ("Ombres", "Zoltan", "zoltan.example", "Leica", "Perdu", "Quirine", "quirine.example", "Kodak")
OWN_PAGE = "/companies/id-1"
"""Of the company that nobody knows: it is verified, so it has one, which nothing leads to."""

Answers = dict[str, tuple[str, bytes]]


@pytest.fixture(scope="module")
def worlds(make_app: Callable[..., Flask]) -> tuple[Answers, Answers]:
    """They differ in positions, addresses, people, a photo's memory, and in who holds what is anonymous."""
    apps = (make_app("hidden_one"), ONE), (make_app("hidden_other"), OTHER)
    one, other = ({address: rest for address, *rest in received(build(*pair))} for pair in apps)
    return one, other  # type: ignore[return-value] # a starred target makes lists of the pairs


def test_a_stranger_receives_the_same_bytes_whatever_is_hidden(worlds: tuple[Answers, Answers]) -> None:
    one, other = worlds

    assert one.keys() == other.keys()
    assert len(one) > 45
    assert [address for address in one if one[address] != other[address] and OWN_PAGE not in address] == []


def test_nothing_hidden_is_said_anywhere(worlds: tuple[Answers, Answers]) -> None:
    for world in worlds:
        for address, (headers, body) in world.items():
            assert not [words for words in NEVER_SAID if words.encode() in body or words in headers], address


def test_a_company_that_hides_is_named_only_on_its_own_page(worlds: tuple[Answers, Answers]) -> None:
    for world, name in zip(worlds, (ONE.shade, OTHER.shade), strict=True):
        naming = {address for address, (_, body) in world.items() if name.encode() in body}
        assert naming == {OWN_PAGE}
