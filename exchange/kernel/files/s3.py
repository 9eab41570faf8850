"""Files as objects of a bucket: Amazon's or any storage that speaks the same protocol."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, cast

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from exchange.kernel.refusals import Unavailable

_PATIENCE = Config(connect_timeout=3, read_timeout=20, retries={"max_attempts": 3, "mode": "standard"})
_MISSING = {"NoSuchKey", "404", "NotFound"}


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where the objects lie. Without a key the machine's own role is asked, without an address Amazon."""

    name: str
    endpoint_url: str | None
    region: str
    key_id: str | None = None
    secret: str | None = field(default=None, repr=False)


class S3Store:
    """One object per name; the service itself writes whole or not at all."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket.name
        self._client: Any = boto3.session.Session().client(
            "s3", endpoint_url=bucket.endpoint_url, region_name=bucket.region, config=_PATIENCE,
            aws_access_key_id=bucket.key_id, aws_secret_access_key=bucket.secret,
        )  # fmt: skip

    def put(self, name: str, content: bytes | BinaryIO) -> None:
        """Raises Unavailable."""
        with _as_unavailable(name):
            self._client.put_object(Bucket=self._bucket, Key=name, Body=content)

    def open(self, name: str) -> BinaryIO:
        """Raises FileNotFoundError, Unavailable."""
        with _as_unavailable(name):
            return cast("BinaryIO", self._client.get_object(Bucket=self._bucket, Key=name)["Body"])

    def exists(self, name: str) -> bool:
        """Raises Unavailable."""
        try:
            with _as_unavailable(name):
                self._client.head_object(Bucket=self._bucket, Key=name)
        except FileNotFoundError:
            return False
        return True

    def delete(self, name: str) -> None:
        """Raises Unavailable."""
        with _as_unavailable(name):
            self._client.delete_object(Bucket=self._bucket, Key=name)

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Raises Unavailable."""
        with _as_unavailable(""):
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket):
                yield from (one["Key"] for one in page.get("Contents", ()) if one["LastModified"] < moment)


@contextmanager
def _as_unavailable(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _MISSING:
            raise FileNotFoundError(name) from error
        raise Unavailable from error
    except BotoCoreError as error:
        raise Unavailable from error
