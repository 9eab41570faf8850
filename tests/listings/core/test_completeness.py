"""Completeness: whole points, 100 in all, never less for telling more."""

from dataclasses import asdict, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exchange.listings.core.completeness import (
    Completeness,
    NeedTold,
    OfferTold,
    PartName,
    of_need,
    of_offer,
)

OFFERS = st.builds(
    OfferTold, photos=st.integers(0, 10), description_chars=st.integers(0, 4000), is_material_exact=st.booleans(),
    mass_known=st.integers(0, 3), has_condition=st.booleans(), details_told=st.integers(0, 8),
    details_asked=st.integers(0, 8), has_composition=st.booleans(), has_packaging=st.booleans(),
    has_price=st.booleans(), has_last_day=st.booleans(),
)  # fmt: skip
NEEDS = st.builds(
    NeedTold, description_chars=st.integers(0, 4000), is_material_exact=st.booleans(), has_smallest_lot=st.booleans(),
    has_condition=st.booleans(), has_statuses=st.booleans(), has_price=st.booleans(), has_last_day=st.booleans(),
)  # fmt: skip
MOST = {"mass_known": 3}
ASKED_NOT_TOLD = {"details_asked"}


def is_sound(score: Completeness) -> bool:
    """Every part within its bounds, 100 points to be had, and the next best is the largest gap."""
    gaps = [part.most - part.points for part in score.parts]
    best = score.next_best
    return (
        sum(part.most for part in score.parts) == 100
        and all(gap >= 0 and part.points >= 0 for gap, part in zip(gaps, score.parts, strict=True))
        and (best is None) == (score.points == 100)
        and (best is None or best.most - best.points == max(gaps))
    )


def more(told: Any) -> list[Any]:
    """Everything that differs by one more thing told."""
    return [
        replace(told, **{name: True if isinstance(value, bool) else min(value + 1, MOST.get(name, value + 1))})
        for name, value in asdict(told).items()
        if name not in ASKED_NOT_TOLD
    ]


@given(OFFERS)
def test_telling_more_of_a_lot_never_lowers_its_score(told: OfferTold) -> None:
    score = of_offer(told)

    assert is_sound(score)
    assert all(of_offer(one).points >= score.points for one in more(told))


@given(NEEDS)
def test_telling_more_of_a_need_never_lowers_its_score(told: NeedTold) -> None:
    score = of_need(told)

    assert is_sound(score)
    assert all(of_need(one).points >= score.points for one in more(told))


def test_a_photo_is_what_a_bare_lot_lacks_most() -> None:
    best = of_offer(OfferTold()).next_best

    assert best is not None
    assert (best.name, best.most) == (PartName.PHOTO, 20)


def test_everything_told_is_a_hundred() -> None:
    lot = OfferTold(
        photos=1, description_chars=80, is_material_exact=True, mass_known=3, has_condition=True, details_told=4,
        details_asked=4, has_composition=True, has_packaging=True, has_price=True, has_last_day=True,
    )  # fmt: skip
    need = NeedTold(
        description_chars=80, is_material_exact=True, has_smallest_lot=True, has_condition=True, has_statuses=True,
        has_price=True, has_last_day=True,
    )  # fmt: skip

    assert (of_offer(lot).points, of_need(need).points) == (100, 100)
    assert of_offer(lot).next_best is None
