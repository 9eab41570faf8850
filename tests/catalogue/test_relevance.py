"""What the trades say finds its material: the floors of what `python -m bench.relevance` measures."""

import csv
from collections.abc import Sequence

import pytest

from bench import expressions
from bench.expressions import AFTERWARDS, Expression, recall
from exchange.catalogue import files
from exchange.catalogue.core.snapshot import Catalogue
from exchange.catalogue.core.words import stem, tokens


@pytest.fixture(scope="module")
def known() -> list[Expression]:
    return expressions.read()


def counted(known: Sequence[Expression], **only: str) -> list[Expression]:
    return [
        one
        for one in known
        if one.set != AFTERWARDS and all(getattr(one, name) == value for name, value in only.items())
    ]


def test_the_set_is_large_in_three_languages_and_part_of_it_was_held_out(known: list[Expression]) -> None:
    assert len(counted(known)) >= 300
    assert all(len(counted(known, language=language)) >= 100 for language in files.LANGUAGES)
    assert len(counted(known, set="held_out")) >= 100


def test_every_expected_material_exists(catalogue: Catalogue, known: list[Expression]) -> None:
    assert {code for one in known for code in one.expected} <= set(catalogue.materials)


@pytest.mark.parametrize(
    ("only", "floor"),
    [({}, 0.95), ({"kind": "unshared"}, 0.85), ({"set": "held_out"}, 0.95), ({"kind": "typo"}, 0.9),
     ({"kind": "compound"}, 0.9), ({"language": "nl"}, 0.95), ({"language": "en"}, 0.95)],
)  # fmt: skip
def test_trade_expressions_find_their_material_among_the_first_five(
    catalogue: Catalogue, known: list[Expression], only: dict[str, str], floor: float
) -> None:
    assert recall(expressions.ours(catalogue), counted(known, **only)) >= floor


def test_the_control_by_process_and_by_object_stays_found(catalogue: Catalogue) -> None:
    control = expressions.control()

    assert len(control) >= 150
    assert {code for one in control for code in one.expected} <= set(catalogue.materials)
    assert recall(expressions.ours(catalogue), control) >= 0.9


def test_yard_speech_stays_found(catalogue: Catalogue) -> None:
    spoken = expressions.yard()

    assert [sum(one.language == language for one in spoken) for language in files.LANGUAGES] == [20, 20, 20]
    assert {code for one in spoken for code in one.expected} <= set(catalogue.materials)
    assert recall(expressions.ours(catalogue), spoken) >= 0.95


def test_the_control_written_by_somebody_else_does_not_fall_back(catalogue: Catalogue, known: list[Expression]) -> None:
    others = [one for one in known if one.set == AFTERWARDS]

    assert recall(expressions.ours(catalogue), others) >= 0.47


def test_expressions_called_unshared_share_no_word_with_the_catalogue_before_the_trade_words(
    known: list[Expression],
) -> None:
    rows = files.cells("materials.csv")
    texts = [row[name] for row in rows for name in row if name.startswith(("label_", "synonyms_"))]
    before = {stem(token) for text in texts for token in tokens(text.replace("|", " "))}

    shared = [
        one.words for one in known if one.kind == "unshared" and before & {stem(token) for token in tokens(one.words)}
    ]
    assert shared == []


def test_every_trade_word_names_its_source_and_a_material(catalogue: Catalogue) -> None:
    rows = files.cells("trade_words.csv")

    assert all(row["source"] and row["words"] for row in rows)
    assert {row["material"] for row in rows} <= set(catalogue.materials)
    assert {row["language"] for row in rows} == set(files.LANGUAGES)


def test_the_file_names_each_expression_once() -> None:
    with expressions.FILE.open(encoding="utf-8", newline="") as file:
        typed = [(row["expression"], row["language"]) for row in csv.DictReader(file, delimiter=";")]

    assert len(typed) == len(set(typed))
