"""Rows packed by PostgreSQL arrive in numpy as they are."""

from uuid import UUID

import numpy as np
import pytest

from exchange.kernel.packed import packed_rows, packing, unpacked

CELLS = (
    ("id", "uuid"),
    ("is_red", "bool"),
    ("small", "int2"),
    ("whole", "int4"),
    ("large", "int8"),
    ("real", "float8"),
)
ROWS = (
    "SELECT '00000000-0000-7000-8000-0000000000{0}'::uuid AS id, {1} AS is_red, {2}::int2 AS small, {3}::int4 AS whole,"
    " {4}::int8 AS large, {5}::float8 AS real"
)


def packed(*rows):
    table = " UNION ALL ".join(ROWS.format(*row) for row in rows)
    return f"SELECT {packing(CELLS)} AS packed FROM ({table}) AS found"


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("numbers", [[], [0], [-(2**62), 2**40, -1, 7]])
def test_an_array_goes_out_as_it_is(numbers):
    statement = "SELECT int8send(number) AS packed FROM unnest(%(numbers)s::int8[]) AS one (number)"

    assert (
        packed_rows(statement, {"numbers": np.array(numbers, np.int64)}, (("number", "int8"),))["number"].tolist()
        == numbers
    )


@pytest.mark.usefixtures("session")
def test_each_cell_comes_back_as_it_was():
    rows = unpacked(
        packed_rows(packed(("01", True, -2, 70_000, 2**40, -0.25), ("02", False, 3, -1, -5, 1e9)), {}, CELLS)
    )

    assert [UUID(bytes=one.tobytes()).int & 0xFF for one in rows["id"]] == [1, 2]
    assert rows["is_red"].tolist() == [True, False]
    assert rows["small"].tolist() == [-2, 3]
    assert rows["whole"].tolist() == [70_000, -1]
    assert rows["large"].tolist() == [2**40, -5]
    assert rows["real"].tolist() == [-0.25, 1e9]
    assert all(cells.dtype.isnative for cells in rows.values())


@pytest.mark.usefixtures("session")
def test_nothing_found_is_no_rows():
    rows = unpacked(packed_rows(packed(("01", True, 1, 1, 1, 1.0)) + " WHERE false", {}, CELLS))

    assert all(len(cells) == 0 for cells in rows.values())


@pytest.mark.usefixtures("session")
def test_an_answer_of_half_a_row_is_refused():
    with pytest.raises(ValueError, match="multiple"):
        packed_rows("SELECT '\\x0102'::bytea AS packed", {}, CELLS)
