"""Every page, by everybody who may open it: accessible, quiet, light, within its width, and of one house."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from exchange.factory import create_app
from tests.browser.doors import walks, without_example
from tests.browser.looking import TOO_WIDE, Looker
from tests.browser.stage import Stage, set_stage
from tests.running import Site

NOWHERE = "postgresql+psycopg://navette_app@127.0.0.1:1/navette"
LEAST_MARK_PX = 24


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


@pytest.mark.parametrize("viewer", ["giver", "taker"])
def test_the_head_of_a_page_with_two_counts_fits_small_phones(viewer: str, stage: Stage) -> None:
    page = stage.people[viewer].page
    page.goto("/deals?lang=nl", wait_until="domcontentloaded")
    assert page.locator("header .badge--count").count() > 1, "a turn, and something unread"
    for width in (320, 360, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == "", f"at {width}"
        mark = page.locator(".brand svg").bounding_box()
        assert mark is not None
        assert mark["width"] > LEAST_MARK_PX
