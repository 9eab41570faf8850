"""Forms that come back with what was wrong: the summary has the focus, and no page has a fault at any width."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import new_context
from tests.browser.hands import Somebody
from tests.browser.looking import ALL_WIDTHS, Looker
from tests.running import Site

FORMS = {
    "a lot": ("/offers/new", "form#listing"),
    "a need": ("/needs/new", "form#listing"),
    "an import": ("/company/import", "main form.form"),
    "a company": ("/company/new", "main form.form"),
    "a colleague": ("/company", "form[action$='/invitations']"),
    "a site": ("/sites/new", "main form.form"),
    "sign-up": ("/sign-up", "main form.form"),
    "sign-in": ("/sign-in", "main form.form"),
    "a forgotten password": ("/sign-in/forgotten", "main form.form"),
}
"""Where each is, and how it is found; each is sent as it comes, with its text fields emptied."""
_STRANGERS = ("sign-up", "sign-in", "a forgotten password")
_SEND_EMPTY = """form => {
    form.noValidate = true;
    form.querySelectorAll("input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea")
        .forEach(field => field.value = "");
    (form.querySelector("button:not([name])") || form.querySelector("button")).click();
}"""


@pytest.fixture(scope="module")
def people(chromium: Browser, site: Site) -> Iterator[dict[bool, Somebody]]:
    """Somebody of a company, and somebody whom nobody knows."""
    contexts = [new_context(chromium, site.address, origin=f"198.51.100.{number}") for number in (90, 91)]
    bram, stranger = (Somebody(context.new_page(), site, "bram@navette.example") for context in contexts)
    bram.sign_in(site.password_of(bram.email))
    yield {True: bram, False: stranger}
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
@pytest.mark.parametrize("what", FORMS)
def test_a_refused_form_says_where_and_has_no_fault(
    what: str, language: str, people: dict[bool, Somebody], site: Site
) -> None:
    path, form = FORMS[what]
    page = people[what not in _STRANGERS].page
    looker = Looker(page, site)
    page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
    with page.expect_navigation():
        page.locator(form).first.evaluate(_SEND_EMPTY)

    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    lost = page.locator("#error-summary a").evaluate_all(
        "links => links.map(one => one.getAttribute('href')).filter(to => !document.querySelector(to))"
    )
    assert lost == [], "each line of the summary leads to its field"
    faults = looker.faults_here(what, ALL_WIDTHS if language == "fr" else (390,))
    assert not faults, "\n".join(faults)
