"""From the bytes of a CSV or XLSX to rows of cells. Pure, and run apart: hostile files are its daily bread."""

import csv
import enum
import io
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from python_calamine import CalamineWorkbook

from exchange.listings.bulk.core.archives import BadArchive, ensure_harmless
from exchange.listings.bulk.core.mapping import proposed

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 10_000, 60, 4000
MOST_SHEETS = 30
_BEGINNING = 20
_DELIMITERS = ";,\t"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BEYOND_TRADE = 1e15
_ARCHIVE, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Cell = str | Decimal
"""A number that the spreadsheet stores as such, or text as it stands."""


class TableFault(enum.StrEnum):
    """Why a file cannot be read as a whole."""

    ENCODING = "encoding"
    NOT_A_TABLE = "not_a_table"
    OLD_OFFICE = "old_office"
    HOSTILE = "hostile"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_WIDE = "too_wide"
    TOO_MUCH = "too_much"


class BadTable(ValueError):
    """The file as a whole is of no use; ``fault`` says why."""

    def __init__(self, fault: TableFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Table:
    """A header and what stands under it; ``lines`` are the numbers of the rows in the file, its first being 1."""

    header: list[str]
    rows: list[list[Cell]]
    lines: list[int]


def read_table(content: bytes) -> Table:
    """The sheet of an XLSX that holds lots, or a CSV with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.

    Rows without any content are left out. Raises BadTable.
    """
    if content.startswith(_OLD_OFFICE):
        raise BadTable(TableFault.OLD_OFFICE)
    cells = _from_xlsx(content) if content.startswith(_ARCHIVE) else _from_csv(content)
    numbered = [(line, row) for line, row in enumerate(cells, 1) if any(cell != "" for cell in row)]
    if len(numbered) < 2:
        raise BadTable(TableFault.EMPTY)
    if len(numbered) > MOST_ROWS + 1:
        raise BadTable(TableFault.TOO_LONG)
    (_, first), *rest = numbered
    width = max(len(row) for _, row in numbered)
    if width > MOST_COLUMNS:
        raise BadTable(TableFault.TOO_WIDE)
    header = [str(name).strip()[:LONGEST_CELL] for name in first] + [""] * (width - len(first))
    return Table(header, [[*row, *[""] * (width - len(row))] for _, row in rest], [line for line, _ in rest])


def _from_csv(content: bytes) -> list[list[Cell]]:
    text = _decoded(content)
    if "\0" in text:
        raise BadTable(TableFault.NOT_A_TABLE)
    beginning = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=beginning.count)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([cell.strip()[:LONGEST_CELL] for cell in row])
            if len(rows) > MOST_ROWS + 1:
                raise BadTable(TableFault.TOO_LONG)
    except csv.Error as error:
        raise BadTable(TableFault.NOT_A_TABLE) from error
    return rows


def _decoded(content: bytes) -> str:
    """UTF-16 by its mark or its NULs, then UTF-8, then what spreadsheets of Western Europe write."""
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith(_WIDE_MARKS):
        encodings = ["utf-16"]
    elif b"\0" in content[:200]:
        encodings = ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadTable(TableFault.ENCODING)


def _from_xlsx(content: bytes) -> list[list[Cell]]:
    try:
        ensure_harmless(content)
    except BadArchive as error:
        raise BadTable(TableFault.HOSTILE) from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = _sheet_of_lots(book).to_python(skip_empty_area=False, nrows=MOST_ROWS * 2)
    except Exception as error:  # the reader has as many errors as files have faults
        raise BadTable(TableFault.NOT_A_TABLE) from error
    return [[_cell(value) for value in _trimmed(row)] for row in rows]


def _sheet_of_lots(book: CalamineWorkbook) -> Any:
    """The sheet with the most headings that we know: of all that a company took away, its lots; the first of equals."""
    if len(book.sheet_names) < 2:
        return book.get_sheet_by_index(0)
    sheets = [book.get_sheet_by_index(number) for number in range(min(len(book.sheet_names), MOST_SHEETS))]
    return max(sheets, key=_known_headings)


def _known_headings(sheet: Any) -> int:
    beginning = sheet.to_python(skip_empty_area=False, nrows=_BEGINNING)
    first: list[Any] = next((row for row in beginning if any(cell != "" for cell in row)), [])
    return len(proposed([str(cell) for cell in first[:MOST_COLUMNS]]))


def _trimmed(row: list[Any]) -> list[Any]:
    """Without the empty cells at its end."""
    last = max((number for number, value in enumerate(row, 1) if value != ""), default=0)
    return row[:last]


def _cell(value: Any) -> Cell:
    match value:
        case bool():
            return "1" if value else "0"
        case int() | float():
            return _number(value)
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()[:LONGEST_CELL]


def _number(value: float) -> Cell:
    """As people see it: a spreadsheet's 0.1 is 0.1, not its nearest binary neighbour."""
    if not abs(value) < _BEYOND_TRADE:
        return str(value)
    return Decimal(repr(value)).quantize(Decimal("0.000001"))
