"""What answers for programs hold, field by field, for each role: nothing comes along that nobody decided to tell."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from exchange.kernel import clock
from exchange.kernel.place import Place
from exchange.kernel.unit_of_work import unit_of_work
from exchange.matching import service as matching
from exchange.matching.service import keeping
from tests import makers
from tests.access_matrix import STAFF, Role
from tests.access_stage import Stage, set_stage
from tests.test_access import knock, knocks, undone

REFUSAL = {"code", "detail", "instance", "status", "title", "type"}
MATCHES = {
    "is_waiting", "next", "items[].id", "items[].kind", "items[].title", "items[].place", "items[].score",
    "items[].distance_km", "items[].is_observed", "items[].terms[].name", "items[].terms[].points",
    "items[].terms[].max", "items[].terms[].evidence", "items[].terms[].values",
    "items[].left_out[]", "items[].flags[]",
}  # fmt: skip
NEAR = {
    "items[].id", "items[].kind", "items[].title", "items[].place", "items[].distance_km", "items[].is_observed",
    "items[].rule", "items[].change", "items[].own_change",
}  # fmt: skip
PAIR = {
    "offer", "need", "distance_km", "compatible", "score", "near_miss", "failing[].rule", "failing[].says",
    "failing[].counterfactual",
}  # fmt: skip
SPOTS = {
    "type", "features[].type", "features[].geometry.type", "features[].geometry.coordinates[]",
    "features[].properties.cells[]", "features[].properties.count", "features[].properties.href",
    "features[].properties.kind", "features[].properties.label",
}  # fmt: skip
FIELDS: dict[str, set[str]] = {
    "health.live": {"status"},
    "health.ready": {"status"},
    "map.features": SPOTS,
    "matching_api.of_offer": MATCHES,
    "matching_api.of_need": MATCHES,
    "matching_api.near_of_offer": NEAR,
    "matching_api.near_of_need": NEAR,
    "matching_api.pair": PAIR,
}
"""The same for every role that is let in: who looks changes which rows there are, never what is told of one."""
ROESELARE = Place(50.95, 3.12)
WHOLE = ("flags", "left_out", "change", "own_change", "counterfactual", "values", "cells", "coordinates")
"""Edits, evidence and places: their own tests hold what is in them."""
LET_IN = {name: {Role.MEMBER, Role.MANAGER} | STAFF for name in FIELDS if name.startswith("matching_api")}


@pytest.fixture
def stage(session: Session) -> Stage:
    """Beside the brewery's, others' listings that match its own, and some that almost do."""
    stage = set_stage()
    _, farm = stage.visitors["stranger"]
    assert farm is not None
    site = makers.a_site(farm)
    makers.a_need(site, highest_eur_per_t=Decimal(10))
    makers.a_need(site, wanted_from=makers.TODAY.replace(year=2020), wanted_until=makers.TODAY.replace(year=2025))
    makers.a_lot(site)
    makers.a_lot(makers.a_site(farm, ROESELARE, name="Far yard"))
    with unit_of_work():
        keeping.keep_offers()
        keeping.keep_needs(makers.TODAY)
        matching.pair_offer(stage.offer, at=clock.now())
        matching.pair_need(stage.need, at=clock.now())
    session.commit()
    return stage


def paths(value: Any, at: str = "") -> set[str]:
    """Every field by the way to it; the elements of a list are one."""
    if isinstance(value, dict) and at.rsplit(".", 1)[-1] not in WHOLE:
        return {way for name, inner in value.items() for way in paths(inner, f"{at}.{name}" if at else name)}
    if isinstance(value, list) and at.rsplit(".", 1)[-1] not in WHOLE:
        return {way for inner in value for way in paths(inner, f"{at}[]")} or {f"{at}[]"}
    return {f"{at}[]"} if isinstance(value, list) else {at}


def test_programs_read_these_fields_and_no_others_whoever_asks(app: Flask, session: Session, stage: Stage) -> None:
    told: dict[str, set[str]] = {}
    let_in: dict[str, set[Role]] = {}
    for role in Role:
        for rule, method, door, _audience in knocks(app):
            if method != "GET" or not (rule.endpoint in FIELDS or rule.rule.startswith("/api/v1/")):
                continue
            with undone(session):
                answer = knock(app, stage, role, rule, method, door, door.ids(stage) if door.ids else {})
            if answer.status_code != 200:
                assert set(answer.get_json()) == REFUSAL, f"{rule.endpoint} as {role}"
                continue
            let_in.setdefault(rule.endpoint, set()).add(role)
            told.setdefault(rule.endpoint, set()).update(paths(answer.get_json()))

    assert told == FIELDS
    assert {name: roles for name, roles in let_in.items() if name in LET_IN} == LET_IN
