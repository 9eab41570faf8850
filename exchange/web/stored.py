"""Stored files as answers: streamed, never more than a piece of them in memory."""

from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

from flask import Response

from exchange.kernel import files
from exchange.kernel.refusals import NotFound

_A_YEAR_S = 31_536_000
_PIECE = 64 * 1024
_IN_A_BOX = "sandbox; default-src 'none'"


def picture(name: str, mimetype: str, *, is_public: bool) -> Response:
    """A picture of ours whose name never shows another one: kept for ever where anybody may see it, else nowhere.

    Raises NotFound where the file is gone, Unavailable where the storage does not answer.
    """
    answer = _streamed(name, mimetype)
    kept = f"public, max-age={_A_YEAR_S}, immutable" if is_public else "private, no-store"
    answer.headers["Cache-Control"] = kept
    return answer


def attachment(name: str, mimetype: str, file_name: str) -> Response:
    """A sender's file, only ever to be saved: never opened in the page, never sniffed, kept by nobody on the way.

    Raises as ``picture``.
    """
    answer = _streamed(name, mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=file_name)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = _IN_A_BOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _streamed(name: str, mimetype: str) -> Response:
    try:
        stream = files.open_file(name)
    except FileNotFoundError:
        raise NotFound from None
    answer = Response(_pieces(stream), mimetype=mimetype)
    answer.call_on_close(stream.close)
    return answer


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    with closing(stream):
        while piece := stream.read(_PIECE):
            yield piece
