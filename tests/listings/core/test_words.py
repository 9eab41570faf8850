"""What a few words say: material, number, unit, in three languages and in any order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.listings.core.words import Spoken, read_words

UNITS = {
    "kg": "kg", "kilo": "kg", "t": "t", "tonnes": "t", "m3": "m3", "m³": "m3", "l": "l", "m": "m", "bigbag": "bigbag",
    "big bags": "bigbag", "palettes": "pallet", "pallets": "pallet",
}  # fmt: skip


def read(text: str, language: str = "fr") -> tuple[str, Decimal | None, str | None]:
    spoken = read_words(text, language, lambda words: UNITS.get(words.lower()))
    return spoken.material, spoken.quantity, spoken.unit


@pytest.mark.parametrize(
    ("text", "language", "material", "quantity", "unit"),
    [
        ("chutes de coton bio 300 kg", "fr", "chutes de coton bio", "300", "kg"),
        ("300kg de chutes de coton", "fr", "chutes de coton", "300", "kg"),
        ("drêches de brasserie, 2,5 t", "fr", "drêches de brasserie", "2.5", "t"),
        ("1 234,5 kg de sciure", "fr", "sciure", "1234.5", "kg"),
        ("spent grain 1,200 kg", "en", "spent grain", "1200", "kg"),
        ("12 t of gravel", "en", "gravel", "12", "t"),
        ("3 m³ van zaagsel", "nl", "zaagsel", "3", "m3"),
        ("12 big bags de granulés PEHD", "fr", "granulés PEHD", "12", "bigbag"),
        ("20 kg d’huile usagée", "fr", "huile usagée", "20", "kg"),
        ("bois de 27 mm 2 t", "fr", "bois de 27 mm", "2", "t"),
        ("100% coton 20 kg", "fr", "100% coton", "20", "kg"),
    ],
)
def test_a_number_with_its_unit_is_the_quantity(
    text: str, language: str, material: str, quantity: str, unit: str
) -> None:
    assert read(text, language) == (material, Decimal(quantity), unit)


@pytest.mark.parametrize(
    ("text", "material"),
    [("40 chaises de bureau", "chaises de bureau"), ("12 palettes", "palettes"), ("5 T-shirts", "T-shirts")],
)
def test_a_number_at_the_head_counts_things(text: str, material: str) -> None:
    assert read(text) == (material, Decimal(text.split(maxsplit=1)[0]), None)


@pytest.mark.parametrize("text", ["EN 12620 gravel", "tôles 0,5 mm", "panneaux 2x3", "fil 12/10", "HP14", "palettes"])
def test_numbers_that_belong_to_a_name_are_left_in_it(text: str) -> None:
    assert read(text) == (text, None, None)


def test_a_quantity_alone_names_no_material() -> None:
    assert read("300 kg") == ("", Decimal(300), "kg")
    assert read("") == ("", None, None)


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    spoken = read_words(text, "fr", lambda words: UNITS.get(words.lower()))

    assert isinstance(spoken, Spoken)
    assert spoken.quantity is None or spoken.quantity > 0
    assert len(spoken.material) <= len(text)
