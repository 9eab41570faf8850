"""For whom this request is made, when an administrator makes it for a company: the journal writes both."""

from uuid import UUID

from flask import g, has_request_context

_KEY = "acted_for"


def act_for(business_id: UUID | None) -> None:
    """Said once for each request, by who recognises the visitor."""
    setattr(g, _KEY, business_id)


def acted_for() -> UUID | None:
    """The company in whose place somebody acts; None for everybody who acts for themselves, and for workers."""
    return g.get(_KEY) if has_request_context() else None
