"""The link that ends mails: whoever holds the mail may press it, without signing in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from exchange.notices.models import Topic


@dataclass(frozen=True, slots=True)
class Stop:
    """Who wants no more mail, and about what."""

    person_id: UUID
    topics: Sequence[Topic]


def stop_path(person_id: UUID, topics: Iterable[Topic]) -> str:
    """Where a person's mails about topics end. It never runs out: old mails must still be stoppable."""
    return f"/notices/stop/{_signer().dumps([person_id.hex, sorted(topics)])}"


def read_stop(token: str) -> Stop | None:
    """What a link says; None for one that we did not write."""
    try:
        person_id, topics = _signer().loads(token)
    except BadSignature:
        return None
    return Stop(UUID(person_id), [topic for topic in Topic if topic in topics])


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="stop mails")
