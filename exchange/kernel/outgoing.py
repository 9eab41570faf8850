"""The one way out to addresses that somebody else names: judged where the socket connects, bounded in time and size.

What is judged is the very address that is connected to, so a name that answers otherwise the second time gains
nothing; the name stays in the request and in the certificate's check. No redirect is followed, no proxy of the
environment is used.
"""

import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock, Timer
from typing import Any
from urllib.parse import urlsplit

from requests import PreparedRequest, RequestException, Response, Session
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from exchange.kernel.addresses import is_public

PATIENCE_S = 10.0
MOST_BYTES = 65_536
_AT_ONCE = 4096
Ends = frozenset[tuple[str, int]]
"""Hosts and ports that a setting names: they may be inside, and need no https."""
_USUAL_PORTS = {"http": 80, "https": 443}


class NotGone(RequestException):
    """The request was not sent, or its answer not read: an address inside, too slow, too large."""


def end_of(address: str) -> tuple[str, int]:
    """Host and port of an address in the settings. Raises ValueError for what is none.

    >>> end_of("https://id.example/realms/one"), end_of("http://127.0.0.1:8080")
    (('id.example', 443), ('127.0.0.1', 8080))
    """
    parts = urlsplit(address)
    if parts.scheme not in _USUAL_PORTS or not parts.hostname:
        raise ValueError(f"No address of a web server: {address!r}.")
    return parts.hostname, parts.port or _USUAL_PORTS[parts.scheme]


def bound(
    session: Session,
    *,
    trusted: Iterable[tuple[str, int]] = (),
    patience_s: float = PATIENCE_S,
    most_bytes: int = MOST_BYTES,
    authority: str | None = None,
) -> None:
    """Send everything of a session this way.

    ``trusted``: ends that settings name. ``patience_s``: for all of an answer, from the first look at the name to the
    last byte; the system's resolver has a patience of its own. ``authority``: a file of certificates to trust instead
    of those of the wheel. Refusals are raised as NotGone, which is a RequestException.
    """
    session.trust_env, session.max_redirects = False, 0
    adapter = _Adapter(frozenset(trusted), patience_s, most_bytes, authority)
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter)


@contextmanager
def calling(*, trusted: Iterable[tuple[str, int]] = (), authority: str | None = None) -> Iterator[Session]:
    """A session that sends everything this way, as ``bound`` says, and is closed in the end."""
    with Session() as session:
        bound(session, trusted=trusted, authority=authority)
        yield session


class _Refused(Exception):
    """Inside urllib3, which would take NotGone for a fault of the network: that is an OSError."""


class _Deadline:
    """Ends what is under way when the time is over, however slowly it drips."""

    def __init__(self, patience_s: float) -> None:
        self._timer = Timer(patience_s, self._end)
        self._lock = Lock()
        self._socket: socket.socket | None = None
        self.is_over = False

    def watch(self, connected: socket.socket) -> None:
        """This is the connection, by a handle of its own: TLS takes the first. Raises _Refused where time is over."""
        with self._lock:
            if self.is_over:
                raise _Refused("Too slow.")
            self._socket = connected.dup()

    def _end(self) -> None:
        with self._lock:
            self.is_over = True
            if self._socket is not None:
                _shut(self._socket)

    @contextmanager
    def running(self) -> Iterator[None]:
        """From now on."""
        self._timer.daemon = True
        self._timer.start()
        try:
            yield
        finally:
            self._timer.cancel()
            with self._lock:
                if self._socket is not None:
                    self._socket.close()
                    self._socket = None


def _shut(connected: socket.socket) -> None:
    """As far as it is still open: whoever reads from it wakes up."""
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


_deadline: ContextVar[_Deadline] = ContextVar("deadline of the request under way")


class _Adapter(HTTPAdapter):
    """Every connection is new, so every request is judged."""

    def __init__(self, trusted: Ends, patience_s: float, most_bytes: int, authority: str | None) -> None:
        self._trusted, self._patience_s = trusted, patience_s
        self._most_bytes, self._authority = most_bytes, authority
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """As the library does, with connections of ours."""
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = _pools(self._trusted)

    def send(self, request: PreparedRequest, *_args: Any, **_kwargs: Any) -> Response:
        """Send and read all of the answer. The caller's wishes about certificates, time and proxies do not count."""
        deadline = _Deadline(self._patience_s)
        token = _deadline.set(deadline)
        try:
            with deadline.running():
                answer = super().send(
                    request, stream=True, timeout=self._patience_s, verify=self._authority or True, proxies=None
                )
                _read(answer, self._most_bytes)
        except _Refused as refused:
            raise NotGone(str(refused), request=request) from refused
        except Exception as error:
            if deadline.is_over:
                raise NotGone("Too slow.", request=request) from error
            raise
        finally:
            _deadline.reset(token)
            self.poolmanager.clear()
        if deadline.is_over:
            raise NotGone("Too slow.", request=request)
        return answer


def _read(answer: Response, most_bytes: int) -> None:
    """All of the body, unpacked as it comes. Raises NotGone above the most."""
    body = bytearray()
    for some in answer.iter_content(_AT_ONCE):
        body += some
        if len(body) > most_bytes:
            answer.close()
            raise NotGone(f"More than {most_bytes} bytes.", request=answer.request)
    answer._content = bytes(body)  # noqa: SLF001 — where requests keeps what was read from a stream


def _pools(trusted: Ends) -> dict[str, Any]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, trusted, is_https=False)

    class Sealed(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _connected(self, trusted, is_https=True)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SealedPool(HTTPSConnectionPool):
        ConnectionCls = Sealed

    return {"http": PlainPool, "https": SealedPool}


def _connected(connection: Any, trusted: Ends, *, is_https: bool) -> socket.socket:
    """A socket to an address that was judged. Raises _Refused."""
    host, port = connection.host.strip("[]"), connection.port
    is_trusted = (host, port) in trusted
    if not is_trusted and not (is_https and port == _USUAL_PORTS["https"]):
        raise _Refused("Only https, and only its usual port.")
    addresses = _addresses(host, port)
    if not is_trusted and not all(map(is_public, addresses)):
        raise _Refused("An address inside.")
    connected = _first_that_answers(addresses, port, connection.timeout)
    try:
        _deadline.get().watch(connected)
    except _Refused:
        connected.close()
        raise
    return connected


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _Refused("No such host.") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _first_that_answers(addresses: list[str], port: int, patience_s: float) -> socket.socket:
    for address in addresses:
        try:
            return socket.create_connection((address, port), patience_s / len(addresses))
        except OSError:
            continue
    raise _Refused("Nobody answers.")
