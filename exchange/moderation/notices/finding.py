"""From a typed address to the page that it names, if it is one of ours and shown to whoever asks."""

import re
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, request

from exchange.listings import queries as listings
from exchange.listings.companies.queries import company
from exchange.listings.models import Need, Offer
from exchange.listings.views.common import may_see
from exchange.moderation.notices.models import ContentKind

_PATH = re.compile(r"/(offers|needs|companies)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?", re.ASCII)
_KINDS = {"offers": ContentKind.OFFER, "needs": ContentKind.NEED, "companies": ContentKind.COMPANY}


def page_named(address: str) -> tuple[ContentKind, UUID] | None:
    """What an address names: a listing, a need or a company page that whoever asks may see. None for all else.

    What is hidden and what does not exist get the same answer.
    """
    path = _own_path(address.strip())
    found = _PATH.fullmatch(path.lower()) if path else None
    if found is None:
        return None
    kind, content_id = _KINDS[found[1]], UUID(found[2])
    return (kind, content_id) if _is_shown(kind, content_id) else None


def address_of(path: str) -> str:
    """The whole address of a page of ours, as a browser shows it; nothing for what is none."""
    return f"{request.host_url.rstrip('/')}{path}" if _PATH.fullmatch(path) else ""


def _own_path(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if host is not None and host not in _own_hosts():
        return None
    return parts.path if parts.scheme in {"", "http", "https"} else None


def _own_hosts() -> set[str | None]:
    return {urlsplit(request.host_url).hostname, urlsplit(current_app.config["PUBLIC_URL"]).hostname}


def _is_shown(kind: ContentKind, content_id: UUID) -> bool:
    if kind is ContentKind.COMPANY:
        return company(content_id) is not None
    listing: Offer | Need | None
    listing = listings.offer(content_id) if kind is ContentKind.OFFER else listings.need(content_id)
    return listing is not None and may_see(listing)
