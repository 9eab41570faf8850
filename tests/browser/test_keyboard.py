"""By keyboard alone: over the header, from a search to a lot and its proposal, always seeing where one is."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening
from tests.browser.hands import Somebody
from tests.running import Site

_IS_SEEN = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    const rings = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
        || parseFloat(style.strokeWidth) > 5;
    const around = [one, one.closest(".card, .choice, .check, form, details"), ...one.children].filter(Boolean);
    return one !== document.body && around.some(near => rings(getComputedStyle(near)))
        && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
"""The ring may be drawn on the circle of a map's spot, on the frame of a card or of a choice."""
_MOST_TABS = 120


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until a thing that fits has the focus; the focus is visible at every stop."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(_IS_SEEN), page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"no {selector} within {_MOST_TABS} presses of Tab")


def test_the_first_stop_skips_to_the_content(open_browser: Opening, site: Site) -> None:
    page = open_browser().new_page()
    page.goto("/about")

    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_from_a_search_to_a_proposal_without_a_mouse(open_browser: Opening, site: Site) -> None:
    page = open_browser().new_page()
    bram = Somebody(page, site, "bram@navette.example")
    bram.sign_in(site.password_of(bram.email))
    page.goto("/about")

    tab_to(page, "input[name=q]")
    page.keyboard.type("chaises de bureau")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    tab_to(page, ".card__title a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/offers/*")
    tab_to(page, "#proposal [name=quantity]")  # all of it is proposed
    tab_to(page, "#proposal button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/deals/*")

    expect(page.locator(".notice--good").first).to_be_visible()
