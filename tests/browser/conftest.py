"""A real site, a real Chromium, and people in front of it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.running import Site

LANGUAGES = ("fr", "en", "nl")
VIEWPORTS = {390: (390, 844), 768: (768, 1024), 1280: (1280, 900)}
ARGUMENTS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
PATIENCE_MS = 30_000

Opening = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with its demo territory; nothing of it is left afterwards.

    It believes one proxy, so that every journey comes from an address of its own and meets its own limits.
    """
    site = Site(tmp_path_factory.mktemp("site") / "data", TRUSTED_PROXIES="1")
    try:
        site.start()
        yield site
    finally:
        assert site.end() == 0
        site.wait_until_nothing_is_left()
        site.forget()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def launch(playwright: object) -> Browser:
    """Start the Chromium of this machine."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)


def chromium_path() -> str:
    """The Chromium that CHROMIUM names, or that is found on the path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "no Chromium on this machine"
    return found


@pytest.fixture
def open_browser(chromium: Browser, site: Site) -> Iterator[Opening]:
    """Open a browser of somebody's own: language, width, with or without scripts, light or dark."""
    opened: list[BrowserContext] = []

    def open_one(**wishes: object) -> BrowserContext:
        opened.append(new_context(chromium, site.address, **wishes))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


def new_context(
    browser: Browser, address: str, *, language: str = "fr", width: int = 1280, scripts: bool = True,
    scheme: str = "light", origin: str = "", sees_through_policy: bool = False,
) -> BrowserContext:  # fmt: skip
    """A browser context. ``origin`` is the address that a proxy would tell the site."""
    columns, rows = VIEWPORTS[width]
    context = browser.new_context(
        base_url=address, locale=language, viewport={"width": columns, "height": rows}, java_script_enabled=scripts,
        color_scheme=scheme, extra_http_headers={"X-Forwarded-For": origin} if origin else {},
        reduced_motion="reduce", timezone_id="Europe/Paris", has_touch=width < 800, bypass_csp=sees_through_policy,
    )  # fmt: skip
    context.set_default_timeout(PATIENCE_MS)
    return context
