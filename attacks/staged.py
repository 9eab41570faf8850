"""Every POST door that the walk did not meet: on the stage of the tests, laid into the instance's own database.

Claims, gates, appeals, notices at the desk, forms of administrators: each door of the matrix of access with somebody
whom it lets in, signed in anew for each target, and all fields that its forms read.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from attacks.injecting import STAGED_TOKEN
from attacks.instance import Instance
from attacks.targets import Target, what_is_new
from exchange.factory import create_app
from exchange.kernel.orm import db
from tests import makers
from tests.access_matrix import Door, Role
from tests.access_stage import Stage, set_stage
from tests.hostile_fields import watched
from tests.test_access import undone
from tests.test_hostile_doors import KEPT, everything, post_doors, send


def staged(instance: Instance, done: set[tuple[str, str, str]]) -> list[Target]:
    """Those whose method, kind of address and parameter are not in ``done``, which grows."""
    os.environ["NAVETTE_DATA"] = str(instance.folder)
    app = create_app(RATE_FACTOR=1_000_000)
    with app.app_context():
        stage = set_stage()
        db.session.commit()
        with _nothing_stays(app) as session:
            named = [(rule, door, role, _names(app, session, stage, rule, door, role)) for rule, door, role in
                     post_doors(app)]  # fmt: skip
        db.session.add_all([one for visitor in stage.visitors.values() for one in visitor if one is not None])
        found = [_target(app, stage, rule, door, role, names) for rule, door, role, names in named]
        return [new for one in found if (new := what_is_new(one, done)).tried]


@contextmanager
def _nothing_stays(app: Flask) -> Iterator[Session]:
    """A session whose commits are savepoints of a transaction that is rolled back."""
    engines: dict[str | None, Any] = db._app_engines[app]  # noqa: SLF001 — as tests/conftest.py does
    engine = db.engine
    with engine.connect() as connection, connection.begin() as transaction:
        engines[None] = connection
        try:
            yield db.session()
        finally:
            db.session.remove()
            transaction.rollback()
            engines[None] = engine


def _names(app: Flask, session: Session, stage: Stage, rule: Rule, door: Door, role: Role) -> set[str]:
    """The fields that the door's forms read, and those that the matrix sends it."""
    said = _said(door, stage)
    with watched() as met, undone(session):
        try:
            send(
                app,
                stage,
                rule,
                door,
                role,
                data={**dict.fromkeys(everything(), "1"), **said, "request_id": str(uuid4())},
            )
        except Exception:
            session.rollback()
    return {name for _, name in met} | said.keys()


def _said(door: Door, stage: Stage) -> dict[str, str]:
    return {name: str(value) for name, value in door.fields(stage).items() if isinstance(value, str | int)}


def _target(app: Flask, stage: Stage, rule: Rule, door: Door, role: Role, names: set[str]) -> Target:
    path = app.url_map.bind("localhost").build(rule.endpoint, door.ids(stage) if door.ids else {}, "POST")
    fields: dict[str, Any] = dict.fromkeys(sorted(names - KEPT), "1") | _said(door, stage)
    fields["request_id"] = ""
    return Target(role.value, "post", path, fields, cookie=_cookie(app, stage, role))


def _cookie(app: Flask, stage: Stage, role: Role) -> str:
    """A sign-in of its own: some doors end one."""
    client = app.test_client()
    person, business = stage.visitors[role]
    if person is not None:
        makers.enter(client, person, business)
    with client.session_transaction() as cookie:
        cookie["csrf"] = STAGED_TOKEN
    db.session.commit()
    name = app.config["SESSION_COOKIE_NAME"]
    kept = client.get_cookie(name)
    assert kept is not None
    return f"{name}={kept.value}"
