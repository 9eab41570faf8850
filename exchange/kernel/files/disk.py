"""Files in a folder of this machine, or of one that all machines mount."""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from exchange.kernel.refusals import Unavailable

_UNFINISHED = "unfinished-"


class DiskStore:
    """One file per name: written beside, flushed, then renamed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, content: bytes | BinaryIO) -> None:
        """Raises Unavailable when the disk is full or read-only; nothing is left of the file then."""
        path = self._folder / name
        with _as_unavailable():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_beside(path, content)
            _settle(path.parent)

    def open(self, name: str) -> BinaryIO:
        """Raises FileNotFoundError."""
        return (self._folder / name).open("rb")

    def exists(self, name: str) -> bool:
        """Whether it is there."""
        return (self._folder / name).is_file()

    def delete(self, name: str) -> None:
        """Gone afterwards. Raises Unavailable on a read-only disk."""
        with _as_unavailable():
            (self._folder / name).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Names last written before an instant; what a killed process left unfinished by then is removed."""
        before = moment.timestamp()
        for path in self._folder.glob("*/*"):
            try:
                is_old = path.stat().st_mtime < before
            except FileNotFoundError:
                continue
            if is_old and path.name.startswith(_UNFINISHED):
                path.unlink(missing_ok=True)
            elif is_old:
                yield path.relative_to(self._folder).as_posix()


def _write_beside(path: Path, content: bytes | BinaryIO) -> None:
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(descriptor, "wb") as file:
            shutil.copyfileobj(io.BytesIO(content) if isinstance(content, bytes) else content, file)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    """The new name itself must survive a power cut, not only the content."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _as_unavailable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable from error
