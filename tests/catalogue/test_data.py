"""What the data files promise to one another."""

from datetime import date
from decimal import Decimal

import pytest

from exchange.catalogue import files
from exchange.catalogue.core.units import Missing, NoMass, unit_mass

LAST_DAY_OF_THE_OLD_LIST = date(2026, 11, 8)
FIRST_DAY_OF_THE_NEW_LIST = date(2026, 11, 9)


def test_everything_that_names_a_material_names_one_of_the_taxonomy(catalogue):
    named = {f.material_code for f in catalogue.factors.of_materials}
    named |= {c for rule in catalogue.substitutions for c in (rule.replaced_code, rule.substitute_code)}
    named |= {c for p in catalogue.processes for c in (p.input_code, p.output_code, p.displaces_code) if c}
    named |= {code for entry in catalogue.materials.values() for code in entry.impact_proxy}

    assert named - set(catalogue.materials) == set()


def test_every_waste_code_and_unit_of_a_material_exists(catalogue):
    for entry in catalogue.materials.values():
        assert set(entry.waste_codes) <= set(catalogue.waste_codes)
        assert set(entry.typical_units) <= set(catalogue.units)


def test_every_material_has_a_name_and_trade_words_in_dutch(catalogue):
    for entry in catalogue.materials.values():
        assert all(entry.label.by_language[language] for language in files.LANGUAGES)
        assert entry.synonyms["nl"]


def test_a_code_spells_out_where_its_material_hangs(catalogue):
    for entry in catalogue.materials.values():
        assert entry.parent_code == (entry.code.rpartition(".")[0] or None)


def test_mass_shares_of_a_mixture_sum_to_one(catalogue):
    for entry in catalogue.materials.values():
        assert sum(entry.impact_proxy.values()) in {Decimal(0), Decimal(1)}


def test_the_starred_code_took_over_on_the_ninth_of_november(catalogue):
    old, new = catalogue.waste_codes["160604"], catalogue.waste_codes["160604*"]

    assert (old.is_valid_on(LAST_DAY_OF_THE_OLD_LIST), old.is_valid_on(FIRST_DAY_OF_THE_NEW_LIST)) == (True, False)
    assert (new.is_valid_on(LAST_DAY_OF_THE_OLD_LIST), new.is_valid_on(FIRST_DAY_OF_THE_NEW_LIST)) == (False, True)
    assert new.spaced == "16 06 04*"


def test_the_list_of_waste_has_880_codes_today_of_which_435_are_hazardous(catalogue):
    valid = [entry for entry in catalogue.waste_codes.values() if entry.is_valid_on(date(2026, 11, 22))]

    assert (len(valid), sum(entry.is_hazardous for entry in valid)) == (880, 435)


def test_every_waste_class_of_the_statistics_is_read_as_a_node_or_reported(catalogue):
    classes = files.stat_classes()

    assert len([name for name, code in classes.items() if code]) == 33
    assert {name for name, code in classes.items() if code is None} == {"", "Uncategorised"}
    assert {code for code in classes.values() if code} <= set(catalogue.materials)


def test_alkaline_cells_are_proposed_the_code_of_the_day(catalogue):
    def proposed(day):
        return [entry.starred for entry in catalogue.waste_codes_for("battery.alkaline_unused", day)]

    assert "160604*" in proposed(FIRST_DAY_OF_THE_NEW_LIST)
    assert "160604*" not in proposed(LAST_DAY_OF_THE_OLD_LIST)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("tonnes", "t"),
        ("T", "t"),
        ("m³", "m3"),
        ("kilos", "kg"),
        ("pièces", "unit"),
        ("palettes", "pallet"),
        ("stuk", "unit"),
    ],
)
def test_units_are_read_as_people_write_them(catalogue, written, unit):
    assert catalogue.unit_named(written).code == unit


def test_a_cubic_metre_of_shredded_garden_waste_has_an_estimated_mass(catalogue):
    garden = catalogue.material("food.garden_waste").substance

    assert unit_mass(catalogue.units["m3"].measure, garden).of(Decimal(10)) == Decimal("1480.000")


def test_a_loaded_pallet_needs_its_declared_mass(catalogue):
    with pytest.raises(NoMass) as refusal:
        unit_mass(catalogue.units["pallet"].measure, catalogue.material("paper.books").substance)

    assert refusal.value.missing is Missing.UNIT_MASS


def test_a_factor_is_found_at_the_nearest_node_above(catalogue):
    nearest = catalogue.factors_along("metal.steel.rebar")[0]

    assert catalogue.lies_under("metal.steel.rebar", nearest.material_code)
    assert nearest.is_preferred


def test_recycled_aggregate_may_stand_in_for_gravel_but_not_for_itself(catalogue):
    into_gravel = {rule.substitute_code for rule in catalogue.substitutions_into("construction.natural_aggregate")}
    into_asphalt = {rule.substitute_code for rule in catalogue.substitutions_into("construction.asphalt")}

    assert "construction.recycled_aggregate" in into_gravel
    assert "construction.asphalt" not in into_asphalt
