"""What all templates, jobs and readable doors have in common."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.orm import Base
from tests import makers
from tests.access_doors import DOORS
from tests.access_stage import set_stage
from tests.test_access import doors

TEMPLATES = Path(__file__).parents[1] / "templates"
PARTS = [
    path
    for path in sorted(TEMPLATES.glob("*/**/_*.html"))
    if path.relative_to(TEMPLATES).parts[0] not in {"layouts", "ui", "mail"}
    and "{% macro" not in path.read_text("utf-8")
]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
COUNTED_APART = {"rate_window"}
"""Counts of tries are kept on a connection of their own, on purpose."""


class Roots(HTMLParser):
    """Counts the elements that stand side by side at the outermost level."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.count = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.count += self.depth == 0
        self.depth += tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in VOID


def test_every_job_has_exactly_one_task(app: Flask) -> None:
    assert sorted(set(Job) - TASKS.keys()) == []


def test_every_template_compiles(app: Flask) -> None:
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*") if path.is_file()]

    assert names
    for name in names:
        app.jinja_env.get_template(name)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_trusts_what_it_is_given(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup\(", path.read_text("utf-8"))


@pytest.mark.parametrize("path", PARTS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_part_is_one_element_that_a_swap_can_replace(path: Path) -> None:
    roots = Roots()
    roots.feed(
        re.sub(r"\{\{.*?\}\}", "x", re.sub(r"\{%.*?%\}|\{#.*?#\}", "", path.read_text("utf-8")), flags=re.DOTALL)
    )

    assert roots.count == 1


def contents(session: Session) -> dict[str, str]:
    """A digest of every row of every table."""
    digest = "SELECT coalesce(md5(string_agg(row::text, '' ORDER BY row::text)), '') FROM {} AS row"
    return {
        name: session.execute(sa.text(digest.format(table.fullname))).scalar_one()
        for name, table in Base.metadata.tables.items()
        if name not in COUNTED_APART
    }


@pytest.mark.parametrize("role", ["manager", "moderator", "administrator"])
def test_looking_changes_nothing(app: Flask, session: Session, role: str) -> None:
    stage, client = set_stage(), app.test_client()
    person, business = stage.visitors[role]
    assert person is not None
    makers.enter(client, person, business)
    session.commit()
    before = contents(session)

    for rule, method in doors(app):
        if method == "GET" and rule.endpoint in DOORS:
            door = DOORS[rule.endpoint]
            path = app.url_map.bind("localhost").build(rule.endpoint, door.ids(stage) if door.ids else {}, method)
            client.get(path, query_string=door.fields(stage))
            session.commit()

    assert [name for name, digest in contents(session).items() if digest != before[name]] == []
