"""Which row speaks for a material."""

from dataclasses import replace

from exchange.impact.core.factors import EndOfLife, choose_end_of_life, choose_factor
from tests.impact.core.cast import CLOTHING, CLOTHING_ENDS, DESK, FURNITURE, PVC_BURNT, STEEL, D, a_factor

METAL = a_factor("X-METAL", "metal", virgin_kg=D(1000))


def test_the_nearest_ancestor_speaks():
    table = {"metal.steel": [STEEL], "metal": [METAL]}
    assert choose_factor(["metal.steel.profiles", "metal.steel", "metal"], table, is_counted=False) is STEEL
    assert choose_factor(["metal.copper", "metal"], table, is_counted=False) is METAL


def test_a_row_that_is_not_preferred_does_not_speak():
    table = {"metal.steel": [replace(STEEL, is_preferred=False)], "metal": [METAL]}
    assert choose_factor(["metal.steel", "metal"], table, is_counted=False) is METAL


def test_counted_lots_look_for_a_factor_per_piece_first():
    path, table = (
        ["furniture.desks.oak", "furniture.desks", "furniture"],
        {"furniture.desks": [DESK], "furniture": [FURNITURE]},
    )
    assert choose_factor(path, table, is_counted=True) is DESK
    assert choose_factor(path, table, is_counted=False) is FURNITURE
    assert choose_factor(["furniture"], table, is_counted=True) is FURNITURE


def test_no_row_is_no_factor():
    assert choose_factor(["wood.pallets", "wood"], {"metal": [METAL]}, is_counted=True) is None


def test_the_end_of_life_comes_from_rows_that_may_be_credited():
    table = {"textile": [CLOTHING, CLOTHING_ENDS], "plastic.pvc": [PVC_BURNT]}
    assert choose_end_of_life(["textile.cotton", "textile"], table) is CLOTHING_ENDS
    assert choose_end_of_life(["textile"], table, EndOfLife.LANDFILL) is None
    assert choose_end_of_life(["plastic.pvc"], table, EndOfLife.INCINERATION) is None
