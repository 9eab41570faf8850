"""Handovers worked out by hand from the rows of the reference tables, beside what the reckoning says.

Rows: IF… of impact_factors.csv (virgin, recycled, end of life in kg CO₂e per tonne or piece, ± the source's per cent),
TF… of transport_factors.csv (kg CO₂e per tonne-kilometre or kilometre), yields and displacement of processes.csv.
Vehicles nobody told: TF001 0.842 up to 1 t, TF007 0.169 up to 9 t, TF012 0.0875 beyond.
"""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from exchange.catalogue import queries as catalogue
from exchange.impact.core.benefit import Benefit, NoFactor, NoFactorReason
from exchange.impact.reckoning import Trip, reckon
from exchange.kernel.trade import LegalStatus

D = Decimal
PRODUCT, REUSED, BY_PRODUCT, WASTE = (
    LegalStatus.PRODUCT, LegalStatus.REUSE_ITEM, LegalStatus.BY_PRODUCT, LegalStatus.WASTE,
)  # fmt: skip
ALONE = Trip("TF032", is_dedicated=True)
BARGE, TRAIN, CARGO_BIKE = Trip("TF023"), Trip("TF015"), Trip("TF037")

WORKED = {
    # IF001 2211 ± 10 %: 221.1 either way
    "a tonne of steel used again next door": (
        ("metal.steel", 1000, 0, REUSED), ("1989.900", "2211.000", "2432.100")),
    # IF007 0.5 × 7803 = 3901.5 ± 30 % = 1170.45; way 0.5 × 20 × 0.842 = 8.42
    "half a tonne of aluminium used again": (
        ("metal.aluminium", 500, 20, REUSED), ("2722.630", "3893.080", "5063.530")),
    # IF001 10 × (2211 − 938) = 12730 ± 1273; yield 0.85, 0.98, 0.98: 9738.45, 12475.4, 13722.94; way 300 × 0.0875
    "steel scrap into the electric furnace": (
        ("metal.steel", 10_000, 30, WASTE), ("9712.200", "12449.150", "13696.690")),
    # IF007 2 × 7241 = 14482 ± 30 %; yield 0.88, 0.934, 1: 8920.912, 13526.188, 18826.6; way 30 × 0.169 = 5.07
    "aluminium scrap melted": (
        ("metal.aluminium", 2000, 15, WASTE), ("8915.842", "13521.118", "18821.530")),
    # IF011 6780.2 − 626.3 = 6153.9, no range stated; yield 0.75, 0.814, 0.95
    "copper scrap melted next door": (
        ("metal.copper", 1000, 0, WASTE), ("4615.425", "5009.275", "5846.205")),
    # IF021 20 × 514 = 10280 ± 50 %; yield 0.85, 0.878, 0.97: 4369, 9025.84, 14957.4; way 800 × 0.0875 = 70
    "bottles melted": (
        ("glass.containers", 20_000, 40, WASTE), ("4299.000", "8955.840", "14887.400")),
    # IF046 3 × 1718 = 5154 ± 20 %; yield 0.7, 0.763, 0.97: 2886.24, 3932.502, 5999.256; way 75 × 0.169 = 12.675
    "HDPE drums ground and melted": (
        ("plastic.hdpe", 3000, 25, WASTE), ("2873.565", "3919.827", "5986.581")),
    # IF043 3068 ± 20 %; yield 0.65, 0.772, 0.95: 1595.36, 2368.496, 3497.52; way 10 × 0.842 = 8.42
    "a tonne of PET recycled": (
        ("plastic.pet", 1000, 10, WASTE), ("1586.940", "2360.076", "3489.100")),
    # IF030 8 × (1199.7 − 1098.1) = 812.8; yield 0.85, 0.945, 0.96: 690.88, 768.096, 780.288; way 480 × 0.169 = 81.12
    "corrugated board to the mill": (
        ("paper.corrugated", 8000, 60, WASTE), ("609.760", "686.976", "699.168")),
    # 0.5 × 101.6 = 50.8; yield: 43.18, 48.006, 48.768; a van burns 0.5 × 200 × 0.842 = 84.2
    "board in a van over 200 km costs more than it saves": (
        ("paper.corrugated", 500, 200, WASTE), ("-41.020", "-36.194", "-35.432")),
    # 10 × 101.6 = 1016; yield: 863.6, 960.12, 975.36; way 10 × 1097.28 × 0.0875 = 960.12: recycling gains nothing
    "board so far away that recycling gains nothing at all": (
        ("paper.corrugated", 10_000, 1097.28, WASTE), ("-96.520", "0.000", "15.240")),
    # IF108 6 × 87.8 = 526.8; yield 0.8, 0.9, 0.998: 421.44, 474.12, 525.746; IF110 6 × 65 = 390; way 120 × 0.169
    "plasterboard recycled, its disposal avoided": (
        ("construction.plasterboard", 6000, 20, WASTE), ("791.160", "843.840", "895.466")),
    # IF095 states no recycled figure: production is not credited; IF098 10 × 11 = 110; way 50 × 0.0875 = 4.375
    "concrete crushed: only its disposal counts": (
        ("construction.concrete", 10_000, 5, WASTE), ("105.625", "105.625", "105.625")),
    # IF134 4 × 112.1 = 448.4; yield 0.3, 0.45, 0.6: 134.52, 201.78, 269.04; way 40 × 0.169 = 6.76
    "garden waste composted": (
        ("food.garden_waste", 4000, 10, WASTE), ("127.760", "195.020", "262.280")),
    # IF130 5 × 1160 × 0.22 = 1276; yield 0.95, 1, 1: 1212.2, 1276, 1276; way 60 × 0.169 = 10.14
    "spent grain as feed displaces bran": (
        ("food.spent_grain", 5000, 12, BY_PRODUCT), ("1202.060", "1265.860", "1265.860")),
    # 0.5 × 1160 × 0.22 = 127.6, low 121.22; a van burns 0.5 × 400 × 0.842 = 168.4
    "spent grain in a van over 400 km is a loss": (
        ("food.spent_grain", 500, 400, BY_PRODUCT), ("-47.180", "-40.800", "-40.800")),
    # IF130 25 × 1160 × 0.28 = 8120; yield 0.9, 0.95, 1: 7308, 7714, 8120; way 1250 × 0.0875 = 109.375
    "beet pulp as feed": (
        ("food.beet_pulp", 25_000, 50, BY_PRODUCT), ("7198.625", "7604.625", "8010.625")),
    # IF130 1160 × 0.9 = 1044; yield 0.65, 0.7, 0.8: 678.6, 730.8, 835.2; way 5 × 0.842 = 4.21
    "bread crumbed for feed": (
        ("food.human.bread", 1000, 5, BY_PRODUCT), ("674.390", "726.590", "830.990")),
    # IF089 2 × 269.5 = 539, sawing 2 × 38.5 = 77; IF094 2 × 23 = 46; way 60 × 0.169 = 10.14
    "beams used again": (
        ("wood.beams", 2000, 30, REUSED), ("497.860", "497.860", "497.860")),
    # IF206 0.8 × 3335.6 × 0.8 displaced = 2134.784; 0.8 × 731.2 = 584.96; way 0.8 × 50 × 0.842 = 33.68
    "tyres retreaded": (
        ("rubber.tyres_reusable", 800, 50, REUSED), ("1516.144", "1516.144", "1516.144")),
    # IF066 0.3 × 22310 = 6693, sorting 45.66; IF074 0.3 × 1382 = 414.6 ± 50 % = 207.3; way 0.3 × 15 × 0.842 = 3.789
    "workwear worn again": (
        ("textile.workwear", 300, 15, REUSED), ("6850.851", "7058.151", "7265.451")),
    # IF099 20 × 4 = 80 ± 50 % = 40; way 1200 × 0.0875 = 105: the lorry burns more than the quarry
    "gravel hauled 60 km is a loss, at best a small gain": (
        ("construction.natural_aggregate", 20_000, 60, PRODUCT), ("-65.000", "-25.000", "15.000")),
    # IF138 per tonne 0.22 × 24865.5 × 0.65 displaced = 3555.7665; IF139 0.22 × 1995 = 438.9 ± 100 %
    "laptops by the kilogram": (
        ("electronics.laptops", 220, 0, REUSED), ("3555.766", "3994.666", "4433.566")),
}  # fmt: skip

