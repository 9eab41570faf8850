"""Every door of the site, knocked at by everybody: who gets in, who is sent to sign in, who is refused, and how."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from exchange.kernel.orm import db
from exchange.web.audiences import Audience, audience_of, check_every_door
from tests import makers
from tests.access_doors import DOORS, doors_of
from tests.access_matrix import EVEN_SUSPENDED, KNOCK, PASSED, READ_BY_SUSPENDED, Door, Role
from tests.access_stage import Stage, set_stage
from tests.unmasked import unmasked

SIGN_IN = 401
"""How this test writes «sent to the sign-in page»."""


@pytest.fixture
def stage(session: Session) -> Stage:
    return set_stage()


def doors(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with every method that does something, except files."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.endpoint != "static"
    ]


def knocks(app: Flask) -> Iterator[tuple[Rule, str, Door, Audience]]:
    """The routes that the matrix knows, with what it says of them; one test alone complains about the others."""
    for rule, method in doors(app):
        audience = audience_of(app, rule.endpoint)
        if rule.endpoint in DOORS and audience is not None:
            for door in doors_of(rule.endpoint):
                yield rule, method, door, audience


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """Whatever happens inside, committed or not, did not happen for the next knock."""
    session.commit()
    savepoint = db.engine.begin_nested()  # type: ignore[attr-defined] # in tests the engine is a connection
    try:
        yield
    finally:
        session.rollback()
        session.expire_all()
        savepoint.rollback()


def knock(
    app: Flask, stage: Stage, role: Role, rule: Rule, method: str, door: Door, values: dict[str, Any]
) -> TestResponse:
    client: FlaskClient = app.test_client()
    with client.session_transaction() as cookie:
        cookie["csrf"] = "token"
    person, business = stage.visitors[role]
    if person is not None:
        makers.enter(client, person, business)
        db.session.commit()
    path = app.url_map.bind("localhost").build(rule.endpoint, values, method)
    if method == "GET":
        return client.get(path, query_string=door.fields(stage))
    return makers.send(client, path, **door.fields(stage))  # type: ignore[no-any-return] # Flask's client


def outcome(response: TestResponse) -> int:
    return (
        SIGN_IN
        if (response.location or "").startswith(("/sign-in?next", "#accounts.sign_in"))
        else response.status_code
    )


def expected(door: Door, audience: Audience, role: Role, method: str, endpoint: str) -> frozenset[int]:
    reads = method == "GET" and role is Role.SUSPENDED and audience in READ_BY_SUSPENDED
    is_let_in = role in KNOCK[audience] or (role is Role.SUSPENDED_PERSON and endpoint in EVEN_SUSPENDED)
    if not is_let_in and not reads:
        return frozenset({SIGN_IN if role is Role.ANONYMOUS else 403})
    return door.answers if role in door.passes else frozenset({door.otherwise})


def elsewhere(values: dict[str, Any]) -> dict[str, Any]:
    """The same address with ids that nothing has."""
    return {name: uuid4() if isinstance(value, UUID) else value for name, value in values.items()}


def without_ids(response: TestResponse, values: dict[str, Any]) -> str:
    """The body, without what the visitor typed into the address, this answer's own reference and its token's mask."""
    text = re.sub(r'"instance":\s*"[^"]*"', "", unmasked(response.text))
    for value in values.values():
        text = text.replace(str(value), "…")
    return text


def test_every_route_is_in_the_matrix(app: Flask) -> None:
    assert sorted({rule.endpoint for rule, _ in doors(app)} - DOORS.keys()) == []


@pytest.mark.parametrize("role", list(Role))
def test_every_door_opens_for_those_it_should_and_nobody_else(
    app: Flask, session: Session, stage: Stage, role: Role
) -> None:
    wrong = []
    for rule, method, door, audience in knocks(app):
        with undone(session):
            got = outcome(knock(app, stage, role, rule, method, door, door.ids(stage) if door.ids else {}))
        wanted = expected(door, audience, role, method, rule.endpoint)
        if got not in wanted:
            wrong.append(f"{method} {rule} as {role}: {got}, not {sorted(wanted)}")

    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_what_is_not_yours_to_see_answers_like_what_does_not_exist(
    app: Flask, session: Session, stage: Stage, role: Role
) -> None:
    wrong = []
    for rule, method, door, audience in knocks(app):
        ids = door.ids(stage) if door.ids else {}
        if not any(isinstance(value, UUID) for value in ids.values()):
            continue
        wanted = expected(door, audience, role, method, rule.endpoint)
        if not wanted <= PASSED and wanted != {404}:
            continue
        missing = elsewhere(ids)
        with undone(session):
            nothing = knock(app, stage, role, rule, method, door, missing)
        with undone(session):
            foreign = knock(app, stage, role, rule, method, door, ids)
        if nothing.status_code != 404:
            wrong.append(f"{method} {rule} as {role}: {nothing.status_code} for what does not exist")
        elif wanted == {404} and without_ids(foreign, ids) != without_ids(nothing, missing):
            wrong.append(f"{method} {rule} as {role}: one can tell what exists from what does not")

    assert wrong == []


def test_a_door_that_does_not_say_to_whom_it_is_open_stops_the_app(app: Flask) -> None:
    forgetful = Flask("forgetful")
    forgetful.add_url_rule("/back-door", "back_door", lambda: "come in")

    with pytest.raises(RuntimeError, match="back_door"):
        check_every_door(forgetful)
