"""The web server itself: whoever sends slowly, or very much, keeps nobody else out."""

import socket
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Thread

import pytest
from flask import Flask

from exchange.serve import CONNECTIONS, HOST, LARGEST_BODY_BYTES, listening

SLOW = 300
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
HALF_A_BODY = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\nemail="


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """Where the app listens."""
    server = listening(app, 0)
    serving = Thread(target=server.run)
    serving.start()
    yield server.effective_port
    server.close()
    serving.join()


def answers(port: int) -> bool:
    with urllib.request.urlopen(f"http://{HOST}:{port}/health/live", timeout=20) as answer:
        return bool(answer.status == 200)


def said_to(port: int, words: bytes) -> bytes:
    with socket.create_connection((HOST, port), 20) as line:
        line.sendall(words)
        return line.recv(200)


@pytest.mark.parametrize("half", [HALF_A_HEAD, HALF_A_BODY], ids=["heads", "bodies"])
def test_three_hundred_who_never_finish_keep_nobody_out(port: int, half: bytes) -> None:
    assert SLOW < CONNECTIONS
    with ExitStack() as stack:
        for _ in range(SLOW):
            line = stack.enter_context(socket.create_connection((HOST, port), 20))
            line.sendall(half)
        assert answers(port)


def test_a_body_that_is_too_large_is_refused_before_it_comes(port: int) -> None:
    head = f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: {LARGEST_BODY_BYTES + 1}\r\n\r\n"
    assert said_to(port, head.encode()).startswith(b"HTTP/1.1 413")
    assert answers(port)


TWO_LENGTHS = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 44\r\n\r\nabcd"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (TWO_LENGTHS, b"400"), (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", b"501"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-A : b\r\n\r\n", b"400"),
    ],
)  # fmt: skip
def test_a_message_whose_end_two_servers_could_see_differently_is_refused(
    port: int, words: bytes, status: bytes
) -> None:
    assert said_to(port, words).split()[1] == status