COUNTED = {
    # IF148 100 × 156 = 15600 ± 50 %, × 0.65: 5070, 10140, 15210; IF139 438.9 ± 100 %; way 0.22 × 20 × 0.842 = 3.7048
    "a hundred laptops of 2.2 kg": (
        ("electronics.laptops", 220, 20, REUSED), "2.2", ("5066.295", "10575.195", "16084.095")),
    # IF179 12 × 80.2 = 962.4 ± 20 %, × 0.8: 615.936, 769.92, 923.904; IF174 0.48 × 531 = 254.88 ± 50.976;
    # way 0.48 × 10 × 0.842 = 4.0416
    "twelve desks of 40 kg": (
        ("furniture.desks", 480, 10, REUSED), "40", ("815.798", "1020.758", "1225.718")),
}  # fmt: skip

CARRIED = {
    # TF032 1.229 per km, 15 km there and 15 back: 36.87 off 2211 ± 221.1
    "steel on a lorry of its own": (
        ("metal.steel", 1000, 15, REUSED), ALONE, ("1953.030", "2174.130", "2395.230")),
    # TF023 100 × 80 × 0.0203 = 162.4 off 221100 ± 22110
    "steel by barge": (
        ("metal.steel", 100_000, 80, REUSED), BARGE, ("198827.600", "220937.600", "243047.600")),
    # TF015 1000 × 150 × 0.0102 = 1530 off IF099 4000 ± 2000
    "gravel by rail": (
        ("construction.natural_aggregate", 1_000_000, 150, PRODUCT), TRAIN, ("470.000", "2470.000", "4470.000")),
    # IF120 0.05 × 1270 × 0.9 displaced = 57.15; TF037 0.05 × 4 × 0.11 = 0.022
    "bread by cargo bike": (
        ("food.human.bread", 50, 4, PRODUCT), CARGO_BIKE, ("57.128", "57.128", "57.128")),
}  # fmt: skip


