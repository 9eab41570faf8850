"""A stage for looking at every page: somebody for each role, and one of each thing that a page shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from exchange.kernel import clock
from tests.browser import furnishing, judging
from tests.browser.conftest import new_context
from tests.browser.hands import Somebody, a_photo
from tests.browser.registers import MATERIAL, a_register_file, look_until
from tests.running import Site

OFFER = {"unit": "kg", "condition": "4", "price_kind": "free", "legal_status": "product"}
BY_PRODUCT = OFFER | {
    "legal_status": "by_product", "certain_use": "Oui", "usable_directly": "Oui", "integral": "Oui", "lawful": "Oui",
    "are_tests_met": True,
}  # fmt: skip
WORDS, CODE = "Étagères et rayonnages", "furniture.shelving"
GIVER_NUMBER = "970000014"
_PEOPLE = ("visitor", "giver", "taker", "unconfirmed", "moderator", "facilitator", "administrator")
_STAFF = {"moderator": "mona@navette.example", "facilitator": "fred@navette.example"}


@dataclass
class Stage:
    """Who looks, by name, and the addresses of what there is to see."""

    people: dict[str, Somebody]
    addresses: dict[str, str] = field(default_factory=dict)


@contextmanager
def set_stage(browser: Browser, site: Site) -> Iterator[Stage]:
    """Play one deal to its end and one to the gate, and leave a case of each kind at the desk."""
    contexts = [
        new_context(browser, site.address, origin=f"198.51.100.{number}" if number else "")
        for number, _ in enumerate(_PEOPLE)
    ]  # the visitor, who is first, sits at this machine: its mailbox is for nobody else
    people = {
        name: Somebody(context.new_page(), site, f"{name}.stage@navette.example")
        for name, context in zip(_PEOPLE, contexts, strict=True)
    }
    stage = Stage(people)
    for role, email in _STAFF.items():
        people[role].email = email
        people[role].sign_in(site.password_of(email))
    _arrive(stage)
    _post(stage)
    _deal(stage)
    _papers(stage)
    _observe(stage)
    _furnish(stage)
    _links(stage)
    _judge(stage)
    yield stage
    for context in contexts:
        context.close()


def _arrive(stage: Stage) -> None:
    numbers = {"giver": (GIVER_NUMBER, "Tourcoing"), "taker": ("0997000048", "Tournai")}
    for name, (number, commune) in numbers.items():
        somebody = stage.people[name]
        somebody.sign_up(name.title(), number, f"Atelier {name}")
        somebody.confirm_by_mail()
        somebody.sign_in()
        somebody.add_site(commune)
    nobody = stage.people["unconfirmed"]
    nobody.sign_up("Una", "970000022", "Atelier nouveau")
    stage.addresses["confirmation"] = site_path(nobody, "/sign-up/confirmation/")
    nobody.sign_in()


def site_path(somebody: Somebody, part: str) -> str:
    """The path of the newest link in somebody's mail that holds ``part``."""
    return somebody.site.link(somebody.email, part).removeprefix(somebody.site.address)


def _post(stage: Stage) -> None:
    giver, taker, moderator = (stage.people[name] for name in ("giver", "taker", "moderator"))
    lot = giver.post_offer(WORDS, CODE, title="Rayonnages", quantity="900", photo=a_photo(), **OFFER)
    need = taker.post_need(WORDS, CODE, title="Étagères d'atelier", quantity="800", unit="kg", collects_within_km="50")
    for listing in (lot, need):
        moderator.approve(listing)
    refused = giver.post_offer(WORDS, CODE, title="Rayonnages rouillés", quantity="10", **OFFER)
    moderator.refuse(refused)
    waiting = giver.post_offer(WORDS, CODE, title="Rayonnages bleus", quantity="70", **OFFER)
    stage.addresses |= {"offer": lot, "need": need, "waiting": waiting}
    stage.addresses["statement"] = _first_link(giver, "/notices", "/statements/")
    stage.addresses["company"] = _first_link(taker, lot, "/companies/")
    edit = _first_link(taker, "/company", "/sites/")
    stage.addresses["site"] = edit.removesuffix("/edit")
    taker.go(f"{stage.addresses['site']}/permits/new")
    valid_until = clock.today().replace(year=clock.today().year + 2, day=1).isoformat()
    permit = {"rubric": "2714-1", "reference": "AP 2024-17", "waste_codes": "20 01 38", "valid_until": valid_until}
    taker.send(taker.page.locator("main form.form").first, permit)


def _first_link(somebody: Somebody, page: str, start: str) -> str:
    """The first link of a page that begins so."""
    somebody.go(page)
    return somebody.page.locator(f"main a[href^='{start}']:not([href$='/new'])").first.get_attribute("href") or ""


def _deal(stage: Stage) -> None:
    giver, taker = stage.people["giver"], stage.people["taker"]
    match = taker.match(stage.addresses["need"], stage.addresses["offer"])
    done = taker.propose(match.locator("a[href*='/deals/new']"), "300", "2")
    giver.accept(done)
    taker.hand_over(done, giver.read_code(done))
    taker.weigh(done, "298", "kg")
    giver.confirm(done)
    match = taker.match(stage.addresses["need"], stage.addresses["offer"])
    at_the_gate = taker.propose(match.locator("a[href*='/deals/new']"), "200", "1")
    giver.accept(at_the_gate)
    offer, need = (stage.addresses[name].rsplit("/", 1)[1] for name in ("offer", "need"))
    stage.addresses |= {"done": done, "deal": at_the_gate, "proposal": f"/deals/new?offer_id={offer}&need_id={need}"}


