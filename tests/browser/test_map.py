"""The map beside a search: a drawing for everybody, one that moves for whoever asks, both leading to the same lists."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Opening


def shown(page: Page) -> int:
    """How many lots the list says there are."""
    found = re.match(r"\d+", page.locator("#results-heading").inner_text())
    assert found
    return int(found[0])


def test_a_dot_of_the_drawing_leads_to_its_list_without_scripts(open_browser: Opening) -> None:
    page = open_browser(scripts=False, language="en").new_page()
    page.goto("/search")
    expect(page.locator("[data-move]")).to_be_hidden()
    dot = page.locator(".map-frame .map__spot").last
    count = int(dot.locator("text").text_content() or "")

    page.goto(dot.get_attribute("href") or "")

    assert shown(page) == count


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_of_leaflet_is_fetched_before_somebody_asks(open_browser: Opening, width: int) -> None:
    page = open_browser(width=width, language="en").new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: _note(asked, request))
    page.on("console", lambda message: said.append(message.text))
    page.goto("/search")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "leaflet" in url or "geojson" in url] == []

    page.locator("[data-move]").click()
    page.locator("[data-dots]").wait_for()

    dots = page.locator(".map-dot")
    assert sum(int(count) for count in dots.all_inner_texts()) == sum(
        int(line.rsplit(" ", 2)[-2]) for line in page.locator(".map-frame__words li").all_text_contents()
    )
    assert said == []


def test_a_dot_that_moves_leads_to_its_list_and_the_wish_is_kept(open_browser: Opening) -> None:
    page = open_browser(language="en").new_page()
    page.goto("/search")
    page.locator("[data-move]").click()
    page.locator("[data-dots]").wait_for()
    dot = page.locator(".map-dot").first
    count = int(dot.inner_text())

    with page.expect_navigation():
        dot.press("Enter")

    assert shown(page) == count
    page.locator("[data-dots]").wait_for()
    page.locator("[data-move]").click()
    expect(page.locator(".map--live")).to_have_count(0)
    expect(page.locator(".map-frame svg.map")).to_be_visible()


def test_where_leaflet_does_not_come_the_drawing_stays(open_browser: Opening) -> None:
    page = open_browser(language="en").new_page()
    page.route("**/leaflet.js*", lambda route: route.abort())
    page.goto("/search")

    page.locator("[data-move]").click()

    expect(page.locator(".map-frame [role=status]")).to_have_text("The map did not load. The drawing stays.")
    expect(page.locator(".map-frame svg.map")).to_be_visible()


def _note(asked: list[str], request: Request) -> None:
    asked.append(request.url)
