"""All that a company owns, as tables: each room adds its own sheet, and all of them leave in one archive."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from exchange.kernel.numbers import written
from exchange.web.languages import current_language
from exchange.web.sheets import harmless

Value = str | int | Decimal | bool | date | datetime | UUID | None
_IN_MEMORY_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a company; ``rows`` is asked for its id, once for each form in which it leaves."""

    name: str
    header: Callable[[], Sequence[str]]
    rows: Callable[[UUID], Iterable[Sequence[Value]]]


_SHEETS: dict[str, Sheet] = {}


def export(sheet: Sheet) -> Sheet:
    """Register a table. Registering a name again replaces it."""
    _SHEETS[sheet.name] = sheet
    return sheet


def archive(business_id: UUID) -> IO[bytes]:
    """Every table as CSV, and all of them as one XLSX; large ones wait on disk, not in memory. The reader closes it."""
    file = SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 — handed to whoever sends it
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for _name, sheet in sorted(_SHEETS.items()):
            with packed.open(f"{sheet.name}.csv", "w") as entry:
                _write_csv(entry, sheet, business_id)
        with packed.open("everything.xlsx", "w", force_zip64=True) as entry:
            _write_xlsx(entry, business_id)
    file.seek(0)
    return file


def _write_csv(entry: IO[bytes], sheet: Sheet, business_id: UUID) -> None:
    """UTF-8 with a mark, so that spreadsheets read accents; numbers as the reader's language writes them.

    2.500 t with a point would come back into a French spreadsheet, and into our own import, as 2500.
    """
    language = current_language()
    with io.TextIOWrapper(entry, encoding="utf-8-sig", newline="") as text:
        csv.writer(text).writerows(
            [written(cell, language) if isinstance(cell, Decimal) else cell for cell in line]
            for line in _lines(sheet, business_id)
        )


def _write_xlsx(entry: IO[bytes], business_id: UUID) -> None:
    book = openpyxl.Workbook(write_only=True)
    for _name, sheet in sorted(_SHEETS.items()):
        table = book.create_sheet(sheet.name)
        for line in _lines(sheet, business_id):
            table.append(line)
    book.save(entry)


def _lines(sheet: Sheet, business_id: UUID) -> Iterator[list[str | int | Decimal]]:
    yield [harmless(name) for name in sheet.header()]
    for row in sheet.rows(business_id):
        yield [_cell(value) for value in row]


def _cell(value: Value) -> str | int | Decimal:
    """Numbers stay numbers; text that would begin a formula is made harmless; days and moments as ISO writes them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | Decimal):
        return value
    return harmless(value.isoformat() if isinstance(value, date | datetime) else str(value))
