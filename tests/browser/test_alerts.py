"""An empty search becomes a mail: kept with one press, woken by another company's lot, ended with one press."""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import new_context
from tests.browser.hands import Somebody
from tests.running import Site, free_port, wait_for, words

SUBJECT = {"fr": "Alambic", "en": "Alembic"}


class Postman:
    """A real SMTP server that keeps what it is given."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 — aiosmtpd's name
        parsed = email.message_from_bytes(envelope.content, policy=email.policy.default)  # type: ignore[attr-defined] # untyped library
        self.received.append(parsed)
        return "250 taken"

    def letters(self, to_address: str) -> list[EmailMessage]:
        """What came for an address, oldest first."""
        return [letter for letter in self.received if letter["To"] == to_address]

    def link(self, to_address: str, part: str) -> str:
        """The newest link to a person whose address holds ``part``, as soon as the mail is there."""
        return str(wait_for(lambda: self._link(to_address, part), f"a mail to {to_address} with {part}"))

    def _link(self, to_address: str, part: str) -> str | None:
        for letter in reversed(self.letters(to_address)):
            if found := re.search(rf"https?://\S*{re.escape(part)}\S*", words(letter)):
                return found[0]
        return None


@pytest.fixture(scope="module")
def postman() -> Iterator[Postman]:
    postman = Postman()
    server = Controller(postman, hostname="127.0.0.1", port=free_port())
    server.start()
    postman.port = server.port  # type: ignore[attr-defined] # for the site's setting
    yield postman
    server.stop()


@pytest.fixture(scope="module")
def posting_site(postman: Postman, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that hands its mail to a server."""
    port = postman.port  # type: ignore[attr-defined]
    site = Site(tmp_path_factory.mktemp("alerts") / "data", TRUSTED_PROXIES="1", SMTP_URL=f"smtp://127.0.0.1:{port}")
    try:
        site.start()
        yield site
    finally:
        assert site.end() == 0
        site.wait_until_nothing_is_left()
        site.forget()


@pytest.fixture
def come(chromium: Browser, posting_site: Site, postman: Postman) -> Iterator[Callable[..., Somebody]]:
    """Sign up, confirm by mail, sign in and open a site."""
    opened: list[BrowserContext] = []

    def newcomer(name: str, number: str, commune: str, *, scripts: bool, language: str) -> Somebody:
        origin = f"192.0.2.{len(opened) + 100 + 10 * scripts}"
        width = 1280 if scripts else 390
        context = new_context(
            chromium, posting_site.address, language=language, scripts=scripts, width=width, origin=origin
        )  # fmt: skip
        opened.append(context)
        somebody = Somebody(context.new_page(), posting_site, f"{name}.{language}@navette.example", scripts)
        somebody.sign_up(name.title(), number, f"Atelier {name} {language}")
        somebody.go(postman.link(somebody.email, "/sign-up/confirmation/").removeprefix(posting_site.address))
        somebody.send(somebody.page.locator("main form").first)
        somebody.sign_in()
        somebody.add_site(commune)
        return somebody

    yield newcomer
    for context in opened:
        context.close()


@pytest.mark.parametrize(
    ("language", "scripts", "seeker", "giver"),
    [("fr", False, "981000011", "981000029"), ("en", True, "981000037", "981000045")],
)
def test_an_empty_search_becomes_a_mail_that_ends_with_one_press(
    come: Callable[..., Somebody], postman: Postman, posting_site: Site, chromium: Browser,
    language: str, scripts: bool, seeker: str, giver: str,
) -> None:  # fmt: skip
    anna = come("seeker", seeker, "Roubaix", scripts=scripts, language=language)
    bram = come("giver", giver, "Lille", scripts=scripts, language=language)
    lots = [f"{SUBJECT[language]} numéro {number}" for number in (1, 2)]
    search = f"/search?q={SUBJECT[language]}"

    anna.go(search)
    assert not anna.page.locator(".card").count()
    anna.send(anna.form("/searches"))
    expect(anna.page.locator(".tell-me a[href='/searches']")).to_be_visible()
    post(chromium, posting_site, bram, lots[0])

    def told() -> list[EmailMessage]:
        return [letter for letter in postman.letters(anna.email) if SUBJECT[language] in words(letter)]

    (letter,) = wait_for(told, f"a mail to {anna.email}")
    assert lots[0] in words(letter)
    assert words(letter).startswith({"fr": "Bonjour", "en": "Hello"}[language])
    anna.go(postman.link(anna.email, "/offers/").removeprefix(posting_site.address))
    expect(anna.page.locator("h1")).to_contain_text(lots[0])

    stranger = new_context(chromium, posting_site.address, language=language, scripts=scripts, width=390)
    page = stranger.new_page()
    stop = postman.link(anna.email, "/notices/stop/")
    assert f"<{stop}>" == letter["List-Unsubscribe"]
    page.goto(stop)
    page.locator("main form button").click()
    expect(page.locator("main form")).to_have_count(0)
    stranger.close()

    post(chromium, posting_site, bram, lots[1])
    wait_until_the_bell_says(anna, lots[1])
    assert len(told()) == 1


def post(chromium: Browser, site: Site, giver: Somebody, title: str) -> None:
    """Somebody posts a lot, and a moderator lets it out."""
    words_of = {"fr": "Outillage", "en": "Hand tools"}
    language = giver.page.locator("html").get_attribute("lang") or "fr"
    lot = giver.post_offer(
        words_of[language], "machinery.hand_tools", title=title, quantity="80", unit="kg", condition="4",
        price_kind="free", legal_status="product",
    )  # fmt: skip
    context = new_context(chromium, site.address, language="fr", origin="192.0.2.99")
    mona = Somebody(context.new_page(), site, "mona@navette.example")
    mona.sign_in(site.password_of(mona.email))
    mona.approve(lot)
    context.close()


def wait_until_the_bell_says(somebody: Somebody, title: str) -> None:
    """The worker has told, and a mail about it would be asked for in the same transaction."""

    def said() -> bool:
        somebody.go("/notices")
        return somebody.page.locator("main li a").filter(has_text=title).count() == 1

    wait_for(said, f"a notice about {title}")
