"""Somebody in a yard posts a lot with a photo: a phone of 390 px, a processor four times slower, few taps."""

import time
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.companies import Trade
from tests.browser.conftest import Opening
from tests.browser.hands import Somebody, a_photo
from tests.running import Site

MOST_INTERACTIONS, MOST_S = 12, 180
SLOWER = 4
CHARACTERS_A_SECOND = 5
"""The pace that is assumed of a person who types on glass with one hand busy: our own assumption, and the clock runs
while the letters come."""
TAP_S = 3
"""To find a thing, reach it and tap it: our own assumption, generous for somebody in gloves."""
PHOTO_S = 15
"""To open the camera, aim, take and keep: our own assumption."""
TRADE = Trade(70, "fr", 390, True, "textile.cotton.offcuts", "Chutes de coton")


@dataclass
class Thumb:
    """Counts what a person does and how long: each tap and each field typed is one interaction.

    Letters are typed at a person's pace while the clock runs; finding and reaching things is added to it.
    """

    page: Page
    count: int = 0
    person_s: float = 0

    def tap(self, what: Locator) -> None:
        self.count += 1
        self.person_s += TAP_S
        what.scroll_into_view_if_needed()
        what.click()

    def type(self, what: Locator, text: str) -> None:
        self.count += 1
        self.person_s += TAP_S
        what.press_sequentially(text, delay=1000 / CHARACTERS_A_SECOND)

    def take_photo(self, what: Locator, photo: Any) -> None:
        self.count += 1
        self.person_s += PHOTO_S
        what.set_input_files(photo)


def come(open_browser: Opening, site: Site, trade: Trade) -> Somebody:
    context = open_browser(
        language=trade.language, width=trade.width, scripts=trade.has_scripts, origin=f"192.0.2.{trade.number}"
    )
    somebody = Somebody(context.new_page(), site, f"posting.{trade.name}@navette.example", trade.has_scripts)
    somebody.sign_up("Nadia", trade.siren, f"Filature {trade.name}")
    somebody.confirm_by_mail()
    somebody.sign_in()
    somebody.add_site("Roubaix")
    return somebody


def test_a_lot_with_a_photo_is_posted_in_three_minutes_and_twelve_interactions(
    open_browser: Opening, site: Site, record_property: Any
) -> None:
    nadia = come(open_browser, site, TRADE)
    page, thumb = nadia.page, Thumb(nadia.page)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    began = time.monotonic()

    page.goto("/offers/new", wait_until="load")
    thumb.type(page.locator("[name=words]"), "chutes de coton bio 300 kg")
    expect(page.locator("[name=quantity]")).to_have_value("300")
    expect(page.locator(f"[name=material_code][value='{TRADE.code}']")).to_be_checked()
    thumb.take_photo(page.locator("input[type=file]").first, a_photo())
    expect(page.locator("#preview")).not_to_be_empty()
    thumb.tap(page.locator("label:has([name=condition][value='4'])"))
    thumb.tap(page.locator("label:has([name=legal_status][value=product])"))
    with page.expect_navigation(wait_until="domcontentloaded"):
        thumb.tap(nadia.form("/offers").locator("button:not([name])").last)
    took_s = time.monotonic() - began + thumb.person_s

    assert not page.locator("#error-summary").count()
    expect(page.locator("h1")).to_have_text("Chutes de coton bio")
    expect(page.locator(".cover img")).to_have_attribute("itemprop", "image")
    record_property("interactions", thumb.count)
    record_property("seconds", round(took_s, 1))
    assert thumb.count <= MOST_INTERACTIONS
    assert took_s <= MOST_S
    page.goto("/company", wait_until="domcontentloaded")
    assert not page.locator("#drafts").count(), "what is posted is no draft any more"


def test_what_is_typed_is_kept_by_itself_and_once(open_browser: Opening, site: Site) -> None:
    nadia = come(open_browser, site, Trade(71, "en", 390, True, "wood.pallets.epal", "EPAL pallets"))
    page = nadia.page
    page.goto("/offers/new", wait_until="load")
    page.locator("[name=words]").press_sequentially("40 EPAL pallets")
    expect(page.locator("#draft-state [role=status]")).to_contain_text("Saved as a draft")
    page.locator("textarea[name=description]").press_sequentially("Dry")
    with page.expect_response(lambda answer: answer.url.endswith("/offers/drafts")):
        page.locator("textarea[name=description]").press_sequentially(" and clean")

    page.goto("/company", wait_until="domcontentloaded")
    draft = page.locator("#drafts li")
    expect(draft).to_have_count(1)
    expect(draft).to_contain_text("Still missing:")
    with page.expect_navigation(wait_until="domcontentloaded"):
        draft.locator("a.button").click()
    expect(page.locator("[name=title]")).to_have_value("EPAL pallets")
    expect(page.locator("[name=quantity]")).to_have_value("40")
    expect(page.locator("textarea[name=description]")).to_have_value("Dry and clean")


@pytest.mark.parametrize("number", [72])
def test_without_scripts_a_button_fills_in_and_a_button_keeps(open_browser: Opening, site: Site, number: int) -> None:
    nadia = come(open_browser, site, Trade(number, "en", 390, False, "food.spent_grain", "Spent grain"))
    page = nadia.page
    page.goto("/needs/new", wait_until="domcontentloaded")
    page.locator("[name=words]").fill("spent grain 4 t")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("button[name=fill]").click()
    expect(page.locator("[name=quantity]")).to_have_value("4")
    expect(page.locator("[name=unit]")).to_have_value("t")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("button[name=keep]").click()

    expect(page.locator("#drafts li")).to_contain_text("Spent grain")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("#drafts li form button").click()
    assert not page.locator("#drafts").count()
