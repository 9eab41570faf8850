"""A host on this machine that answers as a test wants it to, byte by byte, with or without TLS."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answer = Callable[[threading.Event], Iterable[bytes]]
"""What is said, piece by piece; the event is set when the test is over."""


@dataclass
class Talker:
    """Where it stands and what it was asked."""

    port: int
    asked: list[bytes] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def end(self) -> tuple[str, int]:
        """As a setting would name it."""
        return "127.0.0.1", self.port


@contextmanager
def talking(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Talker]:
    """Answer everybody on a free port until the end."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        talker = Talker(server.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(server, talker, answer, tls))
        thread.start()
        try:
            yield talker
        finally:
            talker.over.set()
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(server: socket.socket, talker: Talker, answer: Answer, tls: ssl.SSLContext | None) -> None:
    while not talker.over.is_set():
        with suppress(OSError):
            plain, _ = server.accept()
            with tls.wrap_socket(plain, server_side=True) if tls else plain as browser:
                talker.asked.append(browser.recv(65_536))
                for piece in answer(talker.over):
                    browser.sendall(piece)


def certified(folder: Path, *, name: str) -> tuple[ssl.SSLContext, str]:
    """What a server shows that is called so or has that address, and the file of who vouches for it: itself."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)])
    until = now + timedelta(days=1)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number(), now, until)
    builder = builder.add_extension(names, critical=True)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    sheet, secret = folder / f"{name}.pem", folder / f"{name}.key"
    sheet.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    formats = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    secret.write_bytes(key.private_bytes(*formats))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sheet, secret)
    return context, str(sheet)
