"""Tables as people save them are read, hostile ones are refused before they cost anything."""

from decimal import Decimal

import pytest

from exchange.listings.bulk.core import words
from exchange.listings.bulk.core.columns import Column
from exchange.listings.bulk.core.mapping import proposed, template_header
from exchange.listings.bulk.core.tables import BadTable, read_table
from exchange.listings.bulk.parsing import read_apart
from tests.listings.bulk.hostile_files import TABLES, an_xlsx

TEXT = "Matière;Quantité;Unité\nBois d'œuvre;2,5;t\n\nBéton;1 000;kg\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_csv_is_read_in_every_encoding_that_spreadsheets_write(encoding: str) -> None:
    table = read_table(TEXT.encode(encoding))

    assert table.header == ["Matière", "Quantité", "Unité"]
    assert table.rows == [["Bois d'œuvre", "2,5", "t"], ["Béton", "1 000", "kg"]]
    assert table.lines == [2, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_sign_may_stand_between_cells(delimiter: str) -> None:
    assert read_table(f"a{delimiter}b\n1{delimiter}2\n".encode()).rows == [["1", "2"]]


def test_numbers_and_days_of_a_workbook_stay_what_they_are() -> None:
    table = read_table(
        an_xlsx(["a", "b", "c", "d"], [0.1, 1200, "x", True], [None, None, None, None], [1e300, "", "y"])
    )

    assert table.rows[0] == [Decimal("0.1"), Decimal(1200), "x", "1"]
    assert table.rows[1][0] == "1e+300"
    assert table.lines == [2, 4]


def test_the_corpus_is_large_enough() -> None:
    assert len(TABLES) >= 24


@pytest.mark.parametrize("name", list(TABLES))
def test_a_hostile_file_is_refused_apart_and_nothing_else_happens(name: str) -> None:
    with pytest.raises(BadTable):
        read_apart(TABLES[name])


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_the_template_is_recognised_in_its_own_language(language: str) -> None:
    assert proposed(template_header(language)) == {column: number for number, column in enumerate(Column)}


def test_headings_of_an_inventory_of_a_building_are_recognised() -> None:
    header = ["Famille", "Désignation", "Quantité (estimée)", "Unité", "Localisation", "État de conservation", "Photo"]

    assert proposed(header) == {
        Column.MATERIAL: 0, Column.TITLE: 1, Column.QUANTITY: 2, Column.UNIT: 3, Column.LOCATION: 4,
        Column.CONDITION: 5,
    }  # fmt: skip


@pytest.mark.parametrize(("text", "grade"), [("Bon état", "4"), ("5", "5"), ("à réparer", "2"), ("Sublime", None)])
def test_conditions_are_read_as_people_write_them(text: str, grade: str | None) -> None:
    assert words.grade(text) == grade
