"""Outgoing mail: a row and a job in the transaction of what it tells; sent by SMTP or laid into a folder."""

import enum
import smtplib
import ssl
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel import clock
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import PATIENTLY, Job, defer, task
from exchange.kernel.letterhead import Letterhead
from exchange.kernel.orm import Base, Id, Moment, session
from exchange.kernel.retention import Term, keep_for
from exchange.kernel.unit_of_work import unit_of_work

_SMTP_TIMEOUT_S = 20


class MailState(enum.StrEnum):
    """Where a mail stands. In flight: a worker has it; sent again after a crash under the same Message-ID."""

    QUEUED = "queued"
    IN_FLIGHT = "in_flight"
    SENT = "sent"


class OutgoingMail(Base):
    """One message to one confirmed address. ``dedupe_key`` makes telling twice impossible."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        sa.CheckConstraint("position(E'\\n' in subject || to_address) = 0", "no_header_injection"),
        sa.CheckConstraint("position(E'\\n' in stop_url) = 0", "stop_url_is_one_line"),
    )

    id: Mapped[Id]
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    to_address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    stop_url: Mapped[str] = mapped_column(server_default="", comment="Where one press ends mails like this one")
    state: Mapped[MailState] = mapped_column(server_default=MailState.QUEUED)
    queued_at: Mapped[Moment]
    sent_at: Mapped[Moment | None]


def post(to_address: str, subject: str, body: str, *, dedupe_key: str, stop_url: str = "") -> UUID | None:
    """Queue a plain-text mail with the current transaction; returns its id.

    A key that was used before is left alone: None. ``stop_url`` lets mail programs offer to end mails like this one.
    """
    row = insert(OutgoingMail).values(
        id=new_id(), dedupe_key=dedupe_key, to_address=to_address, subject=subject, body=body, stop_url=stop_url,
        queued_at=clock.now(),
    )  # fmt: skip
    fresh = session().scalar(row.on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(OutgoingMail.id))
    if fresh is not None:
        defer(Job.SEND_MAIL, mail_id=str(fresh))
    return fresh


def web_address(path: str) -> str:
    """A page for a link in a mail: under the public address, or under this machine's in the embedded mode."""
    base = current_app.config["PUBLIC_URL"] or f"http://127.0.0.1:{current_app.config['PORT']}"
    return f"{base}{path}"


@task(Job.SEND_MAIL, retry=PATIENTLY)
def send(mail_id: str) -> None:
    """Claim, deliver, mark. A crash between the last two sends again under the same Message-ID."""
    with unit_of_work():
        mail = _claim(UUID(mail_id))
    if mail is None:
        return
    _deliver(_message(mail))
    with unit_of_work() as current:
        done = sa.update(OutgoingMail).where(OutgoingMail.id == mail.id)
        current.execute(done.values(state=MailState.SENT, sent_at=clock.now()))


def _claim(mail_id: UUID) -> OutgoingMail | None:
    claim = (
        sa.update(OutgoingMail)
        .where(OutgoingMail.id == mail_id, OutgoingMail.state != MailState.SENT)
        .values(state=MailState.IN_FLIGHT)
        .returning(OutgoingMail)
    )
    return session().scalars(claim).one_or_none()


def _message(mail: OutgoingMail) -> EmailMessage:
    message = EmailMessage(policy=Letterhead())
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = mail.to_address
    message["Subject"] = mail.subject
    message["Message-ID"] = f"<{mail.id}@navette>"
    message["Date"] = format_datetime(mail.queued_at)
    message["Auto-Submitted"] = "auto-generated"
    if mail.stop_url:  # RFC 8058: one press in the mail program, without a page
        message["List-Unsubscribe"] = f"<{mail.stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.body)
    return message


def _deliver(message: EmailMessage) -> None:
    url = urlsplit(current_app.config["SMTP_URL"])
    if not url.hostname:
        _lay_into_mailbox(message)
        return
    with _relay(url.scheme, url.hostname, url.port or 0) as server:
        if url.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


def _relay(scheme: str, host: str, port: int) -> smtplib.SMTP:
    """Left to itself, smtplib takes any certificate."""
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_SMTP_TIMEOUT_S, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=_SMTP_TIMEOUT_S)


keep_for(
    Term(
        "mails", OutgoingMail, OutgoingMail.sent_at, timedelta(days=90), unless=OutgoingMail.state != MailState.SENT,
        blank={"to_address": "", "subject": "", "body": "", "stop_url": ""},
    )
)  # fmt: skip


def mailbox() -> Path:
    """The folder of the embedded mode's mail, one .eml file each, newest last by name."""
    return Path(current_app.config["DATA"]) / "mailbox"


def _lay_into_mailbox(message: EmailMessage) -> None:
    folder = mailbox()
    folder.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").partition("@")[0]
    fresh = folder / f"{name}.tmp"
    fresh.write_bytes(message.as_bytes())
    fresh.replace(folder / f"{name}.eml")
