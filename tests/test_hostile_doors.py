"""Every POST door of the map, with hostile text in every field that any form has: no door and no field is left out."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from exchange.kernel.orm import db
from exchange.web.audiences import Audience
from tests import hostile, makers
from tests.access_matrix import KNOCK, Door, Role
from tests.access_stage import Stage, set_stage
from tests.described import field_names
from tests.hostile_fields import fields_of, forms, read_by_name, watched
from tests.test_access import knocks, undone

ASKED = (Role.MANAGER, Role.ADMINISTRATOR, Role.MODERATOR, Role.FACILITATOR, Role.COUNTERPARTY, Role.STRANGER)
"""Who is tried at a door, the first that it lets in."""
KEPT = {"csrf_token", "request_id"}
"""They have tests of their own: without them nothing else of a form is read."""
ROWS = (
    "conditions-0-kind", "conditions-0-words", "about_matches", "about_deals",
    "bands-0-measure", "bands-0-up_to", "bands-0-price",
)  # fmt: skip
"""Names that are put together while a view reads."""
NOT_MET = {
    **dict.fromkeys(
        (f"SaleForm.{name}" for name in ("number", "issued_on", "due_on", "treatment", "syntax")),
        "read from the query of a GET, never posted",
    ),
    "LinkForm.password": "read only on the way back from another service that signs people in",
}
"""Fields that no hostile string reaches here, as ``Form.field``, each with its reason."""


@pytest.fixture
def stage(session: Session) -> Stage:
    return set_stage()


def post_doors(app: Flask) -> Iterator[tuple[Rule, Door, Role]]:
    """Every way in which a POST door is knocked at, with somebody who may pass it."""
    for rule, method, door, audience in knocks(app):
        if method == "POST":
            yield rule, door, _visitor(door, audience)


def _visitor(door: Door, audience: Audience) -> Role:
    return next((role for role in ASKED if role in door.passes & KNOCK[audience]), Role.MANAGER)


def send(app: Flask, stage: Stage, rule: Rule, door: Door, role: Role, **body: Any) -> Any:
    """POST as somebody who may, with the session's token in the header."""
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["csrf"] = "token"
    person, business = stage.visitors[role]
    if person is not None:
        makers.enter(client, person, business)
        db.session.commit()
    path = app.url_map.bind("localhost").build(rule.endpoint, door.ids(stage) if door.ids else {}, "POST")
    return client.post(path, headers={"X-CSRF-Token": "token"}, **body)


def everything() -> list[str]:
    return sorted({*field_names(), *read_by_name(), *ROWS} - KEPT)


def in_turn(names: list[str], first: int) -> dict[str, str]:
    """Another class of attack in each field: the answers of neighbouring fields differ, too."""
    nasty = hostile.CLASSES
    return {name: hostile.STRINGS[nasty[(first + place) % len(nasty)]] for place, name in enumerate(names)}


def strike(app: Flask, session: Session, stage: Stage, answers: dict[str, str], *, honest: bool = False) -> list[str]:
    """Send the same answers to every door, honest ones where it needs them to read on; returns what went wrong."""
    wrong = []
    for rule, door, role in post_doors(app):
        said = {**answers, **(door.fields(stage) if honest else {}), "request_id": str(uuid4())}
        body = urlencode(said, errors="surrogatepass")
        with undone(session):
            fault = _fault(app, stage, rule, door, role, body)
        wrong += [f"{rule}: {fault}"] if fault else []
    return wrong


def _fault(app: Flask, stage: Stage, rule: Rule, door: Door, role: Role, body: str) -> str:
    try:
        answer = send(app, stage, rule, door, role, data=body, content_type="application/x-www-form-urlencoded")
    except Exception as fault:  # the test's app passes faults on: each is one more line of the report
        return repr(fault)[:300]
    if answer.status_code >= 500:
        return str(answer.status_code)
    return "a script" if hostile.CANARY in answer.text else ""


def test_every_field_of_every_form_is_met_at_its_door_and_no_door_fails(
    app: Flask, session: Session, stage: Stage
) -> None:
    with watched() as met:
        wrong = [
            line for first, honest in enumerate((False, True))
            for line in strike(app, session, stage, in_turn(everything(), first), honest=honest)
        ]  # fmt: skip
    names = {(form, name) for form in forms() for name in fields_of(form)}
    reached = {(base, name) for form, name in met for base in form.__mro__}
    missed = {f"{form.__name__}.{name}" for form, name in names - reached}

    assert wrong == []
    assert sorted(missed ^ NOT_MET.keys()) == []


@pytest.mark.long
@pytest.mark.parametrize("name", hostile.STRINGS)
def test_no_door_fails_whatever_is_in_all_its_fields(app: Flask, session: Session, stage: Stage, name: str) -> None:
    text = hostile.STRINGS[name][:5_000]
    assert strike(app, session, stage, dict.fromkeys(everything(), text)) == []
