"""A quantity is kept for a taker; its last day passes, it is free again, and the talk goes on to a yes."""

import subprocess
import sys
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from exchange.kernel import clock
from exchange.kernel.postgres import PROJECT
from tests.browser.arriving import Meeting
from tests.browser.conftest import Opening
from tests.browser.hands import Somebody
from tests.running import Site

NUMBERS = {390: ("982000101", "0998201066"), 1280: ("982000119", "0998201165")}
"""They pass the checksums and belong to nobody."""
LOT = {
    "unit": "kg", "quantity": "900", "condition": "4", "price_kind": "negotiable", "price": "12",
    "legal_status": "product",
}  # fmt: skip
OVER = "The hold on “%s” has ended"


@pytest.mark.parametrize(("width", "has_scripts"), [(390, False), (1280, True)], ids=["phone-plain", "desk-scripts"])
def test_a_hold_that_expires(open_browser: Opening, site: Site, width: int, has_scripts: bool) -> None:
    meeting = Meeting("hold", open_browser, site, width, has_scripts, NUMBERS[width])
    giver, taker, moderator = meeting.arrive("giver"), meeting.arrive("taker"), meeting.moderator()
    title = f"Kept drums {width}"
    lot = giver.post_offer("Drêches de brasserie", "food.spent_grain", title=title, **LOT)
    moderator.approve(lot)
    taker.go(lot)
    taker.send(taker.page.locator("form#proposal"), {"quantity": "600", "price": "12"})
    deal = taker.page.url.removeprefix(site.address)

    until = clock.today() + timedelta(days=5)
    taker.send(taker.form("/hold"), {"until": until.isoformat()})
    giver.go(deal)
    giver.send(giver.form("/hold/approval"))
    for somebody in (giver, taker):
        somebody.go(deal)
        expect(somebody.page.locator("#deal-hold")).to_contain_text("Kept until")
    assert giver.stock(lot) == "300"

    let_it_end(site, deal)

    assert giver.stock(lot) == "900"
    for somebody in (giver, taker):
        somebody.go(deal)
        expect(somebody.page.locator("#deal-hold")).not_to_contain_text("Kept until")
        expect(somebody.page.locator(".timeline")).to_contain_text("The hold ended")
        assert told_of_it(somebody, title) == 1
    giver.accept(deal)
    assert giver.stock(lot) == "300"


def let_it_end(site: Site, deal: str) -> None:
    """Days later; twice, as the clock's job may come twice."""
    for _ in range(2):
        later = [sys.executable, "-m", "tests.browser.later", deal.rsplit("/", 1)[1]]
        done = subprocess.run(later, cwd=PROJECT, env=site.environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def told_of_it(somebody: Somebody, title: str) -> int:
    """How many of the notices say that the hold of this lot is over."""
    somebody.go("/notices")
    return len([one for one in somebody.page.locator("main li a").all_inner_texts() if OVER % title in one])
