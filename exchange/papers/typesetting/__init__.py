"""Sheets become PDF: tagged, with language and title, the same bytes for the same sheet."""

import json
import unicodedata
from datetime import datetime
from pathlib import Path

import typst

from exchange.papers.core.sheets import Copy

_TEMPLATE = (Path(__file__).parent / "sheet.typ").read_bytes()
_DRAWN = ((0x20, 0x17F), (0x218, 0x21B), (0x391, 0x3A9), (0x3B1, 0x3C9), (0x410, 0x44F), (0x2013, 0x2014),
          (0x2018, 0x201E), (0x2026, 0x2026), (0x202F, 0x202F), (0x2080, 0x2089), (0x20AC, 0x20AC),
          (0x2212, 0x2212), (0x2264, 0x2265))  # fmt: skip
"""Letters and signs that the embedded font draws: a test sets each of them."""
_MISSING = "?"


def pdf(copy: Copy, *, at: datetime) -> bytes:
    """The sheet as PDF. Fonts are those that the setter ships with: every machine makes the same bytes.

    PDF/A-2a: kept for years. PDF/UA-1: read aloud. Raises typst.TypstError for a sheet that breaks either.
    """
    data = json.dumps(copy.as_data(), ensure_ascii=False)
    made = typst.compile(
        _TEMPLATE, format="pdf", sys_inputs={"data": drawable(data)}, ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"], timestamp=int(at.timestamp()),
    )  # fmt: skip
    return bytes(made)


def drawable(text: str) -> str:
    """Text with a question mark where the font has no letter: a name must not stop a document.

    >>> drawable("Œuvre n° 2 ☃"), drawable("e\\u0301")
    ('Œuvre n° 2 ?', 'é')
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter if _is_drawn(ord(letter)) else _MISSING for letter in composed)


def _is_drawn(point: int) -> bool:
    return point == 0x0A or any(first <= point <= last for first, last in _DRAWN)
