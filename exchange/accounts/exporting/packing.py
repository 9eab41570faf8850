"""The file: one JSON with everything, and a table for spreadsheets of each kind of row."""

import csv
import io
import json
import zipfile
from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from exchange.accounts.exporting.about import Row
from exchange.web.sheets import harmless


def packed(tables: Iterable[tuple[str, list[str], list[Row]]]) -> bytes:
    """A zip of «everything.json» and one CSV for each table. Stored bytes are written as base64."""
    whole: dict[str, list[Row]] = {}
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, columns, rows in tables:
            whole[name] = rows
            archive.writestr(f"{name}.csv", _sheet(columns, rows))
        archive.writestr("everything.json", json.dumps(whole, default=_plain, ensure_ascii=False, indent=2))
    return into.getvalue()


def _sheet(columns: list[str], rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return "\ufeff" + text.getvalue()


def _cell(value: Any) -> str | int | float:
    """Numbers stay numbers; whatever a spreadsheet would run is shown as text."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    return harmless(value if isinstance(value, str) else _plain(value))


def _plain(value: Any) -> str:
    """What JSON has no word for, as text."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, dict | list):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return str(value)
