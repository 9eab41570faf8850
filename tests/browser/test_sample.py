"""All of a lot at one price and a time for it, after the taker tried a sample: one yes binds the rest and the time."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from exchange.kernel import clock
from tests.browser.arriving import Meeting
from tests.browser.conftest import Opening
from tests.running import Site

NUMBERS = {390: ("982368193", "0998649840"), 1280: ("982691933", "0998191465")}
"""They pass the checksums and belong to nobody."""
LOT = {
    "unit": "kg", "quantity": "900", "condition": "4", "price_kind": "negotiable", "price": "12",
    "legal_status": "product",
}  # fmt: skip


@pytest.mark.parametrize(("width", "has_scripts"), [(390, False), (1280, True)], ids=["phone-plain", "desk-scripts"])
def test_a_sample_before_the_order(open_browser: Opening, site: Site, width: int, has_scripts: bool) -> None:
    meeting = Meeting("sample", open_browser, site, width, has_scripts, NUMBERS[width])
    giver, taker = meeting.arrive("giver"), meeting.arrive("taker")
    lot = giver.post_offer("Drêches de brasserie", "food.spent_grain", title=f"Tried drums {width}", **LOT)
    meeting.moderator().approve(lot)

    taker.go(lot)
    day = (clock.today() + timedelta(days=4)).isoformat()
    time = {"first_slot-day": day, "first_slot-starts": "10:00", "first_slot-ends": "11:00"}
    taker.send(taker.page.locator("form#proposal"), {"quantity": "900", "price": "100", "price_for": "all", **time})
    deal = taker.page.url.removeprefix(site.address)
    taker.send(taker.form("/sample"), {"amount": "5", "wish": "Moisture"})

    giver.go(deal)
    expect(giver.page.locator("main")).to_contain_text("The taker asks for a sample first")
    giver.send(giver.form("/sample/handing-out"))
    assert giver.stock(lot) == "895"
    taker.go(deal)
    taker.send(taker.form("/sample/judgement"), {"judgement": "suits", "words": "Dry enough"})

    giver.go(deal)
    expect(giver.page.locator("#deal-sample")).to_contain_text("Dry enough")
    giver.accept(deal)
    for somebody in (giver, taker):
        somebody.go(deal)
        expect(somebody.page.locator("#load-1")).to_contain_text("895")
        expect(somebody.page.locator("#load-1")).to_contain_text("10:00–11:00")
        expect(somebody.page.locator("#load-1")).not_to_contain_text("not agreed yet")
