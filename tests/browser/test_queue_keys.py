"""A moderator's morning without a mouse: taken, walked through, ticked, approved and refused by keys alone."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening
from tests.browser.hands import Somebody
from tests.running import Site

QUEUE = "/desk/listings"
MINE = "Ce dossier est à vous"
"""What she reads beside a case that she has: her account speaks French."""
FOCUSED = "() => document.activeElement.id"


def cases(page: Page) -> list[str]:
    """The ids of the cases, as they stand on the page."""
    found: list[str] = page.locator("#queue article").evaluate_all("all => all.map(one => one.id)")
    return found


def test_the_queue_is_worked_through_by_keys(open_browser: Opening, site: Site) -> None:
    page = open_browser().new_page()
    mona = Somebody(page, site, "mona@navette.example")
    mona.sign_in(site.password_of(mona.email))
    mona.go(QUEUE)
    mona.send(mona.form("/desk/listings/taking"))
    expect(page.locator("#queue article", has_text=MINE)).to_have_count(len(cases(page)))
    first, second, third = cases(page)[:3]
    assert page.evaluate(FOCUSED) == first, "the press came back to the queue"

    page.keyboard.press("x")
    expect(page.locator(f"#{first} [type=checkbox]")).to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == second

    with page.expect_navigation():
        page.keyboard.press("a")
    assert second not in cases(page)
    assert page.evaluate(FOCUSED) == first

    page.keyboard.press("j")
    page.keyboard.press("4")
    assert page.evaluate(FOCUSED) == third, "a number alone sends nothing: the words are folded"
    page.keyboard.press("r")
    expect(page.locator(f"#{third} details")).to_have_attribute("open", "")
    with page.expect_navigation():
        page.keyboard.press("4")
    assert third not in cases(page)

    page.locator("#ground").focus()
    page.keyboard.press("a")
    assert first in cases(page), "where something is chosen or typed, a key is only a key"


def test_without_scripts_the_same_page_decides_by_its_buttons(open_browser: Opening, site: Site) -> None:
    page = open_browser(scripts=False).new_page()
    mona = Somebody(page, site, "mona@navette.example", has_scripts=False)
    mona.sign_in(site.password_of(mona.email))
    mona.go(QUEUE)
    expect(page.locator("[data-keys-legend]")).to_be_hidden()
    [first, *_rest] = cases(page)
    page.locator(f"#{first} [data-key=a]").click()
    assert first not in cases(page)
