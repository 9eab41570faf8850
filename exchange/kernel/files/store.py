"""The one small interface of file storage, and which storage the settings choose."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from flask import Flask, current_app

from exchange.kernel.files.disk import DiskStore
from exchange.kernel.files.s3 import Bucket, S3Store

_EXTENSION = "navette.files"


class Store(Protocol):
    """What every storage can do. Names are checked before they come here."""

    def put(self, name: str, content: bytes | BinaryIO) -> None:
        """Whole or not at all. Raises Unavailable."""

    def open(self, name: str) -> BinaryIO:
        """A stream. Raises FileNotFoundError, Unavailable."""

    def exists(self, name: str) -> bool:
        """Whether it is there. Raises Unavailable."""

    def delete(self, name: str) -> None:
        """Gone afterwards, whether it was there or not. Raises Unavailable."""

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Names of what was last written before an instant. Raises Unavailable."""


def register(app: Flask) -> None:
    """Choose the storage once: the bucket where one is named, otherwise the folder of the data."""
    app.extensions[_EXTENSION] = _chosen(app)


def store() -> Store:
    """The storage of the app at work."""
    return cast("Store", current_app.extensions[_EXTENSION])


def _chosen(app: Flask) -> Store:
    if not app.config["FILES_BUCKET"]:
        return DiskStore(Path(app.config["DATA"]) / "files")
    return S3Store(
        Bucket(
            name=app.config["FILES_BUCKET"],
            endpoint_url=app.config["FILES_ENDPOINT_URL"] or None,
            region=app.config["FILES_REGION"],
            key_id=app.config["FILES_KEY_ID"] or None,
            secret=app.config["FILES_SECRET"] or None,
        )
    )
