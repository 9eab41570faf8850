"""The life of a listing: what its owner, a moderator and the calendar may do with it, and when not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.journal import queries as journal
from exchange.kernel import clock
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.refusals import Conflict
from exchange.listings import service, stock
from exchange.listings.models import Account, Cause, ListingState
from exchange.notices.models import Notice
from exchange.notices.sentences import sentence_of
from tests import makers
from tests.makers import MONDAY, enter, kg, send

S = ListingState


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("pause", S.PUBLISHED, S.PAUSED), ("pause", S.EXHAUSTED, S.PAUSED), ("pause", S.PAUSED, None),
        ("pause", S.DRAFT, None), ("resumption", S.PAUSED, S.PUBLISHED), ("resumption", S.PUBLISHED, None),
        ("withdrawal", S.PUBLISHED, S.WITHDRAWN), ("withdrawal", S.IN_REVIEW, S.WITHDRAWN),
        ("withdrawal", S.EXPIRED, S.WITHDRAWN), ("withdrawal", S.WITHDRAWN, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["offers", "needs"])
def test_verbs_of_the_owner(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site,
    kind: str, verb: str, before: S, after: S | None,
) -> None:  # fmt: skip
    make: Callable[..., Any] = makers.a_lot if kind == "offers" else makers.a_need
    listing = make(brewhouse, state=before, matched_at=MONDAY)
    enter(client, anna, brewery)
    session.commit()

    answer = send(client, f"/{kind}/{listing.id}/{verb}")
    session.refresh(listing)

    assert answer.status_code == (303 if after else 409)
    assert listing.state is (after or before)
    assert (listing.matched_at is None) == bool(after)
    assert bool(journal.history(kind.removesuffix("s"), listing.id)) == bool(after)


@pytest.mark.parametrize("account", [Account.HELD, Account.COMMITTED, Account.SHIPPED])
def test_a_lot_of_which_something_is_promised_cannot_be_withdrawn(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, account: Account
) -> None:
    lot = makers.a_lot(brewhouse)
    stock.move(lot.id, kg(1), Account.FREE, account, cause=Cause.AGREED, at=MONDAY)
    enter(client, anna, brewery)
    session.commit()

    answer = send(client, f"/offers/{lot.id}/withdrawal")
    session.refresh(lot)

    assert answer.status_code == 409
    assert "Part of this lot is agreed" in answer.text
    assert lot.state is S.PUBLISHED


@pytest.mark.parametrize("verb", ["pause", "resumption", "withdrawal"])
def test_others_may_not(
    client: FlaskClient, session: Session, bram: Person, farm: Business, brewhouse: Site, verb: str
) -> None:
    public, hidden = makers.a_lot(brewhouse), makers.a_lot(brewhouse, state=S.DRAFT)
    enter(client, bram, farm)
    session.commit()

    assert send(client, f"/offers/{public.id}/{verb}").status_code == 403
    assert send(client, f"/offers/{hidden.id}/{verb}").status_code == 404


def test_a_paused_lot_past_its_last_day_cannot_be_resumed(session: Session, anna: Person, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, state=S.PAUSED, available_until=makers.TODAY)

    with pytest.raises(Conflict, match="is_over"):
        service.resume_offer(lot.id, by=anna.id, business_id=lot.business_id, at=MONDAY + timedelta(days=1))


def test_a_moderator_publishes_what_is_in_review(
    session: Session, brewhouse: Site, jobs: Callable[[], list[tuple[Job, dict[str, Any]]]]
) -> None:
    lot = makers.a_lot(brewhouse, state=S.IN_REVIEW, published_at=None)
    need = makers.a_need(brewhouse, state=S.IN_REVIEW, published_at=None)

    service.publish_offer(lot.id, at=MONDAY)
    service.publish_need(need.id, at=MONDAY)

    assert (lot.state, lot.published_at, need.state) == (S.PUBLISHED, MONDAY, S.PUBLISHED)
    assert [job for job, _ in jobs()] == [
        Job.PAIR_OFFER, Job.WAKE_SEARCHES, Job.PAIR_NEED, Job.WAKE_SEARCHES,
    ]  # fmt: skip
    with pytest.raises(Conflict, match="not_in_review"):
        service.publish_offer(lot.id, at=MONDAY)


def test_a_moderator_sends_back_what_is_in_review_or_public(session: Session, brewhouse: Site) -> None:
    waiting, public = makers.a_lot(brewhouse, state=S.IN_REVIEW), makers.a_need(brewhouse)

    service.reject_offer(waiting.id, at=MONDAY)
    service.reject_need(public.id, at=MONDAY)

    assert waiting.state is public.state is S.DRAFT
    with pytest.raises(Conflict, match="not_rejectable"):
        service.reject_offer(waiting.id, at=MONDAY)


def test_what_is_past_its_last_day_expires_once_and_its_owner_is_told(
    session: Session, anna: Person, brewhouse: Site, in_one_go: Callable[..., Any]
) -> None:
    over = makers.a_lot(brewhouse, available_until=makers.TODAY, title="Old")
    paused = makers.a_need(brewhouse, wanted_until=makers.TODAY, state=S.PAUSED)
    lasting = makers.a_lot(brewhouse, available_until=makers.TODAY + timedelta(days=1))
    endless = makers.a_lot(brewhouse)
    draft = makers.a_lot(brewhouse, available_until=makers.TODAY, state=S.DRAFT)

    assert in_one_go(service.expire, at=MONDAY) == 0
    assert in_one_go(service.expire, at=MONDAY + timedelta(days=1)) == 2
    assert in_one_go(service.expire, at=MONDAY + timedelta(days=1)) == 0

    assert over.state is paused.state is S.EXPIRED
    assert (lasting.state, endless.state, draft.state) == (S.PUBLISHED, S.PUBLISHED, S.DRAFT)
    told = session.scalars(sa.select(Notice).where(Notice.person_id == anna.id)).all()
    assert {notice.kind for notice in told} == {"offer_expired", "need_expired"}
    assert "Old" in sentence_of("offer_expired", {"title": "Old"})
    assert [entry.verb for entry in journal.history("offer", over.id)] == ["expired"]


def test_the_calendar_knocks_by_itself(session: Session, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse, available_from=clock.today() - timedelta(days=9),
                       available_until=clock.today() - timedelta(days=1))  # fmt: skip

    TASKS[Job.EXPIRE_LISTINGS].run()
    session.refresh(lot)

    assert TASKS[Job.EXPIRE_LISTINGS].cron
    assert lot.state is S.EXPIRED
