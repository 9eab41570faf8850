"""Whether a sender's file is a PDF and nothing else besides. Pure: bytes in."""

import re

MOST_BYTES = 10_000_000
_BEGINS = re.compile(rb"%PDF-[12]\.\d[\r\n \t]")
_ENDS = re.compile(rb"%%EOF[\x00\t\n\f\r ]*\Z")
_TAIL = 2048


class BadPaper(ValueError):
    """Not a whole PDF: another format, cut off, or another file glued to it."""


def ensure_pdf(content: bytes) -> None:
    """Nothing for a file that is a PDF from its first byte to its last.

    Readers take a PDF that begins or ends somewhere in between, which is how one file is made to be two: we do not.
    Raises BadPaper.
    """
    if not _BEGINS.match(content) or not _ENDS.search(content[-_TAIL:]) or b"startxref" not in content:
        raise BadPaper
