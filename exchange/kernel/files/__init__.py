"""Files beside the database: written whole under names that we make, on disk or in S3-compatible storage.

A file is put before the row that names it is committed, and deleted only by the sweep after no row names it: whatever
is killed in between leaves a stray file, never a row without one.
"""

from typing import BinaryIO

from exchange.kernel.files.names import checked
from exchange.kernel.files.orphans import named_by, sweep
from exchange.kernel.files.store import register, store


def put(name: str, content: bytes | BinaryIO) -> None:
    """Store a file from bytes, or from a stream that is read as it goes, whole or not at all.

    Raises ValueError for a foreign name, Unavailable without room or answer.
    """
    store().put(checked(name), content)


def open_file(name: str) -> BinaryIO:
    """A file as a stream that its reader closes. Raises FileNotFoundError, ValueError, Unavailable."""
    return store().open(checked(name))


def exists(name: str) -> bool:
    """Whether the file is there. Raises ValueError, Unavailable."""
    return store().exists(checked(name))


def delete(name: str) -> None:
    """Remove a file; one that is not there is gone already. Raises ValueError, Unavailable."""
    store().delete(checked(name))


__all__ = ["delete", "exists", "named_by", "open_file", "put", "register", "store", "sweep"]
