from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.catalogue.core.units import MassBasis, Measure, Missing, NoMass, Substance, unit_mass

TONNE = Measure("t", "mass", Decimal(1000))
CUBIC_METRE = Measure("m3", "volume", Decimal(1))
SQUARE_METRE = Measure("m2", "area", Decimal(1))
DOZEN = Measure("dozen", "count", Decimal(12))
BALE = Measure("bale_occ", "container", Decimal(1), Decimal(534))
KILOWATT_HOUR = Measure("kwh", "energy", Decimal(3600000))
SPENT_GRAIN = Substance(density_kg_per_m3=Decimal(450))
PALLET = Substance(piece_mass_kg=Decimal(25))


def test_a_mass_is_what_the_holder_declares():
    assert unit_mass(TONNE, Substance()).basis is MassBasis.DECLARED
    assert unit_mass(TONNE, Substance()).of(Decimal("12.5")) == Decimal("12500.000")


def test_a_volume_weighs_by_the_density_and_is_an_estimate():
    mass = unit_mass(CUBIC_METRE, SPENT_GRAIN)

    assert (mass.of(Decimal(2)), mass.basis) == (Decimal("900.000"), MassBasis.ESTIMATED)


def test_pieces_weigh_by_the_typical_piece():
    assert unit_mass(DOZEN, PALLET).kg == Decimal(300)


def test_a_unit_with_a_typical_mass_of_its_own_needs_no_density():
    assert unit_mass(BALE, SPENT_GRAIN).kg == Decimal(534)


def test_what_the_holder_declares_per_unit_comes_before_any_typical_figure():
    mass = unit_mass(BALE, SPENT_GRAIN, declared_kg=Decimal("410.5"))

    assert (mass.kg, mass.basis) == (Decimal("410.5"), MassBasis.DECLARED)


@pytest.mark.parametrize(
    ("measure", "missing"),
    [
        (CUBIC_METRE, Missing.DENSITY),
        (DOZEN, Missing.UNIT_MASS),
        (SQUARE_METRE, Missing.UNIT_MASS),
        (KILOWATT_HOUR, Missing.OTHER_UNIT),
    ],
)
def test_what_cannot_be_weighed_says_what_is_missing(measure, missing):
    with pytest.raises(NoMass) as refusal:
        unit_mass(measure, Substance())

    assert refusal.value.missing is missing


@given(st.decimals("0.001", "90000", places=3), st.decimals("0.01", "20000", places=2))
def test_a_quantity_survives_the_way_to_kilograms_and_back(quantity, density):
    mass = unit_mass(CUBIC_METRE, Substance(density_kg_per_m3=density))

    assert abs(mass.of(quantity) / mass.kg - quantity) <= Decimal("0.0005") / density + Decimal("1e-12")
