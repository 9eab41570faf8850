"""Only names of the site are answered: a foreign one must not read our pages or be put into links."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import gettext as _

from exchange.kernel.refusals import Refusal

_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


class UnknownHost(Refusal):
    """Asked under a name that is not ours: a DNS trick, or PUBLIC_URL is missing."""

    status = HTTPStatus.BAD_REQUEST


def check_host() -> None:
    """Before each request: the Host is that of PUBLIC_URL or of this machine. Raises UnknownHost."""
    asked, public = _name(f"//{request.host}"), _name(current_app.config["PUBLIC_URL"])
    if asked is None or asked not in {*_THIS_MACHINE, public}:
        raise UnknownHost("unknown_host", _("This site is not known under that name."))


def _name(address: str) -> str | None:
    """The host's name in lower case, without its port; None for none or for what is no address."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
