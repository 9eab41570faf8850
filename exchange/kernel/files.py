"""Files on disk beside the database: written whole or not at all, under names that we make ourselves."""

import os
import re
import tempfile
from pathlib import Path

from flask import current_app

_OURS = re.compile(r"[a-z]+/[0-9a-f-]{36}-[a-z]+\.[a-z]+", re.ASCII)


def keep(name: str, content: bytes) -> None:
    """Store a file before the row that names it is committed: a crash leaves a stray file, never a row without one.

    ``name`` is «folder/uuid-size.ext». Raises ValueError for any other, so that no path of a sender comes through.
    """
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _settle(path.parent)


def path_of(name: str) -> Path:
    """Where a file lies. Raises ValueError for a name that is not one of ours."""
    if not _OURS.fullmatch(name):
        raise ValueError(name)
    return Path(current_app.config["DATA"]) / "files" / name


def _settle(folder: Path) -> None:
    """The new name itself must survive a power cut, not only the content."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
