"""A file read in a process of its own: 256 MB, 30 seconds, nothing of ours in its reach."""

import json
import sys
from collections.abc import Sequence
from decimal import Decimal

from exchange.kernel.apart import Refused, TookTooMuch, confined, run_apart
from exchange.listings.bulk.core.tables import BadTable, Cell, Table, TableFault, read_table

_MEMORY_MB, _SECONDS = 256, 30
_FAULTS = list(TableFault)
_FIRST_CODE = 3


def read_apart(content: bytes) -> Table:
    """As ``read_table``, under limits. Raises BadTable."""
    try:
        printed = run_apart("exchange.listings.bulk.parsing", content, memory_mb=_MEMORY_MB, seconds=_SECONDS)
    except Refused as refused:
        raise BadTable(_FAULTS[refused.code - _FIRST_CODE]) from refused
    except TookTooMuch as error:
        raise BadTable(TableFault.TOO_MUCH) from error
    read = json.loads(printed)
    rows = [[Decimal(cell["n"]) if isinstance(cell, dict) else cell for cell in row] for row in read["rows"]]
    return Table(read["header"], rows, read["lines"])


def _work(content: bytes, _arguments: Sequence[str]) -> bytes:
    try:
        table = read_table(content)
    except BadTable as bad:
        sys.exit(_FIRST_CODE + _FAULTS.index(bad.fault))
    rows = [[_plain(cell) for cell in row] for row in table.rows]
    return json.dumps({"header": table.header, "rows": rows, "lines": table.lines}).encode("ascii")


def _plain(cell: Cell) -> str | dict[str, str]:
    return {"n": str(cell)} if isinstance(cell, Decimal) else cell


if __name__ == "__main__":
    confined(_work)
