"""A by-product of Roubaix goes to Mouscron: refused until its dossier is complete, then agreed with its data sheet."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from exchange.kernel import clock
from tests.browser.conftest import Opening
from tests.browser.hands import Somebody
from tests.running import Site

WHY = "Contrat annuel avec le repreneur."
BY_PRODUCT = {
    "unit": "kg", "condition": "4", "price_kind": "negotiable", "price": "12", "legal_status": "by_product",
    "certain_use": WHY, "usable_directly": WHY, "integral": WHY, "lawful": WHY,
    "are_tests_met": True,
}  # fmt: skip


@pytest.mark.parametrize(("width", "has_scripts"), [(390, False), (1280, True)], ids=["phone-plain", "desk-scripts"])
def test_a_border_lot_is_refused_until_its_dossier_is_complete(
    open_browser: Opening, site: Site, width: int, has_scripts: bool
) -> None:
    people = arrive(open_browser, site, width, has_scripts)
    giver, taker = people["giver"], people["taker"]
    moderator = Somebody(open_browser(language="fr").new_page(), site, "mona@navette.example")
    moderator.sign_in(site.password_of(moderator.email))
    lot = giver.post_offer("Drêches de brasserie", "food.spent_grain", title="Drêches", quantity="900", **BY_PRODUCT)
    moderator.approve(lot)
    taker.go(lot)
    taker.send(taker.page.locator("form#proposal"), {"quantity": "400", "price": "12"})
    deal = taker.page.url.removeprefix(site.address)

    refused(giver, deal)
    answer(taker, deal, {"status_abroad": "waste"})
    refused(giver, deal)
    answer(taker, deal, {"operation_code": "R3", "basel_entry": "B3060"})
    refused(giver, deal)
    answer(giver, deal, {"contract_on": clock.today().isoformat(), "pick_up_on": clock.today().isoformat()})
    refused(giver, deal)
    answer(giver, deal, {"pick_up_on": in_two_weeks().isoformat()})

    giver.accept(deal)
    expect(giver.page.locator("#documents")).to_be_visible()
    giver.send(giver.page.locator("#documents form").filter(has=giver.page.locator("[value=annex_vii]")))
    sheet = giver.page.locator("#documents a[href$='/fr.pdf']").first.get_attribute("href") or ""
    assert giver.page.request.get(sheet).body().startswith(b"%PDF")
    assert taker.page.request.get(sheet).status == 200


def arrive(open_browser: Opening, site: Site, width: int, has_scripts: bool) -> dict[str, Somebody]:
    """A company on each side of the border; numbers that pass the checksums and belong to nobody."""
    numbers = {390: ("982000002", "0998200076"), 1280: ("982000010", "0998200175")}[width]
    found = {}
    for side, number, commune in zip(("giver", "taker"), numbers, ("Roubaix", "Mouscron"), strict=True):
        context = open_browser(language="fr", width=width, scripts=has_scripts, origin=f"192.0.2.{width // 10}")
        somebody = Somebody(context.new_page(), site, f"{side}.border.{width}@navette.example", has_scripts)
        somebody.sign_up(side.title(), number, f"Frontière {side} {width}")
        somebody.confirm_by_mail()
        somebody.sign_in()
        somebody.add_site(commune)
        found[side] = somebody
    return found


def refused(giver: Somebody, deal: str) -> None:
    """Saying yes answers 409 with a reason, and the deal is as it was."""
    giver.go(deal)
    with giver.page.expect_response(lambda answer: answer.url.endswith("/acceptance")) as answered:
        giver.form("/acceptance").locator("button").click()
    assert answered.value.status == 409
    giver.go(deal)
    expect(giver.page.locator("#open-points li").first).not_to_be_empty()


def answer(somebody: Somebody, deal: str, answers: dict[str, str]) -> None:
    """Open the dossier and answer."""
    somebody.go(f"{deal}/dossier")
    somebody.send(somebody.form("/dossier"), answers)


def in_two_weeks() -> date:
    """Late enough whatever holidays lie between."""
    return clock.today() + timedelta(days=14)
