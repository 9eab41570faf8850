"""Reading a register file: every line becomes a flow or an error with its number; nothing is guessed."""

import codecs
import csv
import enum
import io
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from exchange.kernel.place import Place
from exchange.listings.flows import cells
from exchange.listings.flows.cells import BadCell
from exchange.listings.flows.faults import Fault, said
from exchange.listings.flows.rows import OPTIONAL, REQUIRED, FlowRow, RowError

MOST_ROWS = 100_000
_LONGEST_ID, _LONGEST_NAME = 80, 120
_DELIMITERS = ",;\t"
_MOST_NAMED = 20


class Encoding(enum.StrEnum):
    """How the characters of a file are written."""

    BY_MARK = "by_mark"
    UTF_16 = "utf-16-le"
    WINDOWS_1252 = "cp1252"
    WINDOWS_1251 = "cp1251"


class BadFile(ValueError):
    """A file that cannot be read at all: its encoding, its header or its length."""

    def __init__(self, fault: Fault, **values: Any) -> None:
        super().__init__(fault)
        self.fault, self.values = fault, values

    def __str__(self) -> str:
        return said(self.fault, self.values)


@dataclass(slots=True)
class Reading:
    """The good rows of a file and what is wrong with the others."""

    rows: list[FlowRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    lines: int = 0
    """How many rows the file has, good or not, without its header."""


def read(
    file: BinaryIO, materials: Container[str], *, encoding: Encoding = Encoding.BY_MARK, most_rows: int = MOST_ROWS
) -> Reading:
    """All rows of a file with the columns of REQUIRED and any of OPTIONAL, in any order.

    Without another word the file is UTF-8, or UTF-16 where it begins with that mark. Commas, semicolons or tabs
    stand between the cells: whichever the header uses. Raises BadFile for other encodings, another header or more
    than ``most_rows`` rows.
    """
    reading = Reading()
    seen: dict[Any, int] = {}
    places: dict[str, FlowRow] = {}
    for line, cells_of_row in _lines(_text(file, encoding), most_rows):
        reading.lines += 1
        row = _row(line, cells_of_row, materials, reading.errors)
        if row is None:
            continue
        known = places.setdefault(row.establishment_id, row)
        if row.key in seen:
            reading.errors.append(RowError(line, "establishment_id", Fault.REPEATED, {"line": seen[row.key]}))
        elif known.place != row.place:
            reading.errors.append(RowError(line, "establishment_id", Fault.MOVED, {"line": known.line}))
        else:
            seen[row.key] = line
            reading.rows.append(row)
    return reading


def _text(file: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    if encoding is not Encoding.BY_MARK:
        return io.TextIOWrapper(file, encoding=encoding.value, errors="strict", newline="")
    is_wide = file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    file.seek(0)
    return io.TextIOWrapper(file, encoding="utf-16" if is_wide else "utf-8-sig", errors="strict", newline="")


def _lines(text: io.TextIOWrapper, most_rows: int) -> Iterator[tuple[int, dict[str, str]]]:
    before = 0
    try:
        reader = csv.reader(text, strict=True, delimiter=_delimiter(text))
        header = _header(next(reader, []))
        before = reader.line_num
        for number, row in enumerate(reader, 1):
            if number > most_rows:
                raise BadFile(Fault.TOO_LONG, most=most_rows)
            if row:
                yield before + 1, dict(zip(header, row, strict=False)) if len(row) == len(header) else {}
            before = reader.line_num
    except UnicodeError:
        raise BadFile(Fault.ENCODING, line=before) from None
    except csv.Error as error:
        raise BadFile(Fault.CSV, reason=str(error)) from None


def _delimiter(text: io.TextIOWrapper) -> str:
    """The first sign of the header that can stand between cells: no column's name holds any of them."""
    beginning = text.readline()
    text.seek(0)
    return next((char for char in beginning if char in _DELIMITERS), ",")


def _header(names: list[str]) -> list[str]:
    missing = [name for name in REQUIRED if name not in names]
    strange = [cells.shown(name) for name in names if name not in {*REQUIRED, *OPTIONAL}]
    if missing or strange or len(set(names)) != len(names):
        raise BadFile(Fault.HEADER, missing=missing, strange=strange[:_MOST_NAMED])
    return names


def _row(line: int, row: Mapping[str, str], materials: Container[str], errors: list[RowError]) -> FlowRow | None:
    """The flow of a line, or None and one error for each broken cell."""
    if not row:
        errors.append(RowError(line, "row", Fault.CELLS))
        return None
    values: dict[str, Any] = {}
    before = len(errors)
    for column, read_cell in _readers(materials).items():
        try:
            values[column] = read_cell(row.get(column, "").strip())
        except BadCell as bad:
            errors.append(RowError(line, column, bad.fault, bad.values))
    if len(errors) == before and values["period_end"] < values["period_start"]:
        errors.append(RowError(line, "period_end", Fault.BACKWARD))
    return None if len(errors) > before else _flow(line, values)


def _readers(materials: Container[str]) -> dict[str, Callable[[str], Any]]:
    return {
        "establishment_id": lambda text: cells.words(text, _LONGEST_ID),
        "name": lambda text: cells.words(text, _LONGEST_NAME),
        "lat": lambda text: cells.degrees(text, 90),
        "lon": lambda text: cells.degrees(text, 180),
        "role": cells.role,
        "material": lambda text: cells.material(text, materials),
        "quantity_kg": cells.quantity_kg,
        "period_start": cells.day,
        "period_end": cells.day,
        "reach_km": cells.reach_km,
        "registration_number": cells.registration,
        "price_eur_per_t": cells.price_eur_per_t,
        "min_lot_kg": cells.min_lot_kg,
        "waste_code": cells.waste_code,
        "country": cells.country,
    }


def _flow(line: int, values: dict[str, Any]) -> FlowRow:
    code, is_hazardous = values["waste_code"]
    return FlowRow(
        line=line,
        establishment_id=values["establishment_id"],
        name=values["name"],
        place=Place(values["lat"], values["lon"]),
        role=values["role"],
        material_code=values["material"],
        quantity_kg=values["quantity_kg"],
        first=values["period_start"],
        last=values["period_end"],
        reach_km=values["reach_km"],
        registration=values["registration_number"],
        price_eur_per_t=values["price_eur_per_t"],
        min_lot_kg=values["min_lot_kg"],
        waste_code=code,
        is_hazardous=is_hazardous,
        country=values["country"],
    )
