"""What every answer tells the browser: what it may load, keep, show and tell on; behind https also how to come back."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests import makers

ADDRESSES = ["/", "/sign-in", "/search", "/no-such-page", "/desk", "/static/js/keep.js", "/search/places.geojson"]


@pytest.fixture(scope="module")
def sealed_site(make_app: Callable[..., Flask]) -> Flask:
    """A site behind https."""
    settings = {"SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_NAME": "__Host-navette"}
    return make_app("sealed", PUBLIC_URL="https://navette.example", **settings)


@pytest.fixture
def sealed(sealed_site: Flask) -> FlaskClient:
    """A fresh browser there."""
    browser = sealed_site.test_client()
    browser.environ_base["wsgi.url_scheme"] = "https"
    browser.environ_base["HTTP_HOST"] = "navette.example"
    return browser


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_says_what_may_be_loaded_and_by_whom(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"].split("; ")

    assert {"default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert not any(loose in headers["Content-Security-Policy"] for loose in ("unsafe", "*"))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert "Strict-Transport-Security" not in headers, "a laptop without https would lock itself out"


@pytest.mark.parametrize("address", ["/", "/sign-in", "/no-such-page"])
def test_behind_https_browsers_come_back_by_https_and_the_cookie_is_bound_to_this_host(
    sealed: FlaskClient, address: str
) -> None:
    answer = sealed.get(address)

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    for cookie in answer.headers.getlist("Set-Cookie"):
        name, *marks = cookie.split("; ")
        assert name.startswith("__Host-navette=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(marks)
        assert not any(mark.startswith("Domain") for mark in marks)
    assert answer.headers.getlist("Set-Cookie") or address != "/sign-in"


def test_pages_of_whoever_is_in_are_not_kept_and_signing_out_empties_the_browser(
    client: FlaskClient, session: Session
) -> None:
    makers.enter(client, makers.a_person("Anna"))
    for address in ("/", "/search", "/account/security", "/no-such-page"):
        assert client.get(address).headers["Cache-Control"] == "no-store"

    assert makers.send(client, "/sign-out").headers["Clear-Site-Data"] == '"storage"'
    assert client.get("/search").headers["Cache-Control"] == "no-cache"
