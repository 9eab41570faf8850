"""What happened, said by rooms that cannot see the journal: the journal listens from the left."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


class Recorder(Protocol):
    """Who writes down what happened, in the transaction that did it."""

    def __call__(
        self,
        subject: str,
        subject_id: UUID,
        verb: str,
        *,
        at: datetime,
        by: UUID | None = None,
        business_id: UUID | None = None,
        **details: Any,
    ) -> None:
        """Note one thing."""


_RECORDERS: dict[str, Recorder] = {}


def recorded_by(name: str, recorder: Recorder) -> None:
    """Let a recorder hear everything that is said here; registering a name again replaces it."""
    _RECORDERS[name] = recorder


def happened(
    subject: str,
    subject_id: UUID,
    verb: str,
    *,
    at: datetime,
    by: UUID | None = None,
    business_id: UUID | None = None,
    **details: Any,
) -> None:
    """Say what happened to a subject: verb in the past tense, ``details`` JSON-ready, no secrets, no addresses."""
    for record in _RECORDERS.values():
        record(subject, subject_id, verb, at=at, by=by, business_id=business_id, **details)
