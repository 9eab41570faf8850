"""Every change asks for a token of its own session; reading writes nothing; a field nobody asked for does nothing."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from exchange.kernel.orm import db
from exchange.web.answers import local_path
from tests import makers
from tests.access_matrix import Door, Role
from tests.access_stage import Stage, set_stage
from tests.test_access import knock, knocks, undone

WRITES_OF_READING = {"journal_entry", "rate_window", "sign_in"}
"""Looks of staff are journalled; limits are counted; when a stay was last used is kept."""
GREEDY = {
    "role": "manager", "staff_role": "administrator", "is_admin": "true", "company_id": "", "business_id": "",
    "owner_id": "", "state": "published", "standing": "active", "verification": "verified",
    "confirmed_at": "2020-01-01",
}  # fmt: skip
POWERS = """
    SELECT 'person', id::text, staff_role, confirmed_at::text, email FROM person UNION ALL
    SELECT 'business', id::text, standing, verification, name FROM business UNION ALL
    SELECT 'offer', id::text, state, business_id::text, site_id::text FROM offer UNION ALL
    SELECT 'need', id::text, state, business_id::text, site_id::text FROM need UNION ALL
    SELECT 'member', person_id::text, role, business_id::text, NULL FROM membership
"""
LEAVING = [
    "https://evil.example", "http://evil.example/", "//evil.example", "///evil.example", "////evil.example",
    "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\t/evil.example", "/\n/evil.example",
    "\t//evil.example", " //evil.example", "https:evil.example", "https:/evil.example", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example\\@navette.example", "https://localhost@evil.example",
    "evil.example", "/\x00/evil.example", "/\x0d\x0aLocation: https://evil.example", "//\u2025evil.example",
]  # fmt: skip


@pytest.fixture
def stage(session: Session) -> Stage:
    return set_stage()


def tables(session: Session) -> dict[str, int]:
    names = sa.inspect(session.connection()).get_table_names()
    counted = sa.text("SELECT " + ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names))
    return dict(zip(names, session.execute(counted).one(), strict=True))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, pytest.param(Role.MANAGER, marks=pytest.mark.slow)])
def test_reading_writes_nothing(app: Flask, session: Session, stage: Stage, role: Role) -> None:
    wrote = []
    for rule, method, door, _audience in knocks(app):
        if method != "GET":
            continue
        with undone(session):
            before = tables(session)
            knock(app, stage, role, rule, method, door, door.ids(stage) if door.ids else {})
            after = tables(session)
            wrote += [
                f"{rule}: {name}" for name in before
                if after[name] != before[name] and name not in WRITES_OF_READING
            ]  # fmt: skip

    assert wrote == []


@pytest.mark.parametrize("token", [None, "another-session's-token"])
def test_every_change_asks_for_a_token_of_its_own_session(
    app: Flask, session: Session, stage: Stage, token: str | None
) -> None:
    let_in = []
    for rule, method, door, _audience in knocks(app):
        path = app.url_map.bind("localhost").build(rule.endpoint, door.ids(stage) if door.ids else {}, method)
        if method == "GET" or hasattr(app.view_functions[rule.endpoint], "__proves_itself__"):
            continue
        with undone(session):
            client = app.test_client()
            person, business = stage.visitors[Role.MANAGER]
            assert person is not None
            makers.enter(client, person, business)
            fields = {**door.fields(stage), **({"csrf_token": token} if token else {})}
            status = client.post(path, data=fields).status_code
        if status != 400:
            let_in.append(f"{rule}: {status}")

    assert let_in == []


def test_a_field_nobody_asked_for_does_nothing(app: Flask, session: Session, stage: Stage) -> None:
    changed = []
    for rule, method, door, _audience in knocks(app):
        if method == "GET":
            continue
        plain, greedy = (_powers_after(app, session, stage, rule, door, more) for more in ({}, GREEDY))
        if plain != greedy:
            changed.append(f"{rule}: {sorted(set(greedy) ^ set(plain))[:2]}")

    assert changed == []


def _powers_after(
    app: Flask, session: Session, stage: Stage, rule: Rule, door: Door, more: dict[str, str]
) -> list[Any]:
    """Who may do what and who owns what, after the brewery's manager pressed; a form's own fields stay as they are."""
    meant = door.fields(stage)
    asked = Door(door.ids, fields=lambda _stage: {**more, **meant})
    with undone(session):
        knock(app, stage, Role.MANAGER, rule, "POST", asked, door.ids(stage) if door.ids else {})
        return sorted((tuple(row) for row in db.session.execute(sa.text(POWERS))), key=str)


@pytest.mark.parametrize("address", LEAVING)
def test_no_address_to_go_on_to_leaves_the_site(address: str) -> None:
    assert local_path(address) is None
