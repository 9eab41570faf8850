"""Lighthouse on the pages that most people see first: home, search and a lot, as a phone on a slow line gets them.

The site answers over plain HTTP on this machine, which browsers and Lighthouse hold for as safe as HTTPS; what HTTPS
adds is the proxy's part and not judged here. How fast a page is drawn depends on what the machine does besides, so it
is printed and not asserted; the aim is 90: `.venv/bin/python -m pytest -m browser -rP tests/browser/test_lighthouse.py`
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Opening
from tests.browser.lighthouse import examine
from tests.running import Site

LEAST = {"accessibility": 95, "best-practices": 95}
Note = Callable[[str, object], None]


@pytest.mark.parametrize("page", ["home", "search", "lot"])
def test_lighthouse_finds_the_page_good(
    page: str, open_browser: Opening, site: Site, tmp_path: Path, record_property: Note
) -> None:
    address = site.address + {"home": "/", "search": "/search", "lot": ""}[page]
    if page == "lot":
        address = f"{site.address}{a_lot(open_browser)}"

    verdict = examine(address, tmp_path)
    record_property("points", verdict.points)
    print(page, verdict.points)  # noqa: T201 — what -rP shows
    missed = {name: verdict.points[name] for name, least in LEAST.items() if verdict.points[name] < least}
    assert not missed, "\n".join([str(missed), *verdict.faults])


def a_lot(open_browser: Opening) -> str:
    """The first lot that a search of everything shows."""
    page = open_browser().new_page()
    page.goto("/search", wait_until="domcontentloaded")
    return page.locator(".card__title a").first.get_attribute("href") or ""
