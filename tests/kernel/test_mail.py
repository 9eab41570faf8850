"""Mail is a row of the transaction that it tells about, and leaves once."""

import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from email.message import Message

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.kernel import mail
from exchange.kernel.mail import OutgoingMail
from exchange.kernel.unit_of_work import unit_of_work


class Postman:
    """A real SMTP server that keeps what it is given."""

    def __init__(self) -> None:
        self.received: list[Message] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 — aiosmtpd's name
        self.received.append(email.message_from_bytes(envelope.content))  # type: ignore[attr-defined] # untyped library
        return "250 taken"


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def postman(app: Flask, session: Session) -> Iterator[Postman]:
    postman = Postman()
    server = Controller(postman, hostname="127.0.0.1", port=a_free_port())
    server.start()
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    yield postman
    app.config["SMTP_URL"] = ""
    server.stop()


def test_a_mail_is_sent_by_smtp_once_with_a_fixed_id(
    session: Session, postman: Postman, run_jobs: Callable[[], None]
) -> None:
    for _ in range(2):
        with unit_of_work():
            mail.post("anna@navette.example", "Drêche : un preneur", "Bonjour,\n\nÀ Lille.", dedupe_key="pair 1")
    run_jobs()

    [letter] = postman.received
    sent = session.scalars(sa.select(OutgoingMail)).one()
    assert letter["To"] == "anna@navette.example"
    assert letter["Message-ID"] == f"<{sent.id}@navette>"
    assert letter.get_payload(decode=True).decode().startswith("Bonjour,")


def test_a_mail_that_was_sent_is_not_sent_again(
    session: Session, postman: Postman, run_jobs: Callable[[], None]
) -> None:
    with unit_of_work():
        mail.post("anna@navette.example", "Once", "Only once.", dedupe_key="pair 1")
    run_jobs()

    mail.send(str(session.scalars(sa.select(OutgoingMail.id)).one()))

    assert len(postman.received) == 1


def test_without_a_server_the_mail_lies_in_the_mailbox_folder(
    app: Flask, session: Session, run_jobs: Callable[[], None]
) -> None:
    before = set(mail.mailbox().glob("*.eml"))
    with unit_of_work():
        mail.post("anna@navette.example", "Hello", "Read me.", dedupe_key="hello")
    run_jobs()

    [letter] = set(mail.mailbox().glob("*.eml")) - before
    assert "Read me." in letter.read_text()
    letter.unlink()


def test_the_database_refuses_a_subject_that_would_add_headers(session: Session) -> None:
    with pytest.raises(IntegrityError, match="no_header_injection"):
        mail.post("anna@navette.example", "Hello\nBcc: all@navette.example", "…", dedupe_key="bad")


def test_headers_leave_as_mail_programs_read_them(
    session: Session, postman: Postman, run_jobs: Callable[[], None]
) -> None:
    subject = "“Rayonnages de stockage, dépose soignée d'un entrepôt de 1 200 m²” in Roubaix fits “Racks for our room”"
    stop_url = f"https://navette.example/notices/stop/{'a' * 130}"
    with unit_of_work():
        mail.post("anna@navette.example", subject, "…", dedupe_key="pair 1", stop_url=stop_url)
    run_jobs()

    [letter] = postman.received
    read = email.message_from_bytes(letter.as_bytes(), policy=email.policy.default)
    assert read["Subject"] == subject, "no blank is lost where a long subject is folded"
    assert letter["List-Unsubscribe"] == f"<{stop_url}>", "as it stands, without encoded words"
