"""A passkey in a real browser: made with a virtual device, alone at the next sign-in, and after the password."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import new_context
from tests.browser.hands import PASSWORD, Somebody
from tests.makers import a_siren
from tests.running import Site


@pytest.fixture(scope="module")
def named_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site under a name: a bare address cannot have passkeys."""
    site = Site(tmp_path_factory.mktemp("passkey") / "data")
    site.settings["PUBLIC_URL"] = f"http://localhost:{site.port}"
    try:
        site.start()
        yield site
    finally:
        assert site.end() == 0
        site.wait_until_nothing_is_left()
        site.forget()


def with_device(page: Page) -> None:
    """Chromium's own virtual authenticator: inside the machine, unlocked by its holder."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    traits = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**traits, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def forget(page: Page) -> None:
    """Leave the page first: what it still loads would bring the cookie back."""
    page.goto("about:blank")
    page.context.clear_cookies()


def press(page: Page) -> None:
    """The button that the script has shown."""
    button = page.locator("button[data-passkey]")
    button.wait_for()
    with page.expect_navigation(wait_until="domcontentloaded"):
        button.click()


def test_made_then_used_alone_and_after_the_password(named_site: Site, chromium: Browser) -> None:
    context = new_context(chromium, named_site.settings["PUBLIC_URL"], language="en")
    page = context.new_page()
    with_device(page)
    nora = Somebody(page, named_site, "nora.passkey@navette.example")
    nora.sign_up("Nora", a_siren(), "Filature du Pont")
    nora.confirm_by_mail()
    nora.sign_in()

    nora.go("/account/passkeys")
    page.locator("[name=name]").fill("Office laptop")
    press(page)
    assert page.locator(".codes code").count() == 10
    nora.go("/account/passkeys")
    assert "Office laptop" in page.locator("#passkeys").inner_text()

    forget(page)
    nora.go("/sign-in")
    press(page)
    assert page.url.endswith("/company")

    forget(page)
    nora.sign_in(PASSWORD)
    assert page.url.endswith("/sign-in/code")
    press(page)
    assert page.url.endswith("/company")
    context.close()


def test_without_scripts_no_button_is_shown_and_the_password_opens(named_site: Site, chromium: Browser) -> None:
    context = new_context(chromium, named_site.settings["PUBLIC_URL"], language="en", scripts=False)
    page = context.new_page()
    page.goto("/sign-in")
    assert not page.locator("button[data-passkey]").is_visible()
    assert page.locator("[name=password]").is_visible()
    context.close()
