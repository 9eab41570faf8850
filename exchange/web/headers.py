"""Headers of every answer: what the browser may load, keep and show."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from exchange.web.statics import keep_static
from exchange.web.visitor import visitor

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:{tiles}",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def set_headers(app: Flask) -> None:
    """Add the security headers to every answer, refusals included."""
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY.format(tiles=_source(current_app.config["MAP_TILES"])))
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "geolocation=(self), camera=(self), microphone=()"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint == "static":
        keep_static(response)
    elif "Cache-Control" not in headers:
        _keep_private(response)
    return response


def _source(tiles: str) -> str:
    """The host that an operator lets map tiles come from; nothing where none is set.

    >>> _source("https://{s}.tile.example/{z}/{x}/{y}.png"), _source("")
    (' https://*.tile.example', '')
    """
    parts = urlsplit(tiles)
    return f" {parts.scheme}://{parts.netloc.replace('{s}', '*')}" if parts.netloc else ""


def _keep_private(response: Response) -> None:
    """Pages of signed-in people are not stored; pages of strangers may be revalidated."""
    response.headers["Cache-Control"] = "no-store" if visitor().is_authenticated else "no-cache"
    response.vary.update(["HX-Request", "Cookie", "Accept-Language"])
