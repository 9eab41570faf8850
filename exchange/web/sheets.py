"""Tables as CSV that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """A cell that a spreadsheet shows as text: one that would begin a formula gets an apostrophe.

    >>> harmless("=HYPERLINK(1)"), harmless("line 3")
    ("'=HYPERLINK(1)", 'line 3')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_COMMANDS) else text


def sheet(file_name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """A CSV to keep: UTF-8 with a mark, so that spreadsheets read accents; texts are harmless, numbers stay numbers."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([cell if isinstance(cell, int) else harmless(cell) for cell in row] for row in rows)
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
