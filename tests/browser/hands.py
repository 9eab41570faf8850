"""What people do in front of the pages: fields are found by name, in every language, with and without scripts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.running import Site

PASSWORD = "warp and weft 59"


@dataclass
class Somebody:
    """A person at a browser, with the company that they act for."""

    page: Page
    site: Site
    email: str
    has_scripts: bool = True

    def go(self, path: str) -> Page:
        """Open a page of the site."""
        answer = self.page.goto(path, wait_until="domcontentloaded")
        assert answer, path
        assert answer.status < 400, f"{path} answered {answer.status}"
        return self.page

    def form(self, action: str) -> Locator:
        """The form that is sent to an address; its last step names it."""
        return self.page.locator(f"main form[action$='{action}']").first

    def fill(self, form: Locator, answers: Mapping[str, Any]) -> None:
        """Answer questions by the names of their fields: text, one of a list, ticks, files."""
        for name, answer in answers.items():
            fields = form.locator(f"[name='{name}']")
            reveal(fields.first)
            _answer(fields, answer)

    def send(self, form: Locator, answers: Mapping[str, Any] | None = None, *, button: str = "") -> None:
        """Answer, press, and arrive at the next page, which has no refused answer on it."""
        self.fill(form, answers or {})
        press = form.locator(button or "button:not([name])").last
        reveal(press)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            press.click()
        refused = self.page.locator("#error-summary")
        assert not refused.count(), refused.inner_text()

    def sign_up(self, name: str, number: str, company: str) -> None:
        """Make an account for a person and a company."""
        self.go("/sign-up")
        answers = {"name": name, "email": self.email, "password": PASSWORD, "number": number, "company": company}
        self.send(self.form("/sign-up"), answers)

    def confirm_by_mail(self) -> None:
        """Open the link of the mail and press the button."""
        link = self.site.link(self.email, "/sign-up/confirmation/")
        self.go(link)
        self.send(self.page.locator("main form").first)

    def sign_in(self, password: str = PASSWORD) -> None:
        """Come in."""
        self.go("/sign-in")
        self.send(self.form("/sign-in"), {"email": self.email, "password": password})

    def add_site(self, commune: str) -> None:
        """Say where the company loads and unloads."""
        self.go("/company")
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.locator("a[href='/sites/new']").first.click()
        answers = {"name": "Quai 1", "address": "3 rue des Tisserands", "commune": commune}
        self.send(self.page.locator("main form.form").first, answers)

    def post_offer(self, material: str, code: str, **answers: Any) -> str:
        """Post a lot; returns the address of its page."""
        return self._post("/offers", {"material_words": material}, code, answers)

    def post_need(self, material: str, code: str, **answers: Any) -> str:
        """Post a need; returns the address of its page."""
        return self._post("/needs", {"material_words": material}, code, answers)

    def _post(self, where: str, words: dict[str, str], code: str, answers: Mapping[str, Any]) -> str:
        self.go(f"{where}/new")
        form = self.form(where)
        self.fill(form, words)
        if not self.has_scripts:
            with self.page.expect_navigation(wait_until="domcontentloaded"):
                form.locator("button[name=suggest]").click()
        choice = form.locator(f"[name=material_code][value='{code}']")
        expect(choice).to_be_attached()
        choice.check()
        self.send(form, answers)
        return re.sub(r"[?#].*", "", self.page.url.removeprefix(self.site.address))

    def propose(self, link: Locator, quantity: str, price: str) -> str:
        """Follow a match to its proposal and send it; returns the address of the deal."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            link.click()
        self.send(self.page.locator("form#proposal"), {"quantity": quantity, "price": price})
        return self.page.url.removeprefix(self.site.address)

    def counter(self, deal: str, quantity: str, price: str) -> None:
        """Put other terms on the table."""
        self.go(deal)
        self.send(self.form("/counter"), {"quantity": quantity, "price": price})

    def accept(self, deal: str) -> None:
        """Say yes to the terms on the table."""
        self.go(deal)
        self.send(self.form("/acceptance"))

    def propose_slot(self, deal: str, day: str, starts: str, ends: str) -> None:
        """Name a time for the load."""
        self.go(deal)
        self.send(self.form("/slot"), {"day": day, "starts": starts, "ends": ends})

    def agree_slot(self, deal: str) -> None:
        """Say yes to the time."""
        self.go(deal)
        self.send(self.form("/slot/agreement"))

    def read_code(self, deal: str) -> str:
        """The code that the giver shows at the gate."""
        self.go(deal)
        return self.page.locator("[id^=load-] strong").first.inner_text()

    def hand_over(self, deal: str, code: str) -> None:
        """Enter the code at the gate."""
        self.go(deal)
        self.send(self.form("/handover"), {"code": code})

    def weigh(self, deal: str, weight: str, unit: str) -> None:
        """Tell what the scale said."""
        self.go(deal)
        self.send(self.form("/weight"), {"weight": weight, "unit": unit, "kind": "real"})

    def confirm(self, deal: str) -> None:
        """Stand by the weight."""
        self.go(deal)
        self.send(self.form("/confirmation"))

    def approve(self, listing: str) -> None:
        """Let a listing out, from its own page."""
        self.go(listing)
        self.send(self.form(f"/desk{listing}/approval"))

    def refuse(self, listing: str) -> None:
        """Send a listing back to its holder with reasons."""
        self.go(f"/desk{listing}/refusal")
        self.send(self.form("/refusal"), {"ground": "unsafe", "explanation": "La rouille cache des arêtes vives."})

    def stock(self, listing: str) -> str:
        """What the lot's page says is free."""
        self.go(listing)
        return self.page.locator("data[itemprop=inventoryLevel]").first.get_attribute("value") or ""

    def match(self, listing: str, other: str) -> Locator:
        """The match of a listing with another, as soon as its page shows it; without scripts one looks again."""
        self.go(listing)
        found = self.page.locator("#matches .match").filter(has=self.page.locator(f"a[href^='{other}']")).first
        if self.has_scripts:
            expect(found).to_be_visible(timeout=_MATCHED_MS)
            return found
        for _ in range(_LOOKS):
            if found.count():
                break
            self.go(listing)
        expect(found).to_be_visible()
        return found


_LOOKS = 200
_MATCHED_MS = 30_000
"""The listing's job may stand behind those of a whole demo territory."""


def a_photo() -> FilePayload:
    """A picture as a phone would send it, only smaller."""
    content = BytesIO()
    Image.new("RGB", (640, 480), "#a82d28").save(content, "JPEG")
    return {"name": "lot.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def reveal(thing: Locator) -> None:
    """Open the folded questions that a thing is under."""
    for fold in thing.locator("xpath=ancestor::details[not(@open)]").all():
        fold.locator("> summary").click()


def _answer(fields: Locator, answer: Any) -> None:
    kind = fields.first.evaluate("one => one.type")
    if kind == "radio":
        fields.and_(fields.page.locator(f"[value='{answer}']")).check()
    elif kind == "checkbox":
        fields.first.set_checked(bool(answer))
    elif kind == "file":
        fields.first.set_input_files(answer)
    elif kind.startswith("select"):
        fields.first.select_option(answer)
    else:
        fields.first.fill(answer)
