"""Every door that takes a file, with every file that somebody might send to do harm: refused by name, or kept clean."""

import time
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from wtforms import FileField

from tests.access_matrix import Door, Role
from tests.access_stage import Stage, set_stage
from tests.hostile_fields import forms, watched
from tests.hostile_files import CANARY, FILES, Sent
from tests.test_access import undone
from tests.test_hostile_doors import post_doors, send

NAMED = {200, 303, 404, 409, 413, 422}
"""Kept clean, or a no that says why. Where a draft is kept the form comes back with it: 200."""
DOORS = {
    "deals.answer_claim", "deals.arrive", "deals.raise_claim", "deals.show_ticket", "deals.write", "drafts.keep",
    "flow_imports.create", "lot_imports.create", "offers.change", "offers.create", "papers.add", "photos.add",
    "sites.add_permit", "words.fill",
}  # fmt: skip
"""Every door that reads a file."""
KEPT = {
    "a photo that knows its place", "a photo and an archive in one", "a photo and a page in one", "two hundred frames",
    "a pdf that runs a script", "a name that climbs", "a device's name", "a name of three hundred letters",
    "a name that turns round",
}  # fmt: skip
"""Some doors keep these: pictures anew and without what else was in them, PDFs as they are, all under names of ours."""
MOST_S = 20
"""For one file at one door, however busy the machine: pictures and tables have bounds of their own far below."""


@pytest.fixture
def stage(session: Session) -> Stage:
    return set_stage()


def file_names() -> list[str]:
    """The fields of all forms that take files."""
    found = {name for form in forms() for name in dir(form) if _takes_file(form, name)}
    return sorted(found)


def _takes_file(form: type, name: str) -> bool:
    kind = getattr(getattr(form, name, None), "field_class", None)
    return isinstance(kind, type) and issubclass(kind, FileField)


def post(app: Flask, stage: Stage, rule: Rule, door: Door, role: Role, sent: Sent) -> int:
    name, kind, content = sent
    files = {field: (BytesIO(content), name, kind) for field in file_names()}
    fields = {**door.fields(stage), "request_id": str(uuid4())}
    answer = send(app, stage, rule, door, role, data={**fields, **files}, content_type="multipart/form-data")
    return int(answer.status_code)


def doors_for_files(app: Flask, session: Session, stage: Stage) -> list[tuple[Rule, Door, Role]]:
    """Those of all POST doors that read what is sent in a field for files."""
    plain, found = FILES["half a photo"], []
    for rule, door, role in post_doors(app):
        with undone(session), watched() as met:
            post(app, stage, rule, door, role, plain)
        if any(_takes_file(form, name) for form, name in met):
            found.append((rule, door, role))
    return found


def test_every_door_that_takes_a_file_is_listed(app: Flask, session: Session, stage: Stage) -> None:
    assert {rule.endpoint for rule, _door, _role in doors_for_files(app, session, stage)} == DOORS


@pytest.mark.parametrize("file", FILES)
def test_a_hostile_file_is_refused_or_kept_clean_at_every_door(
    app: Flask, session: Session, stage: Stage, file: str
) -> None:
    wrong, before = [], stored(app)
    for rule, door, role in post_doors(app):
        if rule.endpoint not in DOORS:
            continue
        began = time.monotonic()
        with undone(session):
            status = post(app, stage, rule, door, role, FILES[file])
        if status not in NAMED or time.monotonic() - began > MOST_S:
            wrong.append(f"{rule}: {status} after {time.monotonic() - began:.1f} s")
    fresh = stored(app) - before

    assert wrong == []
    assert bool(fresh) == (file in KEPT), sorted(path.name for path in fresh)
    assert [path.name for path in fresh if not path.resolve().is_relative_to(folder(app))] == []
    assert [path.name for path in fresh if path.suffix != ".pdf" and CANARY in path.read_bytes().lower()] == []
    assert not Path("/tmp/canary.jpg").exists()


def folder(app: Flask) -> Path:
    """Where this app's files lie."""
    return (Path(app.config["DATA"]) / "files").resolve()


def stored(app: Flask) -> set[Path]:
    """What is kept."""
    return {path for path in folder(app).rglob("*") if path.is_file()}
