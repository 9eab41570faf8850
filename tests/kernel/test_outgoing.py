"""Calls to addresses that others name stay out of the house, end in time and read no more than was agreed."""

import gzip
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from requests import RequestException, Session, TooManyRedirects
from requests.exceptions import SSLError

from exchange.kernel.addresses import is_public
from exchange.kernel.outgoing import MOST_BYTES, NotGone, bound, end_of
from tests.kernel.talker import certified, talking

PUBLIC, OTHER_PUBLIC = "192.0.43.8", "2620:0:2d0:200::8"
INSIDE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "::127.0.0.1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:4860::5efe:a00:1", "2001:db8::1", "203.0.113.9", "localhost", "",
]  # fmt: skip
NAMED = [
    "https://localhost/", "https://127.1/", "https://2130706433/", "https://0x7f.1/", "https://0/", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://public.example@127.0.0.1/", "https://127.0.0.1\\@public.example/",
    "https://127.0.0.1#@public.example/", "https://169.254.169.254/latest/meta-data/",
]  # fmt: skip


@pytest.fixture
def way_out() -> Iterator[Session]:
    """As the exchange calls strangers."""
    with Session() as session:
        bound(session)
        yield session


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where sockets went: recorded, and nothing of it leaves this machine."""
    gone: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *_args: Any) -> socket.socket:
        gone.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    return gone


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
    """A resolver that says something else each time, and the last thing ever after."""
    left = list(answers)

    def look_up(_host: str, port: int, **_kwargs: Any) -> list[Any]:
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("address", INSIDE)
def test_these_are_no_addresses_of_the_world_at_large(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, OTHER_PUBLIC, "64:ff9b::c000:2b08", "2002:c000:2b08::1", "::ffff:1.1.1.1"])
def test_these_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NAMED)
def test_however_an_address_inside_is_written_nothing_connects(
    way_out: Session, connections: list[tuple[str, int]], address: str
) -> None:
    with pytest.raises(RequestException):
        way_out.get(address)
    assert connections == []


@pytest.mark.parametrize("inside", [address for address in INSIDE if "%" not in address and address])
def test_a_name_that_leads_inside_is_refused_even_beside_a_public_address(
    way_out: Session, connections: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    resolving(monkeypatch, [PUBLIC, inside])
    with pytest.raises(NotGone, match="inside"):
        way_out.get("https://public.example/")
    assert connections == []


def test_what_was_judged_is_what_is_connected_to_when_the_name_changes_its_mind(
    way_out: Session, connections: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, [PUBLIC], ["127.0.0.1"])
    with pytest.raises(NotGone, match="Nobody answers"):
        way_out.get("https://public.example/")
    assert connections == [(PUBLIC, 443)]
    with pytest.raises(NotGone, match="inside"):
        way_out.get("https://public.example/")


@pytest.mark.parametrize("address", ["http://public.example/", "https://public.example:8443/", "ftp://public.example/"])
def test_only_https_and_only_its_usual_port(
    way_out: Session, connections: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    resolving(monkeypatch, [PUBLIC])
    with pytest.raises(RequestException):
        way_out.get(address)
    assert connections == []


def test_a_redirect_is_not_followed_and_no_proxy_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_over: Event) -> list[bytes]:
        return [b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"]

    with talking(never) as canary:

        def elsewhere(_over: Event) -> list[bytes]:
            return [f"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:{canary.port}/\r\n\r\n".encode()]

        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
        with talking(elsewhere) as host, Session() as session:
            bound(session, trusted=[host.end])
            with pytest.raises(TooManyRedirects):
                session.get(f"http://127.0.0.1:{host.port}/")
            assert len(host.asked) == 1
        assert canary.asked == []


def _drip(over: Event, head: bytes) -> Iterator[bytes]:
    yield head
    while not over.wait(0.05):
        yield b"x"


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nx-", b"HTTP/1.1 200 OK\r\n\r\n", b""])
def test_an_answer_that_drips_ends_when_patience_does(head: bytes) -> None:
    with talking(lambda over: _drip(over, head)) as host, Session() as session:
        bound(session, trusted=[host.end], patience_s=0.5)
        began = time.monotonic()
        with pytest.raises(NotGone, match="slow"):
            session.get(f"http://127.0.0.1:{host.port}/", timeout=1000)
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("is_packed", [False, True])
def test_an_endless_answer_is_read_no_further_than_agreed(is_packed: bool) -> None:
    head = b"HTTP/1.1 200 OK\r\n" + (b"content-encoding: gzip\r\n" if is_packed else b"") + b"\r\n"
    piece = gzip.compress(bytes(50_000_000)) if is_packed else bytes(MOST_BYTES)
    sent: list[int] = []

    def endless(over: Event) -> Iterator[bytes]:
        yield head
        while not over.is_set():
            sent.append(len(piece))
            yield piece

    with talking(endless) as host, Session() as session:
        bound(session, trusted=[host.end])
        with pytest.raises(NotGone, match="65536 bytes"):
            session.get(f"http://127.0.0.1:{host.port}/")


def _hello(_over: Event) -> list[bytes]:
    return [b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"]


def test_what_a_setting_names_is_reached_inside_too_and_its_certificate_counts(tmp_path: Path) -> None:
    tls, authority = certified(tmp_path, name="127.0.0.1")
    with talking(_hello, tls) as host, Session() as session:
        bound(session, trusted=[host.end], authority=authority)
        assert session.get(f"https://127.0.0.1:{host.port}/", verify=False).text == "hello"
        session.verify = False
        bound(session, trusted=[host.end])
        with pytest.raises(SSLError):
            session.get(f"https://127.0.0.1:{host.port}/", verify=False)


def test_a_certificate_for_another_name_is_none(tmp_path: Path) -> None:
    tls, authority = certified(tmp_path, name="other.example")
    with talking(_hello, tls) as host, Session() as session:
        bound(session, trusted=[host.end], authority=authority)
        with pytest.raises(SSLError):
            session.get(f"https://127.0.0.1:{host.port}/")


@pytest.mark.parametrize("address", ["", "id.example", "ftp://id.example", "https://", "https://id.example:x"])
def test_a_setting_that_is_no_address_is_named(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|[Pp]ort"):
        end_of(address)
