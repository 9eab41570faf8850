"""The embedded mode's mail, readable on the machine that runs it."""

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from exchange.kernel.mail import mailbox
from exchange.web.audiences import Audience, open_to

bp = Blueprint("mailbox", __name__)
_SHOWN = 40
_LINK = re.compile(r"(https?://[^\s/]+/\S*)")
_HOST = re.compile(r"https?://[^\s/]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A laid-down mail as the page shows it. Text and links take turns; links lose their host, to work under any."""

    to_address: str
    subject: str
    date: str
    pieces: list[tuple[str, str]]
    """Text, and where it leads: nowhere, if it is no link."""


@bp.get("/mailbox")
@open_to(Audience.EMBEDDED)
def show() -> ResponseReturnValue:
    """The latest mails, newest first."""
    files = sorted(mailbox().glob("*.eml"), reverse=True)[:_SHOWN] if mailbox().exists() else []
    return render_template("web/mailbox.html", letters=[_letter(path) for path in files])


def _letter(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    part = message.get_body(("plain",))
    body = part.get_content() if part else ""
    pieces = [(text, _HOST.sub("", text) if number % 2 else "") for number, text in enumerate(_LINK.split(body))]
    return Letter(message["To"], message["Subject"], message["Date"], pieces)
