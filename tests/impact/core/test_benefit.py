"""Net benefits worked out by hand beside what the rules say."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.impact.core.benefit import Benefit, LineLabel, Move, NoFactor, NoFactorReason, Route, net_benefit
from exchange.impact.core.factors import EndOfLife
from exchange.impact.core.haulage import DedicatedTrip, SharedTrip
from exchange.impact.core.ranges import Range
from tests.impact.core.cast import (
    AGGREGATE,
    CLOTHING,
    CLOTHING_ENDS,
    DESK,
    LEAD,
    NYLON,
    PVC_BURNT,
    RIGID_17T,
    RIGID_19T,
    STEEL,
    TIMBER,
    D,
    a_factor,
    without_source_range,
)

NEXT_DOOR = SharedTrip(RIGID_19T, D(0))


def by_truck(km):
    return SharedTrip(RIGID_19T, D(km))


def net(route, kg, haulage=NEXT_DOOR, *, of, ends=None, goes_to=EndOfLife.USUAL, **move):
    return net_benefit(Move(route, D(kg), haulage, **move), of, ends, goes_to)


def figures(benefit):
    return benefit.kg.low, benefit.kg.central, benefit.kg.high


def test_two_tonnes_of_steel_used_again_ten_kilometres_away():
    # 2 × 2211 = 4422, give or take 442.2; the way 2 × 10 × 0.169 = 3.38
    assert figures(net(Route.REUSE, 2000, by_truck(10), of=STEEL)) == (D("3976.420"), D("4418.620"), D("4860.820"))


def test_steel_melted_again_saves_the_difference_times_the_yield():
    # (2211 − 938) × 0.9 = 1145.7, ± 10 %
    benefit = net(Route.RECYCLING, 1000, of=STEEL, yield_share=Range.exactly(D("0.9")))
    assert figures(benefit) == (D("1031.130"), D("1145.700"), D("1260.270"))


def test_a_by_product_is_credited_with_what_it_displaces():
    # 2211 × 0.8 displaced × 0.5 yield = 884.4, ± 10 %
    half, most = Range.exactly(D("0.5")), Range.exactly(D("0.8"))
    benefit = net(Route.BY_PRODUCT, 1000, of=STEEL, displacement=most, yield_share=half)
    assert figures(benefit) == (D("795.960"), D("884.400"), D("972.840"))


def test_a_way_not_taken_to_the_landfill_is_credited_too():
    # 2211 + 41 = 2252; low 1989.9 + 36.9, high 2432.1 + 45.1
    benefit = net(Route.REUSE, 1000, of=STEEL, ends=STEEL, goes_to=EndOfLife.LANDFILL)
    assert figures(benefit) == (D("2026.800"), D("2252.000"), D("2477.200"))


def test_clothes_worn_again_displace_a_share_of_new_ones():
    # half a tonne: 11155 × 0.28 to 0.646 (WRAP), centre 0.463 → 3123.4, 5164.765, 7206.13; sorting 76.1;
    # end of life 691 ± 345.5
    share = Range(D("0.28"), D("0.463"), D("0.646"))
    benefit = net(Route.REUSE, 500, of=CLOTHING, ends=CLOTHING_ENDS, displacement=share)
    assert figures(benefit) == (D("3392.800"), D("5779.665"), D("8166.530"))
    assert [line.label for line in benefit.lines] == list(LineLabel)


def test_gravel_hauled_too_far_costs_more_than_it_saves_and_says_so():
    # 7.793 − 2.21 = 5.583 per tonne; 60 km × 0.169 = 10.14: −4.557 per tonne, 20 t
    assert figures(net(Route.REUSE, 20_000, by_truck(60), of=AGGREGATE)) == (D("-91.140"),) * 3


def test_gravel_from_next_door_saves_a_little():
    # (5.583 − 5 × 0.169) × 20 = 94.76
    assert net(Route.REUSE, 20_000, by_truck(5), of=AGGREGATE).kg.central == D("94.760")


def test_a_trip_of_its_own_counts_the_empty_way_back():
    # 300 kg of nylon: 0.3 × 7630 = 2289; 2 × 40 × 1.229 = 98.32
    there_and_back = net(Route.REUSE, 300, DedicatedTrip(RIGID_17T, D(40)), of=NYLON)
    one_way = net(Route.REUSE, 300, DedicatedTrip(RIGID_17T, D(40), returns_empty=False), of=NYLON)
    assert there_and_back.kg.central == D("2190.680")
    assert one_way.kg.central == D("2239.840")  # 2289 − 49.16


def test_desks_are_counted_by_the_piece():
    # 12 × 120 = 1440 ± 20 % = 288; 0.48 t × 10 km × 0.169 = 0.8112
    benefit = net(Route.REUSE, 480, by_truck(10), of=DESK, pieces=D(12))
    assert figures(benefit) == (D("1151.189"), D("1439.189"), D("1727.189"))


def test_burning_with_energy_put_to_use_is_a_net_figure_that_may_be_negative():
    # 110 − 260 = −150 per tonne: not burning it loses that; 1000 − 150 = 850
    wood = a_factor("IF-W", "wood", virgin_kg=D(1000), incineration_kg=D(110), incineration_credit_kg=D(-260))
    assert net(Route.REUSE, 1000, of=wood, ends=wood, goes_to=EndOfLife.INCINERATION).kg.central == D("850.000")


def test_lead_melted_again_has_no_credit_for_production_but_keeps_its_end_of_life():
    # recycled equals virgin in the table: only 100 of end of life less 0.169 × 10
    end = a_factor("IF-E", "metal", usual_end_kg=D(100))
    benefit = net(Route.RECYCLING, 1000, by_truck(10), of=LEAD, ends=end)
    assert benefit.kg.central == D("98.310")
    assert benefit.uncredited is NoFactorReason.RECYCLED_NOT_KNOWN


@pytest.mark.parametrize(
    ("route", "factor", "reason"),
    [
        (Route.REUSE, None, NoFactorReason.NO_FACTOR),
        (Route.REUSE, TIMBER, NoFactorReason.IMPLAUSIBLE),
        (Route.REUSE, CLOTHING_ENDS, NoFactorReason.VIRGIN_NOT_KNOWN),
        (Route.REUSE, DESK, NoFactorReason.NOT_COUNTED),
        (Route.RECYCLING, LEAD, NoFactorReason.RECYCLED_NOT_KNOWN),
        (Route.RECYCLING, NYLON, NoFactorReason.RECYCLED_NOT_KNOWN),
    ],
)
def test_no_factor_is_said_and_never_zero(route, factor, reason):
    assert net(route, 1000, of=factor) == NoFactor(reason)


@pytest.mark.parametrize(("ends", "goes_to"), [(PVC_BURNT, EndOfLife.INCINERATION), (CLOTHING, EndOfLife.LANDFILL)])
def test_ends_of_life_that_are_implausible_or_transport_only_are_not_credited(ends, goes_to):
    assert net(Route.REUSE, 1000, of=STEEL, ends=ends, goes_to=goes_to) == net(Route.REUSE, 1000, of=STEEL)


def test_each_line_names_its_source_year_and_version():
    benefit = net(Route.REUSE, 1000, by_truck(1), of=NYLON)
    assert [(line.label, line.year, line.geography) for line in benefit.lines] == [
        (LineLabel.AVOIDED_PRODUCTION, 2014, "FR"),
        (LineLabel.TRANSPORT, 2025, "FR"),
    ]
    assert all(line.source.startswith("ADEME") and line.version for line in benefit.lines)


def test_a_source_without_a_range_is_marked_as_such():
    assert net(Route.REUSE, 1000, of=STEEL).has_stated_range
    assert not net(Route.REUSE, 1000, of=without_source_range(STEEL)).has_stated_range


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity_kg": D(0)},
        {"pieces": D(0)},
        {"displacement": Range.exactly(D("1.1"))},
        {"yield_share": Range.exactly(D("1.1"))},
        {"yield_share": Range.exactly(D("-0.1"))},
    ],
)
def test_a_move_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"mass|yield|displaces"):
        replace(Move(Route.REUSE, D(1), NEXT_DOOR), **wrong)


def test_a_trip_without_a_figure_or_with_a_negative_way_is_refused():
    with pytest.raises(ValueError, match="no figure"):
        DedicatedTrip(RIGID_19T, D(1))
    with pytest.raises(ValueError, match="zero or more"):
        by_truck(-1)


FACTORS = st.sampled_from([STEEL, NYLON, CLOTHING, AGGREGATE])
KM = st.decimals(0, 500, places=3)
KG = st.decimals("0.001", 40_000, places=3)
SHARES = st.lists(st.decimals(0, 1, places=3), min_size=3, max_size=3).map(lambda s: Range(*sorted(s)))


@given(FACTORS, st.sampled_from([Route.REUSE, Route.BY_PRODUCT]), KG, KM, SHARES)
def test_the_lines_sum_to_the_net_and_low_comes_before_high(factor, route, kg, km, share):
    benefit = net(route, kg, by_truck(km), of=factor, ends=CLOTHING_ENDS, displacement=share)
    assert isinstance(benefit, Benefit)
    assert benefit.kg.low <= benefit.kg.central <= benefit.kg.high
    assert benefit.kg.central == sum((line.kg.central for line in benefit.lines), Decimal(0))


@given(FACTORS, KG, KM, KM)
def test_a_longer_way_never_saves_more(factor, kg, km, more):
    near, far = net(Route.REUSE, kg, by_truck(km), of=factor), net(Route.REUSE, kg, by_truck(km + more), of=factor)
    assert all(a >= b for a, b in zip(figures(near), figures(far), strict=True))


@given(FACTORS, KG, SHARES)
def test_displacing_less_never_saves_more(factor, kg, share):
    less = net(Route.REUSE, kg, of=factor, displacement=share)
    assert net(Route.REUSE, kg, of=factor).kg.central >= less.kg.central


@given(KG, KG)
def test_more_steel_from_next_door_never_saves_less(kg, more):
    small, large = net(Route.REUSE, kg, of=STEEL), net(Route.REUSE, kg + more, of=STEEL)
    assert all(a <= b for a, b in zip(figures(small), figures(large), strict=True))


@given(st.lists(st.decimals(-1000, 1000, places=3), min_size=3, max_size=3), SHARES)
def test_a_share_of_a_loss_keeps_its_worst_and_its_best(ends, share):
    figure = Range(*sorted(ends))
    part = figure * share
    assert part.low <= min(figure.low * share.low, figure.low * share.high)
    assert part.high >= max(figure.high * share.low, figure.high * share.high)
    assert part.low <= part.central <= part.high
