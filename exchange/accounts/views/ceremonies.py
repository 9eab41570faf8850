"""What a browser and its device are asked to sign, and what their answer proves."""

from urllib.parse import urlsplit
from uuid import UUID

from flask import Response, current_app, session

from exchange.accounts import queries, service
from exchange.accounts.models import TokenPurpose
from exchange.accounts.service import RelyingParty
from exchange.accounts.views.cookies import halfway
from exchange.kernel import clock
from exchange.web.visitor import visitor

_CHALLENGE = "passkey"


def this_site() -> RelyingParty:
    """From PUBLIC_URL; a laptop is «localhost», for a bare address cannot have passkeys."""
    public = current_app.config["PUBLIC_URL"] or f"http://localhost:{current_app.config['PORT']}"
    parts = urlsplit(public)
    return RelyingParty(host=parts.hostname or "", origin=f"{parts.scheme}://{parts.netloc}")


def take_challenge() -> UUID:
    """The challenge that this browser was given last; a made-up one where it has none."""
    return UUID(session.pop(_CHALLENGE, None) or str(UUID(int=0)))


def whose() -> UUID | None:
    """Whose passkey it has to be in this browser; anybody's before the first step."""
    if visitor().is_authenticated:
        return visitor().person_id
    waiting = queries.live_token(halfway() or "", TokenPurpose.SECOND_STEP, at=clock.now())
    return waiting.person_id if waiting else None


def proves_by_passkey(credential: str) -> UUID | None:
    """Whose passkey answered this browser's challenge. Inside a unit of work."""
    return service.prove_with_passkey(take_challenge(), credential, this_site(), of=whose(), at=clock.now())


def challenge(id_: UUID, options: str) -> Response:
    """What the browser's script is told; the cookie remembers which challenge it was."""
    session[_CHALLENGE] = str(id_)
    return Response(options, mimetype="application/json", headers={"Cache-Control": "no-store"})