def _papers(stage: Stage) -> None:
    """A note of the load that is done, and a by-product that waits for its dossier at the border."""
    giver, taker = stage.people["giver"], stage.people["taker"]
    giver.go(stage.addresses["done"])
    giver.send(giver.page.locator("#documents form").first)
    note = giver.page.locator("#documents a[href^='/documents/']").first.get_attribute("href") or ""
    lot = giver.post_offer(WORDS, CODE, title="Rayonnages en trop", quantity="50", **BY_PRODUCT)
    stage.people["moderator"].approve(lot)
    taker.go(lot)
    taker.send(taker.page.locator("form#proposal"), {"quantity": "20", "price": "1"})
    stage.addresses |= {
        "verify": note.replace("/documents/", "/verify/").rsplit("/", 1)[0],
        "border": taker.page.url.removeprefix(taker.site.address),
    }


def _observe(stage: Stage) -> None:
    """A register names the giver; a facilitator introduces it to a neighbour that is not here."""
    fred, giver = stage.people["facilitator"], stage.people["giver"]
    fred.go("/desk/flows/import")
    file = {"name": "register.csv", "mimeType": "text/csv", "buffer": a_register_file(GIVER_NUMBER, "stage")}
    fred.send(fred.form("/desk/flows/import"), {"file": file, "source": "IREP 2023", "broken": "good"})
    stage.addresses["flow_import"] = fred.page.url.removeprefix(fred.site.address)
    row = fred.page.locator("#flow-pairs tbody tr").filter(has_text="Sellerie stage")
    look_until(fred.page, f"/desk/flows?material={MATERIAL}", lambda: row)
    with fred.page.expect_navigation(wait_until="domcontentloaded"):
        row.first.locator("button").click()
    stage.addresses["introduction"] = fred.page.url.removeprefix(f"{fred.site.address}/desk")
    stage.addresses["flow_reasons"] = _first_link(giver, "/company/flows", "/company/flows/")


def _furnish(stage: Stage) -> None:
    """Two sheets of lots, one read with a broken row; a draft, a second photo and an analysis."""
    giver, lot = stage.people["giver"], stage.addresses["offer"]
    stage.addresses["lot_import"] = furnishing.hand_in(giver, "120")
    stage.addresses["lot_report"] = furnishing.hand_in(giver, "130")
    furnishing.check_the_sheet(giver, stage.addresses["lot_report"])
    furnishing.keep_a_draft(giver)
    furnishing.add_to_the_lot(giver, lot)


def _links(stage: Stage) -> None:
    giver, visitor = stage.people["giver"], stage.people["visitor"]
    stage.addresses["stop"] = site_path(giver, "/notices/stop/")
    for search in ("/search?q=palettes", "/search?kind=need&commune=59350&commune=59512&price=free"):
        giver.go(search)
        giver.send(giver.form("/searches"))
    giver.go("/searches")
    giver.send(giver.form("/pause"))
    giver.go("/company")
    guest = Somebody(visitor.page, visitor.site, "guest.stage@navette.example")
    giver.send(giver.form("/invitations"), {"email": guest.email, "role": "member"})
    stage.addresses["invitation"] = site_path(guest, "/invitations/")
    visitor.go("/sign-in/forgotten")
    visitor.send(visitor.form("/sign-in/forgotten"), {"email": giver.email})
    stage.addresses["new_password"] = site_path(giver, "/sign-in/new-password/")
    _move_house(stage)
    moderator = stage.people["moderator"]
    stage.addresses["dossier"] = _first_link(moderator, "/desk", "/desk/businesses/")
    stage.addresses["business_refusal"] = f"{stage.addresses['dossier']}/refusal"
    stage.addresses["permit_refusal"] = _first_link(moderator, "/desk", "/desk/permits/")


def _move_house(stage: Stage) -> None:
    """The taker moves to another address and asks for a third one: one link to take back, one to confirm."""
    taker, visitor = stage.people["taker"], stage.people["visitor"]
    second, third = (Somebody(visitor.page, visitor.site, f"{name}.stage@navette.example") for name in ("two", "three"))
    taker.go("/account/security")
    taker.send(taker.form("/account/email"), {"email": second.email})
    taker.go(site_path(second, "/account/email/confirmation/"))
    taker.send(taker.page.locator("main form").first)
    stage.addresses["old_address"] = site_path(taker, "/account/email/undo/")
    taker.email = second.email
    taker.go("/account/security")
    taker.send(taker.form("/account/email"), {"email": third.email})
    stage.addresses["new_address"] = site_path(third, "/account/email/confirmation/")


def _judge(stage: Stage) -> None:
    """A rule and an objection, by and for an administrator, who decided nothing so far."""
    giver, administrator = stage.people["giver"], stage.people["administrator"]
    administrator.site.command("seed", "review")
    administrator.email, password = judging.ACCOUNT
    administrator.sign_in(password)
    stage.addresses["rule"] = judging.write_a_rule(administrator)
    judging.object_to(giver, stage.addresses["statement"])
    stage.addresses["appeal"] = _first_link(administrator, "/desk", "/desk/appeals/")
    judging.quarrel(giver, stage.people["taker"], stage.addresses["done"])
    stage.addresses["report"] = judging.report(stage.people["visitor"], stage.addresses["offer"])
    stage.addresses["notice"] = _first_link(administrator, "/desk/reports", "/desk/reports/")
    stage.addresses["measure"] = judging.suspend_somebody(administrator)
    stage.addresses["claim"] = _first_link(administrator, "/desk", "/desk/claims/")
