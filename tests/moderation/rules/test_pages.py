"""The pages of the rules: rows come and go without scripts, a dry run is shown, what is typed is never lost."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Person, Site, StaffRole
from exchange.kernel import clock
from exchange.moderation.rules.models import HoldRuleVersion
from tests import hostile, makers
from tests.makers import enter, send

SENDABLE = {name: text for name, text in hostile.STRINGS.items() if "surrogate" not in name}
"""Surrogates cannot be sent by this client; ``tests/test_hostile.py`` sends them to the same reader of text."""
RULE = {
    "name": "Asbestos", "scope": "offers", "action": "hold", "ground": "unsafe", "told": "Say whether it is there.",
    "conditions-0-kind": "words", "conditions-0-value": "amiant*; asbest*",
}  # fmt: skip


@pytest.fixture
def admin(session: Session, client: FlaskClient) -> FlaskClient:
    return enter(client, makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR))


def stored(session: Session) -> Any:
    session.expire_all()
    return session.scalars(sa.select(HoldRuleVersion).order_by(HoldRuleVersion.number)).all()


def test_a_rule_is_written_read_changed_and_switched_off(session: Session, admin: FlaskClient) -> None:
    made = send(admin, "/desk/rules", **RULE)
    assert "amiant*; asbest*" in admin.get(made.location).text
    assert "Asbestos" in admin.get("/desk/rules").text
    assert 'value="amiant*; asbest*"' in admin.get(f"{made.location}/edit").text

    changed = send(admin, made.location, **{**RULE, "name": "Asbestos and more", "number": "1"})
    off = send(admin, f"{made.location}/switch", number="2", on="0")

    assert (made.status_code, changed.status_code, off.status_code) == (303, 303, 303)
    assert [(one.number, one.name, one.is_active) for one in stored(session)] == [
        (1, "Asbestos", True), (2, "Asbestos and more", True), (3, "Asbestos and more", False),
    ]  # fmt: skip


def test_rows_come_and_go_and_nothing_is_stored_meanwhile(session: Session, admin: FlaskClient) -> None:
    more = send(admin, "/desk/rules", **RULE, add="1")
    two = {"conditions-1-kind": "material", "conditions-1-value": "construction"}
    less = send(admin, "/desk/rules", **RULE, **two, remove="0")

    assert 'name="conditions-1-kind"' in more.text
    assert 'value="amiant*; asbest*"' in more.text
    assert 'name="conditions-1-kind"' not in less.text
    assert 'value="construction"' in less.text
    assert stored(session) == []


def test_an_eleventh_row_is_refused(admin: FlaskClient) -> None:
    rows = {f"conditions-{row}-{part}": text for row in range(10) for part, text in (("kind", "links"), ("value", ""))}

    assert "10 conditions at most" in send(admin, "/desk/rules", **{**RULE, **rows}, add="1").text


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("words", "", "Please fill this in."),
        ("words", ";;;", "Words separated by semicolons"),
        ("material", "no such thing at all", "no such material"),
        ("status", "rubbish", "Write one of"),
        ("price_outlier", "1", "A number between"),
        ("quantity_above", "many", "A number between"),
        ("same_text", "20", "A number between"),
    ],
)
def test_what_a_condition_cannot_ask_is_said_beside_it(
    session: Session, admin: FlaskClient, kind: str, value: str, says: str
) -> None:
    answer = send(admin, "/desk/rules", **{**RULE, "conditions-0-kind": kind, "conditions-0-value": value})

    assert answer.status_code == 422
    assert says in answer.text.partition('id="conditions-0-value-error"')[2].partition("</p>")[0]
    assert stored(session) == []


def test_a_dry_run_tells_how_many_of_the_last_month_and_which(
    session: Session, admin: FlaskClient, brewhouse: Site
) -> None:
    for title in ("Plaques amiantées", "Drêches"):
        makers.a_lot(brewhouse, title=title).created_at = clock.now() - timedelta(days=3)
    session.commit()

    tried = send(admin, "/desk/rules", **RULE, **{"try": "1"})
    made = send(admin, "/desk/rules", **RULE)
    again = admin.get(f"{made.location}/trial")

    for page in (tried.text, again.text):
        assert "Would have found 1 of 2." in page
        assert "Plaques amiantées" in page
    assert 'value="Asbestos"' in tried.text


def test_somebody_elses_change_is_not_written_over(session: Session, admin: FlaskClient) -> None:
    made = send(admin, "/desk/rules", **RULE)
    send(admin, made.location, **{**RULE, "name": "First", "number": "1"})

    answer = send(admin, made.location, **{**RULE, "name": "Second", "number": "1"})

    assert answer.status_code == 409
    assert 'value="Second"' in answer.text
    assert [one.name for one in stored(session)] == ["Asbestos", "First"]


def test_moderators_read_and_facilitators_do_not(
    session: Session, client: FlaskClient, mona: Person, fred: Person
) -> None:
    assert enter(client, mona).get("/desk/rules").status_code == 200
    assert client.get("/desk/rules/new").status_code == 403
    assert enter(client, fred).get("/desk/rules").status_code == 403


@pytest.mark.parametrize("text", SENDABLE.values(), ids=SENDABLE.keys())
def test_hostile_texts_are_kept_or_refused_and_never_run(session: Session, admin: FlaskClient, text: str) -> None:
    for name in ("name", "told", "conditions-0-value", "conditions-0-kind", "scope", "ground", "number", "remove"):
        answer = send(admin, "/desk/rules", **{**RULE, name: text})
        assert answer.status_code in {303, 413, 422}
        assert hostile.CANARY not in answer.text
