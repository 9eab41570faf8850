"""Every page, by everybody who may open it: accessible, quiet, light, within its width, and of one house."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from exchange.factory import create_app
from tests.browser.doors import walks, without_example
from tests.browser.looking import Looker
from tests.browser.stage import Stage, set_stage
from tests.running import Site

NOWHERE = "postgresql+psycopg://navette_app@127.0.0.1:1/navette"


@pytest.fixture(scope="module")
def addresses_of(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app for its addresses only; it never meets a database."""
    data: Path = tmp_path_factory.mktemp("addresses")
    return create_app(EMBEDDED=False, DATABASE_URL=NOWHERE, SECRET_KEY="for tests", DATA=data)


@pytest.fixture(scope="module")
def stage(chromium: Browser, site: Site) -> Iterator[Stage]:
    """Everybody, and one of each thing."""
    with set_stage(chromium, site) as stage:
        yield stage


def test_every_page_with_parameters_has_an_example(addresses_of: Flask) -> None:
    assert without_example(addresses_of) == set()


@pytest.mark.parametrize(
    "viewer", ["visitor", "unconfirmed", "giver", "taker", "moderator", "facilitator", "administrator"]
)
def test_no_page_has_a_fault(
    viewer: str, stage: Stage, addresses_of: Flask, site: Site, record_property: Callable[[str, object], None]
) -> None:
    looker = Looker(stage.people[viewer].page, site)
    faults: list[str] = []
    for path in walks(addresses_of, stage.addresses)[viewer]:
        faults += looker.faults(path)
        for language in ("en", "nl"):
            there = f"{path}{'&' if '?' in path else '?'}lang={language}"
            faults += looker.faults(there, widths=(390,), schemes=("light",))
    record_property("heaviest", looker.scales.heaviest())

    assert not faults, "\n".join(faults)
