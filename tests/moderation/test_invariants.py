"""Every promise is seen to break when it is broken, and the command says so."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from exchange.accounts.models import Site
from exchange.kernel import mail
from exchange.kernel.invariants import broken
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import stock
from exchange.listings.models import Account, Cause
from tests import makers


def test_a_database_in_order_breaks_nothing(session: Session, brewhouse: Site, farmyard: Site) -> None:
    makers.a_lot(brewhouse)
    makers.a_need(farmyard)

    assert {name: rows for name, rows in broken().items() if rows} == {}


def test_a_published_lot_without_stock_is_found(session: Session, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, quantity=5)
    stock.move(lot.id, makers.kg(5), Account.FREE, Account.LOST, cause=Cause.CORRECTED, at=makers.MONDAY)

    assert broken()["every published offer has something to give, or is a flow"] == [f"offer {lot.id}"]


def test_a_sent_mail_without_its_moment_is_found(session: Session) -> None:
    with unit_of_work():
        mail.post("anna@navette.example", "Hello", "…", dedupe_key="hello")
    session.execute(sa.update(mail.OutgoingMail).values(state=mail.MailState.SENT))

    assert len(broken()["every mail that was sent says when"]) == 1


@pytest.mark.parametrize(("breaks", "status", "word"), [(False, 0, "ok"), (True, 1, "BROKEN")])
def test_the_command_says_what_broke(make_app: Callable[..., Flask], breaks: bool, status: int, word: str) -> None:
    app = make_app(f"invariants_{status}")
    with app.app_context(), unit_of_work() as current:
        mail.post("anna@navette.example", "Hello", "…", dedupe_key="hello")
        if breaks:
            current.execute(sa.update(mail.OutgoingMail).values(state=mail.MailState.SENT))
    run = app.test_cli_runner().invoke(args=["check-invariants"])

    assert run.exit_code == status
    assert word in run.output
