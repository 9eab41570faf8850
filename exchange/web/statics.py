"""Our own files and how long browsers keep them: an address that changes with the content is kept for a year."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Response, request, url_for

STATIC = Path(__file__).parent.parent / "static"
_A_YEAR_S = 31_536_000


def static_url(name: str) -> str:
    """The address of a static file, changed with its content so that browsers may keep it for a year."""
    return url_for("static", filename=name, v=_digest(name))


def keep_static(response: Response) -> None:
    """Let a static file be kept whose address says the content it has; any other is asked about again."""
    name = (request.view_args or {}).get("filename", "")
    if response.status_code == 200 and request.args.get("v") == _digest(name):
        keep_for_ever(response)


def keep_for_ever(response: Response) -> None:
    """The content behind this address never changes."""
    response.headers["Cache-Control"] = f"public, max-age={_A_YEAR_S}, immutable"


@cache
def _digest(name: str) -> str:
    path = STATIC / name
    return sha256(path.read_bytes()).hexdigest()[:10] if path.exists() else "missing"
