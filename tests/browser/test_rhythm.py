"""A flow: loads every week, one of them capped by what is free and both told, one left out, and an end with notice."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from exchange.kernel import clock
from tests.browser.arriving import Meeting
from tests.browser.conftest import Opening
from tests.browser.hands import Somebody
from tests.running import Site

NUMBERS = {390: ("982876286", "0998465243"), 1280: ("982322836", "0998749909")}
"""They pass the checksums and belong to nobody."""
LOT = {
    "unit": "kg", "quantity": "1000", "condition": "4", "price_kind": "negotiable", "price": "12",
    "legal_status": "product",
}  # fmt: skip


@pytest.mark.parametrize(("width", "has_scripts"), [(390, False), (1280, True)], ids=["phone-plain", "desk-scripts"])
def test_a_flow_with_a_capped_load(open_browser: Opening, site: Site, width: int, has_scripts: bool) -> None:
    meeting = Meeting("rhythm", open_browser, site, width, has_scripts, NUMBERS[width])
    giver, taker = meeting.arrive("giver"), meeting.arrive("taker")
    title = f"Weekly drums {width}"
    lot = giver.post_offer("Drêches de brasserie", "food.spent_grain", title=title, **LOT)
    meeting.moderator().approve(lot)
    taker.go(lot)
    taker.send(taker.page.locator("form#proposal"), {"quantity": "400", "price": "12"})
    deal = taker.page.url.removeprefix(site.address)
    giver.accept(deal)

    first = clock.today() + timedelta(days=2)
    taker.go(deal)
    taker.send(taker.form("/rhythm"), weekly(first.weekday(), first.isoformat()))
    giver.go(deal)
    expect(giver.page.locator("main")).to_contain_text("Regular loads are proposed to you")
    assert waiting(giver) == 1
    giver.send(giver.form("/rhythm/agreement"))

    for somebody in (giver, taker):
        somebody.go(deal)
        expect(somebody.page.locator("#rhythm")).to_contain_text("100 kg of 250 kg")
        expect(somebody.page.locator("#rhythm")).to_contain_text("Capped: no more is free")
        assert told(somebody, "is capped", title) >= 1
        somebody.go(f"/calendar?month={first:%Y-%m}")
        expect(somebody.page.locator("#agenda")).to_contain_text(title)
    assert giver.stock(lot) == "0"

    taker.go(deal)
    taker.send(taker.form("/loads/2/skip"))
    assert told(giver, "out: 250 kg are free again", title) == 1
    giver.go(deal)
    giver.send(giver.form("/rhythm/end"))
    taker.go(deal)
    expect(taker.page.locator("#rhythm")).to_contain_text("Ends soon")


def weekly(weekday: int, starts_on: str) -> dict[str, str]:
    """A quarter of a tonne each week, at ten."""
    return {
        "rhythm_quantity": "250", "every_weeks": "1", "weekday": str(weekday), "slot_starts": "10:00",
        "slot_ends": "11:00", "starts_on": starts_on, "notice_days": "14",
    }  # fmt: skip


def waiting(somebody: Somebody) -> int:
    """How many deals wait for them, as every page says."""
    return int(somebody.page.locator(".top__turn .badge").first.inner_text().split()[0])


def told(somebody: Somebody, words: str, title: str) -> int:
    """How many of the notices about a lot say so."""
    somebody.go("/notices")
    lines = somebody.page.locator("main li a").all_inner_texts()
    return len([one for one in lines if words in one and title in one])
