"""The file: one JSON with everything, a table for spreadsheets of each kind of row, and what was uploaded."""

import csv
import io
import json
import shutil
import zipfile
from base64 import b64encode
from collections.abc import Iterable
from contextlib import closing
from typing import Any, BinaryIO

from exchange.accounts.exporting.about import Row
from exchange.kernel import files
from exchange.web.sheets import harmless

MOST_FILE_BYTES = 1_000_000_000
"""Of uploads in one export; a company may keep half of that (``COMPANY_FILES_MB``). The rest is named in it."""
_PIECE = 256 * 1024


def pack(
    into: BinaryIO, tables: Iterable[tuple[str, list[str], list[Row]]], names: Iterable[str],
    most_bytes: int = MOST_FILE_BYTES,
) -> None:  # fmt: skip
    """A zip of «everything.json», one CSV for each table, and the stored files of these names as they lie there.

    Stored bytes of columns are written as base64. Files go through piece by piece.
    """
    whole: dict[str, list[Row]] = {}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, columns, rows in tables:
            whole[name] = rows
            archive.writestr(f"{name}.csv", _sheet(columns, rows))
        archive.writestr("everything.json", json.dumps(whole, default=_plain, ensure_ascii=False, indent=2))
        _pack_files(archive, names, most_bytes)


def _pack_files(archive: zipfile.ZipFile, names: Iterable[str], left_bytes: int) -> None:
    left_out = []
    for name in names:
        if left_bytes <= 0:
            left_out.append(name)
        elif files.exists(name):
            left_bytes -= _pack_file(archive, name)
    if left_out:
        archive.writestr("left-out.txt", "\n".join(left_out))


def _pack_file(archive: zipfile.ZipFile, name: str) -> int:
    """How long it was. Pictures and PDFs are small already."""
    entry = zipfile.ZipInfo(f"files/{name}")
    with closing(files.open_file(name)) as stored, archive.open(entry, "w", force_zip64=True) as written:
        shutil.copyfileobj(stored, written, _PIECE)
    return entry.file_size


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
