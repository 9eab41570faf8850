"""Answers in gzip for whoever reads it: a page is a fifth of its size on the way to a phone in a yard.

What is compressed together with words of a stranger's choice can be guessed from its length (the BREACH attack).
Hence the token of the forms is masked anew for each answer (``csrf``), and a name of random length stands in the head
of each answer, which browsers skip (Paulik and others, "Heal the Breach", 2022).
"""

import gzip
import io
import secrets
from functools import lru_cache

from flask import Flask, Response, request

_WORDS = {
    "application/json", "application/geo+json", "application/problem+json", "application/xml", "image/svg+xml",
    "text/css", "text/html", "text/javascript",
}  # fmt: skip
_LEAST_BYTES = 500
"""Less fits into one packet either way."""
_LEVEL = 6
_LONGEST_NAME = 100


def squeeze_answers(app: Flask) -> None:
    """Register before every other hook: what is asked for first comes last, and the body is whole by then."""
    app.after_request(_squeezed)


def _squeezed(response: Response) -> Response:
    if response.mimetype not in _WORDS or response.status_code in {204, 206, 304}:
        return response
    response.vary.add("Accept-Encoding")
    is_ours = request.endpoint == "static"
    if (response.is_streamed and not is_ours) or response.headers.get("Content-Encoding") or not _is_read():
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= _LEAST_BYTES:
        response.set_data(_once(body) if is_ours else _packed(body, "x" * secrets.randbelow(_LONGEST_NAME)))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("Accept-Ranges", None)
        _weaken(response)
    return response


def _is_read() -> bool:
    return request.accept_encodings["gzip"] > 0


def _weaken(response: Response) -> None:
    """The same words in other bytes."""
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)


@lru_cache(maxsize=64)
def _once(body: bytes) -> bytes:
    """A file of ours is the same for everybody."""
    return _packed(body, "")


def _packed(body: bytes, name: str) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(name, "wb", _LEVEL, packed, mtime=0) as file:
        file.write(body)
    return packed.getvalue()
