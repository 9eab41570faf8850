"""The document for programs names every door of theirs, and every field that the doors answer."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.web.described import api_rules, document
from tests import makers
from tests.access_doors import DOORS
from tests.access_matrix import Role
from tests.access_stage import Stage, set_stage
from tests.told import departures, described

NEEDS = {"catalogue_api.materials": {"q": "bois"}}


@pytest.fixture
def stage(session: Session) -> Stage:
    return set_stage()


@pytest.fixture
def told(client: FlaskClient) -> dict[str, Any]:
    """The document as a stranger gets it."""
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.json is not None
    return dict(answer.json)


def test_every_door_for_programs_is_in_the_document(app: Flask, told: dict[str, Any]) -> None:
    answered = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}

    assert {rule.rule for rule in api_rules(app)} == answered - {"/api/openapi.json"}
    assert len(told["paths"]) == len(api_rules(app))
    assert {rule.methods and frozenset(rule.methods) for rule in api_rules(app)} == {
        frozenset({"GET", "HEAD", "OPTIONS"})
    }
    named = {one["operationId"] for path in told["paths"].values() for one in path.values()}
    assert named == {rule.endpoint.replace(".", "_") for rule in api_rules(app)}


def test_every_answer_has_the_fields_described_and_no_other(
    app: Flask, session: Session, stage: Stage, told: dict[str, Any]
) -> None:
    with_rows = set()
    for rule in api_rules(app):
        door = DOORS[rule.endpoint]
        address = app.url_map.bind("localhost").build(rule.endpoint, door.ids(stage) if door.ids else {})
        client = app.test_client()
        person, business = stage.visitors[Role.MANAGER]
        assert person is not None
        makers.enter(client, person, business)
        answer = client.get(address, query_string=NEEDS.get(rule.endpoint, {}))
        assert answer.status_code == 200
        assert list(departures(answer.json, described(told, rule.endpoint))) == [], rule.rule
        if "items" not in answer.json or answer.json["items"]:
            with_rows.add(rule.endpoint)

    assert "catalogue_api.materials" in with_rows


def test_a_door_that_says_nothing_of_itself_has_no_document(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.view_functions, "catalogue_api.materials", lambda: "")

    with app.app_context(), pytest.raises(RuntimeError, match="/api/v1/materials"):
        document()
