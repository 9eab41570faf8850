"""Pictures of the main pages, for people to look at: `python -m tests.browser.pictures FOLDER`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import VIEWPORTS, launch
from tests.browser.stage import Stage, set_stage
from tests.running import Site

WALKS = {
    "visitor": {
        "home": "/", "search": "/search?q=palette", "search-near": "/search?near=59512&km=15",
        "needs": "/search?kind=need",
        "nothing": "/search?q=zzzz", "lot": "{offer}", "need": "{need}", "sign-up": "/sign-up", "sign-in": "/sign-in",
        "about": "/about", "materials": "/materials", "material": "/materials/food.spent_grain",
        "territory": "/territory", "missing": "/no-such-page", "rules": "/rules",
    },
    "giver": {
        "company": "/company", "own-lot": "{offer}", "post-offer": "/offers/new", "notices": "/notices",
        "deals": "/deals", "deal-gate": "{deal}", "deal-done": "{done}", "statement": "{statement}",
    },
    "taker": {
        "lot-to-take": "{offer}", "own-need": "{need}", "post-need": "/needs/new", "propose": "{proposal}",
        "site": "/sites/new",
    },
    "moderator": {"desk": "/desk", "refuse": "/desk{waiting}/refusal"},
    "facilitator": {"flows": "/desk/flows"},
}  # fmt: skip
"""What is worth looking at, by who looks."""
_IN_OTHER_LANGUAGES = {"home", "search", "own-lot", "deal-gate", "post-offer"}


def main(folder: str) -> None:
    """Start a site, play what is to be seen, and lay the pictures into the folder."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Site(Path(scratch) / "data", TRUSTED_PROXIES="1")
        browser = launch(playwright)
        try:
            site.start()
            take(browser, site, Path(folder))
        finally:
            browser.close()
            site.end()
            site.wait_until_nothing_is_left()
            site.forget()


def take(browser: Browser, site: Site, folder: Path) -> None:
    """All pictures of a running site: both widths in French, dark and other languages for some."""
    folder.mkdir(parents=True, exist_ok=True)
    with set_stage(browser, site) as stage:
        for viewer, pages in WALKS.items():
            for name, path in pages.items():
                _of_page(stage, viewer, name, path.format(**stage.addresses), folder)


def _of_page(stage: Stage, viewer: str, name: str, path: str, folder: Path) -> None:
    page = stage.people[viewer].page
    languages = ("fr", "en", "nl") if name in _IN_OTHER_LANGUAGES else ("fr",)
    for language in languages:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}", wait_until="networkidle")
        for width in VIEWPORTS:
            page.set_viewport_size({"width": VIEWPORTS[width][0], "height": VIEWPORTS[width][1]})
            for scheme in ("light", "dark") if language == "fr" else ("light",):
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=folder / f"{viewer}-{name}-{language}-{width}-{scheme}.png", full_page=True)


if __name__ == "__main__":
    main(sys.argv[1])
