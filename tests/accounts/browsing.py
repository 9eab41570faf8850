"""Driving the accounts' pages as a browser without JavaScript."""

import re
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.kernel.mail import OutgoingMail
from tests import makers

COMPANY = {"number": "", "company": "Filature du Pont"}


def a_sign_up(**changes: Any) -> dict[str, Any]:
    """A filled-in sign-up form of somebody new, with a number that nobody has."""
    form = {
        "name": "Nora", "email": "nora@filature.example", "password": makers.PASSWORD, "number": makers.a_siren(),
        "company": "Filature du Pont",
    }  # fmt: skip
    return {**form, **changes}


def letters(session: Session, to_address: str) -> list[OutgoingMail]:
    """The mails queued for an address, oldest first."""
    mails = sa.select(OutgoingMail).where(OutgoingMail.to_address == to_address).order_by(OutgoingMail.id)
    return list(session.scalars(mails))


def link(letter: OutgoingMail) -> str:
    """The path of the link in a mail."""
    found = re.search(r"https?://[^\s/]+(/\S+)", letter.body)
    assert found, letter.body
    return found[1]


def sign_in(client: FlaskClient, email: str, password: str = makers.PASSWORD, **fields: Any) -> Any:
    """Send the sign-in form."""
    return makers.send(client, "/sign-in", email=email, password=password, **fields)


def is_signed_in(client: FlaskClient) -> bool:
    """Whether the company page opens."""
    return client.get("/company").status_code == 200
