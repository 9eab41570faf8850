"""A register file becomes a listing: imported, introduced, claimed by its business, confirmed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opening
from tests.browser.hands import Somebody, reveal
from tests.browser.registers import MATERIAL, PATIENCE_S, a_register_file, a_siren, look_until
from tests.running import Site


@pytest.mark.parametrize(("width", "has_scripts"), [(1280, True), (390, False)])
def test_a_line_of_a_register_becomes_a_listing_of_its_business(
    open_browser: Opening, site: Site, width: int, has_scripts: bool
) -> None:
    run, number = f"{width}", a_siren(f"9711{width:04d}")
    fred = Somebody(
        open_browser(language="en", width=width, scripts=has_scripts).new_page(), site, "fred@navette.example",
        has_scripts,
    )  # fmt: skip
    fred.sign_in(site.password_of(fred.email))

    hand_in(fred, a_register_file(number, run))
    introduction = introduce(fred, run)
    newcomer = Somebody(
        open_browser(language="en", width=width, scripts=has_scripts, origin=f"192.0.2.{200 + has_scripts}").new_page(),
        site, f"claims.{run}@navette.example", has_scripts,
    )  # fmt: skip
    newcomer.sign_up("Gilles", number, f"Imprimerie du Pont {run}")
    newcomer.confirm_by_mail()
    newcomer.sign_in()
    listing = confirm(newcomer)

    page = newcomer.go("/company/flows")
    expect(page.locator("main")).to_contain_text("Nothing to settle")
    assert re.fullmatch(r"/offers/[0-9a-f-]{36}", listing)
    expect(newcomer.go(listing).locator("main")).to_contain_text("In review")
    expect(fred.go(introduction).locator("#half-offer a[href^='/offers/']")).to_be_visible()
    expect(fred.go("/desk/introductions?stage=answered").locator("main")).to_contain_text(f"Imprimerie du Pont {run}")


def hand_in(fred: Somebody, content: bytes) -> None:
    """All or nothing first; then only the good rows of the same file."""
    page = fred.go("/desk/flows/import")
    file = {"name": "register.csv", "mimeType": "text/csv", "buffer": content}
    fred.send(fred.form("/desk/flows/import"), {"file": file, "source": "IREP, declarations of 2023"})
    address = page.url
    finish(fred, address, ".notice--bad")
    expect(page.locator("#flow-import")).to_contain_text("unobtainium")
    fred.send(fred.form("/repetition"))
    finish(fred, address, ".notice--good")


def finish(fred: Somebody, address: str, ending: str) -> None:
    """With scripts the page follows by itself."""
    if fred.has_scripts:
        expect(fred.page.locator(f"#flow-import {ending}")).to_be_visible(timeout=PATIENCE_S * 1000)
    else:
        look_until(fred.page, address, lambda: fred.page.locator(f"#flow-import {ending}"))


def introduce(fred: Somebody, run: str) -> str:
    """Find the pair by material and place, and press once."""
    row = fred.page.locator("#flow-pairs tbody tr").filter(has_text=f"Imprimerie {run}")
    row = row.filter(has_text=f"Sellerie {run}")
    look_until(fred.page, f"/desk/flows?material={MATERIAL}&near=Roubaix&within=5", lambda: row)
    with fred.page.expect_navigation(wait_until="domcontentloaded"):
        row.locator("button").click()
    page = fred.page
    expect(page.locator("#half-need a[href$='/letter/need']")).to_be_visible()
    expect(page.locator("#half-offer a[href$='/letter/offer']")).to_be_visible()
    return page.url.removeprefix(fred.site.address)


def confirm(newcomer: Somebody) -> str:
    """From the company's page to the filled form; only what no register can know is asked."""
    page = newcomer.go("/company")
    expect(page.locator("#flows-to-settle")).to_contain_text("IREP, declarations of 2023")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("#flows-to-settle a.button").first.click()
    form = newcomer.form("/offers")
    reveal(form.locator("[name=quantity]"))
    assert form.locator("[name=quantity]").input_value() == "2"
    assert form.locator("[name=unit]").input_value() == "t"
    newcomer.send(form, {"condition": "3", "legal_status": "product"})
    return re.sub(r"[?#].*", "", page.url.removeprefix(newcomer.site.address))
