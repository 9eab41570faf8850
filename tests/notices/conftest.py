"""What plays of notices and their mails share: a clock to set, things to tell, and the mail that was written."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.accounts.models import Person
from exchange.kernel import clock
from exchange.kernel.mail import OutgoingMail, mailbox
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices import service
from exchange.notices.models import Cadence, Topic
from tests.makers import MONDAY

Say = Callable[..., None]
Mails = Callable[[Person], Sequence[OutgoingMail]]

FACTS: dict[Topic, tuple[str, dict[str, Any]]] = {
    Topic.MATCHES: ("match_found", {"own": "Grain", "place": "Roubaix", "distance_km": 3.2, "others": 0}),
    Topic.SEARCHES: (
        "search_answered",
        {"kind_of_listing": "offer", "search": "Drums", "place": "Lille", "left_kg": "850", "price_eur_per_t": "0"},
    ),
    Topic.DEALS: ("deal_written", {"who": "Bram", "quantity_kg": "100"}),
    Topic.LISTINGS: ("offer_expired", {}),
}


@pytest.fixture(autouse=True)
def _empty_the_mailbox(session: Session) -> Iterator[None]:
    """Other rooms' tests look into the same folder."""
    yield
    for letter in mailbox().glob("*.eml"):
        letter.unlink()


@pytest.fixture
def say(session: Session) -> Say:
    """Tell somebody something of a topic."""

    def run(person: Person, topic: Topic, title: str, *, at: datetime = MONDAY, points: int = 0, **more: Any) -> None:
        kind, facts = FACTS[topic]
        with unit_of_work():
            service.tell(
                [person.id], kind, at=at, path=f"/there/{title.replace(' ', '-')}", dedupe_key=f"{topic}:{title}",
                topic=topic, points=points, **{**facts, "title": title, **more, **_score(topic, points)},
            )  # fmt: skip

    return run


def _score(topic: Topic, points: int) -> dict[str, Any]:
    return {"score": points} if topic is Topic.MATCHES else {}


@pytest.fixture
def wishes(session: Session) -> Callable[..., None]:
    """Have somebody want mail about topics at a cadence."""

    def choose(person: Person, cadence: Cadence, *topics: Topic) -> None:
        with unit_of_work():
            service.choose(person.id, dict.fromkeys(topics, cadence), at=MONDAY)

    return choose


@pytest.fixture
def mails(session: Session) -> Mails:
    """The messages written to somebody, oldest first."""

    def read(person: Person) -> Sequence[OutgoingMail]:
        mine = sa.select(OutgoingMail).where(OutgoingMail.to_address == person.email)
        return session.scalars(mine.order_by(OutgoingMail.queued_at, OutgoingMail.id)).all()

    return read


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let it be another time."""

    def be(at: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)

    return be
