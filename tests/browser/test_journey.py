"""Two companies meet over a surplus and hand it over, in each language, width and with and without scripts."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Locator, expect

from exchange.kernel import clock
from tests.browser.companies import TRADES, Trade
from tests.browser.conftest import Opening, new_context
from tests.browser.hands import Somebody, a_photo
from tests.running import Site, wait_for, words


@pytest.fixture(scope="module")
def moderator(chromium: Browser, site: Site) -> Iterator[Somebody]:
    """Somebody who looks at new listings, signed in once for all journeys."""
    context = new_context(chromium, site.address, language="fr")
    somebody = Somebody(context.new_page(), site, "mona@navette.example")
    somebody.sign_in(site.password_of(somebody.email))
    yield somebody
    context.close()


Newcomer = Callable[[str, str, str], Somebody]


@pytest.fixture
def newcomer(open_browser: Opening, site: Site, trade: Trade) -> Newcomer:
    """Sign up, confirm by mail, sign in and open a site, as somebody new."""

    def come(side: str, number: str, commune: str) -> Somebody:
        context = open_browser(
            language=trade.language, width=trade.width, scripts=trade.has_scripts, origin=f"192.0.2.{trade.number + 1}"
        )
        somebody = Somebody(context.new_page(), site, f"{side}.{trade.name}@navette.example", trade.has_scripts)
        somebody.sign_up(side.title(), number, f"{side.title()} {trade.name}")
        somebody.confirm_by_mail()
        somebody.sign_in()
        somebody.add_site(commune)
        return somebody

    return come


@pytest.mark.parametrize("trade", TRADES, ids=lambda trade: trade.name)
def test_two_companies_meet_over_a_surplus_and_hand_it_over(
    trade: Trade, newcomer: Newcomer, moderator: Somebody
) -> None:
    giver = newcomer("giver", trade.siren, "Roubaix")
    taker = newcomer("taker", trade.enterprise_number, "Mouscron")

    offer, need = post_both(giver, taker, moderator, trade)
    link = meet(giver, taker, offer, need)
    deal = agree(giver, taker, link, trade)
    assert giver.stock(offer) == "400"
    hand_over(giver, taker, deal)
    finished(giver, taker, deal)
    assert giver.stock(offer) == "410"
    told_once(giver, trade)
    told_once(taker, trade)


def post_both(giver: Somebody, taker: Somebody, moderator: Somebody, trade: Trade) -> tuple[str, str]:
    """Both post; nothing is shown before a moderator said yes."""
    offer = giver.post_offer(
        trade.words, trade.code, title=f"Lot {trade.name}", photo=a_photo(), photo_description="Lot", quantity="1200",
        unit="kg", condition="4", price_kind="negotiable", price=trade.price("12.50"), legal_status="product",
    )  # fmt: skip
    need = taker.post_need(
        trade.words, trade.code, title=f"Besoin {trade.name}", quantity="1000", unit="kg", collects_within_km="40",
        highest_price=trade.price("20.5"),
    )  # fmt: skip
    assert taker.page.request.get(offer).status == 404
    moderator.approve(offer)
    moderator.approve(need)
    return offer, need


def meet(giver: Somebody, taker: Somebody, offer: str, need: str) -> Locator:
    """Each page shows the other by itself, with score, terms and what they rest on; returns the way to propose."""
    theirs = giver.match(offer, need)
    expect(theirs.locator(".score")).to_contain_text("%")
    mine = taker.match(need, offer)
    expect(mine.locator(".reasons li").first).not_to_be_empty()
    mine.locator("summary").first.click()
    assert mine.locator(".term meter").count() >= 4
    assert all(mine.locator(".term__evidence").all_inner_texts())
    return mine.locator("a[href*='/deals/new']")


def told_once(somebody: Somebody, trade: Trade) -> None:
    """One mail and one notice about the pair, which name both listings."""

    def is_about_the_pair(text: str) -> bool:
        return f"Lot {trade.name}" in text and f"Besoin {trade.name}" in text

    def letters() -> list[EmailMessage]:
        return [letter for letter in somebody.site.letters(somebody.email) if is_about_the_pair(words(letter))]

    wait_for(letters, f"a mail to {somebody.email} about the match")
    somebody.go("/notices")
    told = somebody.page.locator("main li a").all_inner_texts()
    assert (len(letters()), len([one for one in told if is_about_the_pair(one)])) == (1, 1)


def agree(giver: Somebody, taker: Somebody, link: Locator, trade: Trade) -> str:
    """The taker proposes from the match, the giver counters, the taker accepts."""
    deal = taker.propose(link, "1000", trade.price("10.5"))
    giver.counter(deal, "800", trade.price("11.75"))
    taker.accept(deal)
    return deal


def hand_over(giver: Somebody, taker: Somebody, deal: str) -> None:
    """A time, the code at the gate, the scale, and the other side's yes."""
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    giver.propose_slot(deal, tomorrow, "10:00", "11:00")
    taker.agree_slot(deal)
    taker.hand_over(deal, giver.read_code(deal))
    taker.weigh(deal, "790", "kg")
    giver.confirm(deal)


def finished(giver: Somebody, taker: Somebody, deal: str) -> None:
    """Both see the figure with its source, and all that happened."""
    for somebody in (giver, taker):
        somebody.go(deal)
        figure = somebody.page.locator("section[aria-labelledby^='impact-']")
        expect(figure.locator(".lead")).to_contain_text("CO₂e")
        assert all(figure.locator("tbody td:last-child").all_inner_texts())
        assert somebody.page.locator(".timeline li").count() >= 8
