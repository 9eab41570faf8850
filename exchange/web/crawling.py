"""What search engines and browsers ask every host for: robots.txt, favicon.ico, and the addresses of public pages."""

from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape  # nosec B406 — writes, parses nothing

from flask import Blueprint, Response, current_app, redirect, request
from flask.typing import ResponseReturnValue

from exchange.web.audiences import Audience, open_to
from exchange.web.statics import static_url

MOST_ADDRESSES = 45_000
"""Below the 50,000 of sitemaps.org, so that a file stays valid while rooms add theirs."""
KEPT_S = 3600
_CLOSED = (
    "/api/", "/company", "/deals", "/desk", "/health/", "/invitations", "/metrics", "/needs/new", "/notices",
    "/offers/new", "/reports", "/searches", "/sign-in", "/sign-up", "/sites", "/search/places.geojson",
    "/watched", "/wishes",
)  # fmt: skip
_OPEN = ("/companies/",)
"""Longer than what closes it, so it wins (RFC 9309)."""

Addresses = Callable[[int], Iterable[str]]
_SOURCES: list[tuple[str, Addresses]] = []

bp = Blueprint("crawling", __name__)


def listed(addresses: Addresses) -> Addresses:
    """Register a function that names paths of public pages, at most so many: rooms further left know theirs."""
    name = f"{addresses.__module__}.{addresses.__qualname__}"
    _SOURCES[:] = [*(known for known in _SOURCES if known[0] != name), (name, addresses)]
    return addresses


@bp.get("/robots.txt")
@open_to(Audience.ANYONE)
def robots() -> ResponseReturnValue:
    """What is worth indexing; pages of one's own answer strangers with the sign-in anyway."""
    rules = [f"Allow: {path}" for path in _OPEN] + [f"Disallow: {path}" for path in _CLOSED]
    return _kept("\n".join(["User-agent: *", *rules, f"Sitemap: {_host()}/sitemap.xml", ""]), "text/plain")


@bp.get("/sitemap.xml")
@open_to(Audience.ANYONE)
def sitemap() -> ResponseReturnValue:
    """The public pages (sitemaps.org 0.9), without dates: they would tell when somebody was at work."""
    paths = [path for _, addresses in _SOURCES for path in addresses(MOST_ADDRESSES // len(_SOURCES))]
    urls = "".join(f"<url><loc>{escape(_host() + path)}</loc></url>" for path in paths)
    text = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}'
    return _kept(f"{text}</urlset>", "application/xml")


@bp.get("/favicon.ico")
@open_to(Audience.ANYONE)
def favicon() -> ResponseReturnValue:
    """For whatever asks without reading the page: the drawn icon, which every present browser shows."""
    return redirect(static_url("favicon.svg"), 301)


def _host() -> str:
    return str(current_app.config["PUBLIC_URL"] or request.host_url).rstrip("/")


def _kept(text: str, kind: str) -> Response:
    response = Response(text, mimetype=kind)
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response
