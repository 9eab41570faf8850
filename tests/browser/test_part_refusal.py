"""A wet load at the gate: a part is refused, bands of quality lower the price, and a claim lowers the weight."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opening
from tests.browser.hands import Somebody, a_photo
from tests.running import Site

NUMBERS = {390: ("983000001", "983000019"), 1280: ("983000027", "983000035")}
LOT = {"unit": "kg", "condition": "4", "price_kind": "negotiable", "price": "1000", "legal_status": "product"}
BANDS = {
    "bands-0-measure": "moisture", "bands-0-up_to": "15", "bands-0-price": "100",
    "bands-1-measure": "moisture", "bands-1-up_to": "20", "bands-1-price": "90",
}  # fmt: skip
ARRIVED = {"weight": "300", "kind": "real", "moisture": "17", "refused": "100", "ground": "too_wet", "words": "Trempé"}


@pytest.mark.parametrize(("width", "has_scripts"), [(1280, False), (390, True)], ids=["desk-plain", "phone-scripts"])
def test_a_part_is_refused_and_the_price_follows_bands_and_claim(
    open_browser: Opening, site: Site, width: int, has_scripts: bool
) -> None:
    giver, taker = arrive(open_browser, site, width, has_scripts)
    deal, lot = agreed(giver, taker, site, open_browser)
    code = giver.read_code(deal)

    gate = f"{deal}/loads/1/gate"
    taker.go(f"{gate}?code={code}")
    taker.send(taker.form("/handover?gate=1"), {"plate": "1-ABC-234"})
    if has_scripts:
        taker.page.reload()
        lose_the_connection(taker, gate)
    else:
        taker.send(taker.page.locator("form#arrival"), {**ARRIVED, "photo": a_photo()})
    expect(taker.page.locator("#gate-facts")).to_contain_text("Trempé")
    expect(taker.page.locator(".tickets img")).to_have_count(1)

    giver.go(deal)
    expect(giver.page.locator("#settlement-1 tfoot")).to_contain_text("270")
    giver.confirm(deal)
    claimed(giver, taker, deal)
    assert giver.stock(lot) == "720"


def lose_the_connection(taker: Somebody, gate: str) -> None:
    """Typed, reloaded, sent without a network: kept, and sent once when there is one."""
    arrival = taker.page.locator("form#arrival")
    taker.fill(arrival, ARRIVED)
    taker.page.reload()
    expect(arrival.locator("[name=words]")).to_have_value("Trempé")
    expect(arrival.locator("[data-keep-note]")).to_be_visible()
    taker.fill(arrival, {"photo": a_photo()})
    taker.page.context.set_offline(True)
    arrival.locator("button").last.click()
    expect(arrival.locator("[data-keep-note]")).to_be_visible()
    with taker.page.expect_navigation():
        taker.page.context.set_offline(False)
    assert taker.page.url.endswith(gate)
    assert taker.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('navette.kept.')).length") == 0


def claimed(giver: Somebody, taker: Somebody, deal: str) -> None:
    """Twenty kilograms less and five euro, agreed to."""
    taker.go(deal)
    claim = {"claim_ground": "weight", "claim_words": "Vingt de moins", "claim_weight": "280", "claim_amount": "5"}
    taker.send(taker.form("/claims"), claim)
    giver.go(deal)
    giver.send(giver.form("/agreement"))
    rows = giver.page.locator("#settlement-1 tbody td.num").all_inner_texts()
    amounts = [Decimal(row.replace("€", "").replace(",", ".").replace("−", "-").strip()) for row in rows]
    assert amounts == [300, -30, -18, -5]


def arrive(open_browser: Opening, site: Site, width: int, has_scripts: bool) -> tuple[Somebody, Somebody]:
    """Two companies of one town; numbers that pass the checksum and belong to nobody."""
    found = []
    for side, number in zip(("giver", "taker"), NUMBERS[width], strict=True):
        context = open_browser(language="fr", width=width, scripts=has_scripts, origin=f"192.0.2.{100 + width // 10}")
        somebody = Somebody(context.new_page(), site, f"{side}.wet.{width}@navette.example", has_scripts)
        somebody.sign_up(side.title(), number, f"Humide {side} {width}")
        somebody.confirm_by_mail()
        somebody.sign_in()
        somebody.add_site("Roubaix")
        found.append(somebody)
    return found[0], found[1]


def agreed(giver: Somebody, taker: Somebody, site: Site, open_browser: Opening) -> tuple[str, str]:
    """400 of 1000 kg at 1000 €/t, nine tenths of it from 15 % of moisture on."""
    moderator = Somebody(open_browser(language="fr").new_page(), site, "mona@navette.example")
    moderator.sign_in(site.password_of(moderator.email))
    lot = giver.post_offer("Étagères et rayonnages", "furniture.shelving", title="Rayons", quantity="1000", **LOT)
    moderator.approve(lot)
    taker.go(lot)
    taker.send(taker.page.locator("form#proposal"), {"quantity": "400", "price": "1000", **BANDS})
    deal = taker.page.url.removeprefix(site.address)
    giver.accept(deal)
    return deal, lot
