"""From an activity code to guesses: what the table of processes says, and nothing else."""

import csv
from pathlib import Path

import pytest

from exchange.catalogue import files
from exchange.catalogue.core.activities import ActivityBook, ActivityProcess, Flow

IREP = Path(__file__).parents[4] / "shared/data/real/irep_establishments_mel.csv"
HEADINGS = {
    "10": "Industries alimentaires", "1039": "Autre transformation de fruits et légumes",
    "1039A": "Autre transformation et conservation de légumes", "1039B": "Transformation et conservation de fruits",
    "3832Z": "Récupération de déchets triés", "3832": "Récupération de déchets triés", "6201Z": "Programmation",
}  # fmt: skip
PUREE = ActivityProcess("food.puree", "1039A", "1039", "fruit", "meals", "authors", "memory")
BOOK = ActivityBook(
    HEADINGS,
    (
        PUREE, ActivityProcess("fray", "3832Z", "3832", "offcuts", "padding", "authors", "memory"),
        ActivityProcess("rags", "3832Z", "3832", "linen", None, "authors", "memory"),
    ),
)  # fmt: skip


def said(code):
    return [(one.flow, one.material_code, one.is_exact) for one in BOOK.proposals(code)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1039A", "1039A"), ("10.39a", "1039A"), (" 10.39.A ", "1039A"), ("10390", "1039"), ("10.390", "1039"),
        ("1039", "1039"), ("10", None), ("9999Z", None), ("légumes", None), ("", None), ("١٠٣٩", None),
    ],
)  # fmt: skip
def test_codes_are_read_as_french_and_belgian_papers_write_them(typed, code):
    assert BOOK.read(typed) == code


def test_an_activity_takes_in_and_gives_off_what_its_processes_do():
    assert said("3832Z") == [
        (Flow.NEED, "linen", True), (Flow.NEED, "offcuts", True), (Flow.OFFER, "padding", True),
    ]  # fmt: skip


def test_a_sister_of_the_same_class_is_a_weaker_reason_and_a_belgian_class_a_full_one():
    assert said("1039B") == [(Flow.NEED, "fruit", False), (Flow.OFFER, "meals", False)]
    assert said("1039") == [(Flow.NEED, "fruit", True), (Flow.OFFER, "meals", True)]


def test_where_the_data_says_nothing_nothing_is_proposed():
    assert said("6201Z") == []


def test_each_guess_names_what_it_rests_on():
    assert BOOK.proposals("1039A")[0].because == (PUREE,)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("legumes", ["1039A"]), ("FRUITS conserv", ["1039B"]), ("déchets", ["3832Z"]), ("industries", []),
        ("10.39", ["1039"]), ("", []), ("zzz", []), ("1039A", ["1039A"]),
    ],
)  # fmt: skip
def test_activities_are_found_by_words_and_codes(words, codes):
    assert [one.code for one in BOOK.find(words)] == codes


def test_the_files_name_only_materials_and_headings_that_exist():
    book, materials = files.activity_book(), {row["code"] for row in files.cells("materials.csv")}

    assert {process.naf_code for process in book.processes} <= set(book.headings)
    assert {process.input_code for process in book.processes} <= materials
    assert {process.output_code for process in book.processes if process.output_code} <= materials
    assert all(process.source for process in book.processes)


def test_for_how_many_headings_there_is_a_guess():
    book = files.activity_book()
    headings = [code for code in book.headings if len(code) == 5]
    with_any = [code for code in headings if book.proposals(code)]

    assert (len(headings), len(with_any)) == (732, 50)
    assert sum(any(one.is_exact for one in book.proposals(code)) for code in with_any) == 42


def test_for_how_many_real_establishments_there_is_a_guess():
    if not IREP.exists():
        pytest.skip("the establishments of the register are not on this machine")
    with IREP.open(encoding="utf-8", newline="") as file:
        codes = [row["Code_APE"] for row in csv.DictReader(file)]
    book = files.activity_book()

    assert len(codes) == 127
    assert sum(bool(book.proposals(book.read(code) or "")) for code in codes) == 29
