"""Two companies almost fit: one press makes a match of it; what is not for one side goes and comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.companies import Trade
from tests.browser.conftest import Opening, new_context
from tests.browser.hands import Somebody, reveal
from tests.running import Site

TRADES = [
    Trade(60, "fr", 390, True, "paper.wallpaper", "Papier peint"),
    Trade(61, "en", 1280, False, "textile.silk", "Silk"),
]


@pytest.fixture
def moderator(chromium: Browser, site: Site) -> Iterator[Somebody]:
    """Somebody who lets new listings out."""
    context = new_context(chromium, site.address, language="fr", origin="192.0.2.60")
    somebody = Somebody(context.new_page(), site, "mona@navette.example")
    somebody.sign_in(site.password_of(somebody.email))
    yield somebody
    context.close()


def come(open_browser: Opening, site: Site, trade: Trade, side: str, number: str, commune: str) -> Somebody:
    context = open_browser(
        language=trade.language, width=trade.width, scripts=trade.has_scripts, origin=f"192.0.2.{trade.number + 1}"
    )
    somebody = Somebody(context.new_page(), site, f"almost.{side}.{trade.name}@navette.example", trade.has_scripts)
    somebody.sign_up(side.title(), number, f"Almost {side} {trade.name}")
    somebody.confirm_by_mail()
    somebody.sign_in()
    somebody.add_site(commune)
    return somebody


@pytest.mark.parametrize("trade", TRADES, ids=lambda trade: trade.name)
def test_one_press_makes_a_match_and_what_is_not_for_us_comes_back(
    trade: Trade, open_browser: Opening, site: Site, moderator: Somebody
) -> None:
    giver = come(open_browser, site, trade, "giver", trade.siren, "Roubaix")
    taker = come(open_browser, site, trade, "taker", trade.enterprise_number, "Mouscron")
    offer = giver.post_offer(
        trade.words, trade.code, title=f"Almost lot {trade.name}", quantity="300", unit="kg", condition="4",
        price_kind="free", legal_status="product",
    )  # fmt: skip
    need = taker.post_need(
        trade.words, trade.code, title=f"Almost need {trade.name}", quantity="200", unit="kg", collects_within_km="1"
    )
    for listing in (offer, need):
        moderator.approve(listing)

    press(taker, need, offer)
    match = taker.match(need, offer)
    expect(match.locator(".match__why")).not_to_be_empty()
    put_aside(taker, need, offer)
    bring_back(taker, need, offer)


def press(somebody: Somebody, own: str, other: str) -> None:
    """See what is missing and press the button; without scripts the list is a page of its own."""
    page = somebody.go(own)
    if somebody.has_scripts:
        page.locator("#near-misses").scroll_into_view_if_needed()
    else:
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.locator("#near-misses a").click()
    missed = page.locator("#near-misses .match").filter(has=page.locator(f"a[href^='{other}']")).first
    expect(missed).to_contain_text("km")
    somebody.send(missed.locator("form"))
    expect(page.locator(".notice--good").first).to_contain_text("km")


def put_aside(somebody: Somebody, own: str, other: str) -> None:
    """Say why, and see it go."""
    match = somebody.match(own, other)
    form = match.locator("form")
    reveal(form)
    form.locator("select[name=reason]").select_option("price")
    form.locator("button").click()
    shown = somebody.page.locator("#matches .match").filter(has=somebody.page.locator(f"a[href^='{other}']"))
    expect(shown).to_have_count(0)
    expect(somebody.page.locator("#matches a[href$='/dismissals']")).to_be_visible()


def bring_back(somebody: Somebody, own: str, other: str) -> None:
    """Find it among what was put aside, and in the list again."""
    page = somebody.page
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("#matches a[href$='/dismissals']").click()
    somebody.send(page.locator("#dismissed form").first)
    expect(somebody.match(own, other)).to_be_visible()
