"""A lot of the brewery's, and Zelda who reports it."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Person, Site, StaffRole
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer
from exchange.moderation.notices import service
from exchange.moderation.notices.models import ContentKind, ContentNotice, NoticeReason
from exchange.moderation.notices.service import NoticeDraft
from tests import makers
from tests.makers import MONDAY

REPORTER, MAIL, WORDS = "Zelda Quillfeather", "zelda@quillfeather.example", "It smells of solvent, says Quillfeather."


@pytest.fixture
def otto(session: Session) -> Person:
    """A moderator besides Mona."""
    return makers.a_person("Otto", staff=StaffRole.MODERATOR)


@pytest.fixture
def lot(brewhouse: Site) -> Offer:
    """Published, and nobody has looked at it."""
    return makers.a_lot(brewhouse, title="Spent grain, 1 t", description="Fresh each morning")


@pytest.fixture
def notice(lot: Offer) -> ContentNotice:
    """Zelda, whom nobody knows, reported the lot."""
    return given(ContentKind.OFFER, lot.id)


def given(kind: ContentKind, content_id: Any, **facts: Any) -> ContentNotice:
    """A notice about something of the brewery's."""
    told: dict[str, Any] = {
        "address": f"http://localhost/offers/{content_id}", "reason": NoticeReason.WASTE, "words": WORDS,
        "name": REPORTER, "email": MAIL, "reporter_id": None, "language": "en",
    }  # fmt: skip
    with unit_of_work():
        return service.give(NoticeDraft(kind=kind, content_id=content_id, **{**told, **facts}), at=MONDAY)


def form(path: str, **changes: Any) -> dict[str, Any]:
    """A form filled in as the law asks."""
    told = {"address": f"http://localhost{path}", "reason": "waste", "words": WORDS, "name": REPORTER, "email": MAIL}
    return {key: value for key, value in {**told, "good_faith": "y", **changes}.items() if value is not None}


def report(client: FlaskClient, path: str, **changes: Any) -> Any:
    """Send it."""
    return makers.send(client, "/reports", **form(path, **changes))
