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
_LINK = re.compile(r"https?://[^\s/]+(/\S*)")


@dataclass(frozen=True, slots=True)
class Letter:
    """A laid-down mail as the page shows it; links lose their host to work under any address."""

    to_address: str
    subject: str
    date: str
    body: str
    links: list[str]


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
    return Letter(message["To"], message["Subject"], message["Date"], body, _LINK.findall(body))
