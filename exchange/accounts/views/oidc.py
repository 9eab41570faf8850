"""The provider of the settings (OpenID Connect) as authlib's client, which calls out by the one checked way."""

from functools import partial
from typing import Any

from authlib.integrations.flask_client import OAuth
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, current_app

from exchange.kernel.outgoing import bound, end_of
from exchange.kernel.refusals import NotFound

_KEPT = "navette.provider"


class _Session(OAuth2Session):  # type: ignore[misc] # authlib tells no types
    """What the provider's description of itself names is judged like any address; the setting's own host is trusted.

    That description reaches authlib as arguments of the session, so that it could ask for no check of certificates:
    the way out does not listen.
    """

    def __init__(self, *args: Any, trusted: tuple[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound(self, trusted=[trusted])


def know_provider(app: Flask) -> None:
    """Register the provider of the settings, if there is one; its addresses are read at the first sign-in.

    Raises ValueError for an issuer that is no address, and for one without https behind a site with it.
    """
    app.jinja_env.globals["provider_name"] = lambda: current_app.config["OIDC_NAME"] if is_on() else ""
    issuer = app.config["OIDC_ISSUER"]
    if not issuer:
        return
    trusted = end_of(issuer)
    if app.config["SESSION_COOKIE_SECURE"] and not issuer.startswith("https://"):
        raise ValueError(f"OIDC_ISSUER has to begin with https:// where PUBLIC_URL does: {issuer!r}.")
    oauth = OAuth(app)
    oauth.register(
        "provider", client_id=app.config["OIDC_CLIENT_ID"], client_secret=app.config["OIDC_CLIENT_SECRET"],
        server_metadata_url=issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256"},
    )  # fmt: skip
    oauth.provider.client_cls = partial(_Session, trusted=trusted)
    app.extensions[_KEPT] = oauth


def is_on() -> bool:
    """Whether this site has a provider."""
    return _KEPT in current_app.extensions


def provider_client() -> Any:
    """Authlib's client. Raises NotFound where there is no provider."""
    if not is_on():
        raise NotFound
    return current_app.extensions[_KEPT].provider