def ends(lot, **more):
    code, mass, km, status = lot
    result = reckon(catalogue.current(), code, D(mass), km, status, **more).result
    assert isinstance(result, Benefit)
    return tuple(str(end) for end in (result.kg.low, result.kg.central, result.kg.high))


@pytest.mark.parametrize("story", WORKED)
def test_a_handover_comes_to_what_was_worked_out_by_hand(session: Session, story: str) -> None:
    lot, expected = WORKED[story]
    assert ends(lot) == expected


@pytest.mark.parametrize("story", COUNTED)
def test_a_counted_lot_takes_the_factor_per_piece(session: Session, story: str) -> None:
    lot, kg_per_piece, expected = COUNTED[story]
    assert ends(lot, kg_per_piece=D(kg_per_piece)) == expected


@pytest.mark.parametrize("story", CARRIED)
def test_the_vehicle_told_is_the_one_reckoned_with(session: Session, story: str) -> None:
    lot, trip, expected = CARRIED[story]
    assert ends(lot, trip=trip) == expected


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("metal.lead", NoFactorReason.NO_FACTOR),  # IF015 states recycled = virgin, and no process takes lead
        ("plastic.pp", NoFactorReason.RECYCLED_NOT_KNOWN),  # IF052 states no recycled figure
        ("textile.mixed_offcuts", NoFactorReason.NO_FACTOR),  # its process says nothing of what it displaces
    ],
)
def test_recycling_without_a_believable_figure_is_not_credited(
    session: Session, code: str, reason: NoFactorReason
) -> None:
    assert reckon(catalogue.current(), code, D(1000), 10, WASTE).result == NoFactor(reason)


def test_a_vehicle_that_no_table_knows_or_that_states_no_such_figure_is_refused(session: Session) -> None:
    with pytest.raises(LookupError, match="TF999"):
        ends(("metal.steel", 1000, 1, REUSED), trip=Trip("TF999"))
    with pytest.raises(ValueError, match="no figure"):
        ends(("metal.steel", 1000, 1, REUSED), trip=Trip("TF026"))
