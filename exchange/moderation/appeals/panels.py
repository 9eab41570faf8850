"""Objections on the desk."""

from typing import Any

from flask import render_template

from exchange.moderation.appeals import queries
from exchange.moderation.queries import business_ids_of
from exchange.web.panels import panel
from exchange.web.visitor import acting_person_id, visitor

MOST_SHOWN = 20


@panel("desk", 10)
def appeals_waiting(_: Any) -> str:
    """What waits for a second look; each is closed to who decided first and to the company's own people."""
    if not visitor().may_moderate:
        return ""
    person_id = acting_person_id()
    return render_template(
        "moderation/appeals/_waiting.html", appeals=queries.waiting(MOST_SHOWN), count=queries.waiting_count(),
        person_id=person_id, own=business_ids_of(person_id),
    )  # fmt: skip
