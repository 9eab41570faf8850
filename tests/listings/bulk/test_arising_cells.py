"""How often, weekdays and months as people write them into cells."""

import pytest

from exchange.listings.bulk.core.arising import months, rhythm, weekdays


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tue, Fri", ["2", "5"]), ("mardi et vendredi", ["2", "5"]), ("dinsdag en vrijdag", ["2", "5"]),
        ("lundi au mercredi", ["1", "2", "3"]), ("sat-mon", ["1", "6", "7"]), ("2; 5", ["2", "5"]), ("", []),
        ("di", None), ("8", None), ("someday", None), ("1-2-3", None),
    ],
)  # fmt: skip
def test_weekdays(text: str, told: list[str] | None) -> None:
    assert weekdays(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Oct–Dec", ["10", "11", "12"]), ("octobre à décembre", ["10", "11", "12"]), ("10-12", ["10", "11", "12"]),
        ("november tot januari", ["1", "11", "12"]), ("août", ["8"]), ("mrt, mei", ["3", "5"]), ("5", ["5"]),
        ("ju", None), ("13", None), ("harvest", None),
    ],
)  # fmt: skip
def test_months(text: str, told: list[str] | None) -> None:
    assert months(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "one_off"), ("Une fois", "one_off"), ("Chaque  mois", "flow"), ("Every month", "flow"), ("daily", None),
        ("Every week", "weekly"), ("hebdomadaire", "weekly"), ("wekelijks", "weekly"),
    ],
)  # fmt: skip
def test_how_often(text: str, told: str | None) -> None:
    assert rhythm(text) == told
