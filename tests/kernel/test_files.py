"""Files, on disk and in a bucket of a real S3 server: the same promises hold for both."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
from flask import Flask
from moto.server import ThreadedMotoServer
from sqlalchemy.orm import Session

from exchange.kernel import files
from exchange.kernel.files import orphans
from exchange.kernel.files.disk import DiskStore
from exchange.kernel.files.s3 import Bucket, S3Store
from exchange.kernel.files.store import Store
from exchange.kernel.ids import new_id
from exchange.kernel.refusals import Unavailable

KEY = {"aws_access_key_id": "for-tests", "aws_secret_access_key": "for-tests"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """An S3 server of our own on a free port of this machine."""
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def on_disk(folder: Path, _endpoint: str) -> Store:
    return DiskStore(folder)


def in_a_bucket(folder: Path, endpoint: str) -> Store:
    name = f"navette-{new_id()}"
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **KEY).create_bucket(Bucket=name)
    return S3Store(Bucket(name, endpoint, "us-east-1", "for-tests", "for-tests"))


@pytest.fixture(params=[on_disk, in_a_bucket])
def store(
    request: pytest.FixtureRequest, app: Flask, session: Session, tmp_path: Path, endpoint: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Store:  # fmt: skip
    """Each storage in turn, as the one that the app has chosen."""
    make: Callable[[Path, str], Store] = request.param
    chosen = make(tmp_path, endpoint)
    monkeypatch.setitem(app.extensions, "navette.files", chosen)
    return chosen


def a_name(folder: str = "tests", size: str = "-large") -> str:
    return f"{folder}/{new_id()}{size}.webp"


def read(name: str) -> bytes:
    with closing(files.open_file(name)) as stream:
        return stream.read()


def test_what_was_put_is_read_again(store: Store) -> None:
    name, content = a_name(), os.urandom(300_000)

    files.put(name, content)

    assert files.exists(name)
    assert read(name) == content


def test_a_name_without_a_size_is_a_name(store: Store) -> None:
    name = a_name(size="")
    files.put(name, b"")

    assert read(name) == b""


def test_what_was_never_put_is_not_there(store: Store) -> None:
    assert not files.exists(a_name())
    with pytest.raises(FileNotFoundError):
        files.open_file(a_name())


def test_deleting_twice_is_deleting_once(store: Store) -> None:
    name = a_name()
    files.put(name, b"short-lived")

    files.delete(name)
    files.delete(name)

    assert not files.exists(name)


@pytest.mark.parametrize(
    "name", ["../secret_key", "photos/../../secret_key", "/etc/passwd", "photos/a.webp", "", "photos/%2e%2e/x.webp"]
)
def test_no_name_leaves_the_store(store: Store, name: str) -> None:
    for act in (files.open_file, files.exists, files.delete, lambda name: files.put(name, b"canary")):
        with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
            act(name)


def test_the_sweep_takes_old_files_that_no_row_names_and_no_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, stray, nobodys = a_name(), a_name(), a_name("foreign")
    for name in (named, stray, nobodys):
        files.put(name, b"content")
    monkeypatch.setattr(orphans, "_NAMED", {"tests": {named}.intersection})
    now = datetime.now(UTC)

    too_early = files.sweep(at=now + orphans.KEPT_FOR - timedelta(minutes=1))
    in_time = files.sweep(at=now + orphans.KEPT_FOR + timedelta(minutes=1))

    assert (too_early, in_time) == (0, 1)
    assert [files.exists(name) for name in (named, stray, nobodys)] == [True, False, True]


def test_more_than_one_page_of_names_is_swept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orphans, "_AT_ONCE", 3)
    monkeypatch.setattr(orphans, "_NAMED", {"tests": lambda _names: set()})
    for _ in range(8):
        files.put(a_name(), b"stray")

    assert files.sweep(at=datetime.now(UTC) + timedelta(days=1)) == 8


def test_the_settings_choose_the_storage(app: Flask, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk_, in_bucket = {"FILES_BUCKET": ""}, {"FILES_BUCKET": "photos", "FILES_ENDPOINT_URL": endpoint}
    monkeypatch.setitem(app.extensions, "navette.files", None)

    for settings, kind in ((on_disk_, DiskStore), (in_bucket, S3Store)):
        for name, value in settings.items():
            monkeypatch.setitem(app.config, name, value)
        files.register(app)
        assert isinstance(app.extensions["navette.files"], kind)


def test_a_file_on_disk_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable):
        DiskStore(tmp_path).put(a_name(), b"half")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_killed_process_left_unfinished_goes_with_the_sweep(tmp_path: Path) -> None:
    unfinished = tmp_path / "photos" / "unfinished-abc"
    unfinished.parent.mkdir()
    unfinished.write_bytes(b"half")
    os.utime(unfinished, (time.time() - 90_000,) * 2)

    assert list(DiskStore(tmp_path).older_than(datetime.now(UTC) - timedelta(days=1))) == []
    assert not unfinished.exists()


def test_a_bucket_that_does_not_answer_is_unavailable_and_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = S3Store(Bucket("photos", "http://127.0.0.1:9", "us-east-1", "for-tests", "for-tests"))

    with pytest.raises(Unavailable):
        silent.put(a_name(), b"content")


def test_a_bucket_that_does_not_exist_is_no_missing_file(endpoint: str) -> None:
    gone = S3Store(Bucket("nobodys", endpoint, "us-east-1", "for-tests", "for-tests"))

    for act in (lambda: gone.put(a_name(), b"content"), lambda: gone.open(a_name())):
        with pytest.raises(Unavailable):
            act()


def test_the_secret_is_in_no_trace() -> None:
    assert "hush" not in repr(Bucket("photos", None, "eu-west-3", "id", "hush"))
