"""Signing in through another provider, which runs beside the test: linked once, then one press; lies open nothing."""

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey

from exchange.accounts import passwords, queries, service
from exchange.accounts.models import OutsideIdentity, Person, SignIn
from exchange.accounts.views.oidc import know_provider
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.accounts.browsing import is_signed_in, letters
from tests.accounts.provider import CLIENT, SECRET, Provider, running
from tests.accounts.test_second_step import with_app
from tests.kernel.talker import talking
from tests.makers import send

PAGE = "/sign-in/provider"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture(scope="module")
def linked_site(make_app: Callable[..., Flask], provider: Provider) -> Flask:
    settings = {"OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET, "OIDC_NAME": "Filature ID"}
    return make_app("provider", OIDC_ISSUER=provider.address, **settings)


@pytest.fixture
def browser(linked_site: Flask, provider: Provider) -> Iterator[FlaskClient]:
    """Somebody new at the provider each time; what they do here is really stored."""
    provider.lies, provider.signs_with = {}, None
    with linked_site.app_context():
        number = makers.a_siren()
        provider.person = {"sub": number, "email": f"nora{number}@filature.example", "email_verified": True}
        yield linked_site.test_client()


def through(browser: FlaskClient, onward: str = "") -> Any:
    """To the provider and back, as a browser goes."""
    away = browser.get(PAGE, query_string={"next": onward} if onward else {})
    assert away.status_code == 302
    back = requests.get(away.location, allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(back)
    assert parts.path == f"{PAGE}/back"
    return browser.get(f"{parts.path}?{parts.query}")


def an_account(provider: Provider) -> Person:
    with unit_of_work():
        nora = makers.a_person("Nora")
        nora.email, nora.password_hash = provider.person["email"], passwords.keep(makers.PASSWORD)
    return nora


def test_the_button_is_there_where_a_provider_is(client: FlaskClient, browser: FlaskClient) -> None:
    assert "Sign in with Filature ID" in browser.get("/sign-in").text
    assert PAGE not in client.get("/sign-in").text
    for path in (PAGE, f"{PAGE}/back"):
        assert client.get(path).status_code == 404


def test_an_account_is_linked_by_its_password_once_and_opens_then(browser: FlaskClient, provider: Provider) -> None:
    nora = an_account(provider)
    assert through(browser, "/notices").location == f"{PAGE}/link"
    assert not is_signed_in(browser)
    assert send(browser, f"{PAGE}/link").status_code == 422
    assert send(browser, f"{PAGE}/link", password="not it at all").status_code == 422
    assert send(browser, f"{PAGE}/link", password=makers.PASSWORD).location == "/notices"
    assert is_signed_in(browser)
    assert "another provider" in letters(session(), nora.email)[-1].subject

    send(browser, "/sign-out")
    assert through(browser).location == "/company"
    assert is_signed_in(browser)
    asked = provider.asked[-1]
    assert asked["code_challenge_method"] == "S256"
    assert asked["nonce"]
    assert asked["nonce"] != provider.asked[-2]["nonce"]


def test_a_new_address_gets_a_new_account_with_no_password_to_guess(browser: FlaskClient, provider: Provider) -> None:
    provider.person["name"] = "Nora\n<b>Filature</b>"
    through(browser)
    assert "<b>Filature" not in browser.get(f"{PAGE}/link").text
    assert queries.person_by_email(provider.person["email"]) is None, "looking makes no account"
    assert send(browser, f"{PAGE}/link").status_code == 303
    nora = queries.person_by_email(provider.person["email"])
    assert nora is not None
    assert nora.confirmed_at is not None
    asked = browser.get("/account/passkeys")
    assert asked.location.startswith("/confirm-it-is-you"), "another's word proves nothing for dangerous acts"


def test_a_second_step_of_ours_is_still_asked(browser: FlaskClient, provider: Provider) -> None:
    nora = an_account(provider)
    with unit_of_work():
        with_app(nora)
        service.link_outside(
            provider.address, provider.person["sub"], nora.email, "Nora", password=makers.PASSWORD, language="en",
            at=makers.MONDAY,
        )  # fmt: skip
    assert through(browser).location == "/sign-in/code"
    assert not is_signed_in(browser)


LIES: dict[str, dict[str, Any]] = {
    "an unverified address": {"email_verified": False},
    "a word for yes": {"email_verified": "true"},
    "no address": {"email": ""},
    "another audience": {"aud": "somebody else"},
    "another issuer": {"iss": "https://evil.example"},
    "a replayed nonce": {"nonce": "of yesterday"},
    "a token of yesterday": {"exp": 1},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_does_not_fit_opens_nothing(browser: FlaskClient, provider: Provider, lie: str) -> None:
    an_account(provider)
    provider.lies = LIES[lie]
    assert through(browser).location == "/sign-in"
    assert browser.get(f"{PAGE}/link").status_code == 409
    assert not is_signed_in(browser)


def test_another_key_a_foreign_state_and_a_code_of_another_browser_open_nothing(
    browser: FlaskClient, provider: Provider, linked_site: Flask
) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert through(browser).location == "/sign-in"
    provider.signs_with = None
    assert browser.get(f"{PAGE}/back?code=x&state=y").location == "/sign-in"
    assert browser.get(f"{PAGE}/back").location == "/sign-in"
    assert browser.get(f"{PAGE}/back?error=access_denied").location == "/sign-in"
    away = browser.get(PAGE).location
    back = urlsplit(requests.get(away, allow_redirects=False, timeout=10).headers["Location"])
    other = linked_site.test_client()
    assert other.get(f"{back.path}?{back.query}").location == "/sign-in"
    with linked_site.app_context():
        assert session().scalar(sa.select(OutsideIdentity).where(OutsideIdentity.subject == "nobody")) is None


def test_the_first_page_is_not_reached_without_the_provider(browser: FlaskClient) -> None:
    assert browser.get(f"{PAGE}/link").status_code == 409
    assert send(browser, f"{PAGE}/link", password=makers.PASSWORD).status_code == 409


def test_a_provider_that_is_away_leaves_the_password(make_app: Callable[..., Flask]) -> None:
    app = make_app("away_provider", OIDC_ISSUER="http://127.0.0.1:9", OIDC_CLIENT_ID="x", OIDC_CLIENT_SECRET="y")
    assert app.test_client().get(PAGE).location == "/sign-in"


def test_a_stay_from_outside_is_not_fresh(browser: FlaskClient, provider: Provider) -> None:
    through(browser)
    send(browser, f"{PAGE}/link")
    nora = queries.person_by_email(provider.person["email"])
    assert nora is not None
    assert session().scalars(sa.select(SignIn.proved_at).where(SignIn.person_id == nora.id)).all() == [None]


def test_a_description_that_leads_inside_is_not_followed(make_app: Callable[..., Flask]) -> None:
    def nothing(_over: Event) -> list[bytes]:
        return []

    with running() as provider, talking(nothing) as canary:
        provider.elsewhere = {"jwks_uri": f"http://127.0.0.1:{canary.port}/keys", "verify": False}
        site = make_app("led_inside", OIDC_ISSUER=provider.address, OIDC_CLIENT_ID=CLIENT, OIDC_CLIENT_SECRET=SECRET)
        with site.app_context():
            provider.person = {"sub": "1", "email": "nora@filature.example", "email_verified": True}
            browser = site.test_client()
            assert through(browser).location == "/sign-in"
            assert not is_signed_in(browser)
    assert canary.asked == []


def test_a_site_behind_https_starts_with_no_provider_that_is_not(app: Flask) -> None:
    for issuer in ("http://id.example", "id.example"):
        app.config.update(OIDC_ISSUER=issuer, SESSION_COOKIE_SECURE=True)
        try:
            with pytest.raises(ValueError, match=r"https|address"):
                know_provider(app)
        finally:
            app.config.update(OIDC_ISSUER="", SESSION_COOKIE_SECURE=False)
