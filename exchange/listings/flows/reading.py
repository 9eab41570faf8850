"""Reading a register file: every line becomes a flow or an error with its number; nothing is guessed."""

import csv
import io
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from exchange.kernel.place import Place
from exchange.listings.flows import cells
from exchange.listings.flows.cells import BadCell
from exchange.listings.flows.rows import OPTIONAL, REQUIRED, FlowRow, RowError

MOST_ROWS = 100_000
_LONGEST_ID, _LONGEST_NAME = 80, 120


class BadFile(ValueError):
    """A file that cannot be read at all: its encoding, its header or its length."""


@dataclass(slots=True)
class Reading:
    """The good rows of a file and what is wrong with the others."""

    rows: list[FlowRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read(file: BinaryIO, materials: Container[str]) -> Reading:
    """All rows of a UTF-8 file with the columns of REQUIRED and any of OPTIONAL, in any order.

    Raises BadFile for other encodings, another header or more than 100,000 rows.
    """
    reading = Reading()
    seen: dict[Any, int] = {}
    places: dict[str, FlowRow] = {}
    for line, cells_of_row in _lines(file):
        row = _row(line, cells_of_row, materials, reading.errors)
        if row is None:
            continue
        known = places.setdefault(row.establishment_id, row)
        if row.key in seen:
            reading.errors.append(RowError(line, "establishment_id", f"the same flow as in line {seen[row.key]}"))
        elif known.place != row.place:
            reading.errors.append(RowError(line, "establishment_id", f"another place than in line {known.line}"))
        else:
            seen[row.key] = line
            reading.rows.append(row)
    return reading


def _lines(file: BinaryIO) -> Iterator[tuple[int, dict[str, str]]]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="strict", newline="")
    reader = csv.reader(text, strict=True)
    try:
        header = _header(next(reader, []))
        before = reader.line_num
        for number, row in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise BadFile(f"more than {MOST_ROWS} rows")
            if row:
                yield before + 1, dict(zip(header, row, strict=False)) if len(row) == len(header) else {}
            before = reader.line_num
    except UnicodeDecodeError:
        raise BadFile(f"not UTF-8 after line {reader.line_num}") from None
    except csv.Error as error:
        raise BadFile(f"line {reader.line_num}: {error}") from None


def _header(names: list[str]) -> list[str]:
    missing = [name for name in REQUIRED if name not in names]
    strange = [name for name in names if name not in {*REQUIRED, *OPTIONAL}]
    if missing or strange or len(set(names)) != len(names):
        raise BadFile(f"header: missing {missing or 'nothing'}, not known {strange or 'nothing'}, each name once")
    return names


def _row(line: int, row: Mapping[str, str], materials: Container[str], errors: list[RowError]) -> FlowRow | None:
    """The flow of a line, or None and one error for each broken cell."""
    if not row:
        errors.append(RowError(line, "row", "another number of cells than the header has"))
        return None
    values: dict[str, Any] = {}
    before = len(errors)
    for column, read_cell in _readers(materials).items():
        try:
            values[column] = read_cell(row.get(column, "").strip())
        except BadCell as bad:
            errors.append(RowError(line, column, str(bad)))
    if len(errors) == before and values["period_end"] < values["period_start"]:
        errors.append(RowError(line, "period_end", "before the period starts"))
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
