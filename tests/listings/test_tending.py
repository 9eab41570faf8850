"""What an owner does with a listing that stands: extend, renew, hand over, in the bounds of time, law and review."""

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
from exchange.kernel.refusals import Conflict, Unprocessable
from exchange.listings import service
from exchange.listings.models import ListingState, Need, Offer
from exchange.notices.models import Notice
from exchange.notices.sentences import sentence_of
from tests import makers
from tests.makers import MONDAY, TODAY, enter, send

S = ListingState
MONTH = timedelta(days=30)


@pytest.fixture
def by_anna(anna: Person, brewery: Business) -> dict[str, Any]:
    return {"by": anna.id, "business_id": brewery.id, "at": MONDAY}


def a_listing(kind: str, site: Site, *, until: Any = None, **facts: Any) -> Offer | Need:
    if kind == "offer":
        return makers.a_lot(site, legal_status="product", available_until=until, **facts)
    return makers.a_need(site, wanted_until=until, **facts)


def last_day(listing: Offer | Need) -> Any:
    return listing.available_until if isinstance(listing, Offer) else listing.wanted_until


@pytest.mark.parametrize("kind", ["offer", "need"])
@pytest.mark.parametrize("state", [S.PUBLISHED, S.PAUSED, S.IN_REVIEW, S.EXHAUSTED])
def test_one_press_adds_thirty_days(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, kind: str, state: S
) -> None:
    until = clock.today() + timedelta(days=5)
    listing = a_listing(kind, brewhouse, until=until, state=state)
    enter(client, anna, brewery)
    session.commit()

    assert "30 more days" in client.get(f"/{kind}s/{listing.id}").text
    answer = send(client, f"/{kind}s/{listing.id}/extension")
    session.refresh(listing)

    assert answer.status_code == 303
    assert (last_day(listing), listing.version, listing.state) == (until + MONTH, 2, state)
    assert [entry.verb for entry in journal.history(kind, listing.id)] == ["extended"]


def test_what_was_forgotten_for_a_while_is_extended_from_today(brewhouse: Site, by_anna: dict[str, Any]) -> None:
    over = TODAY - timedelta(days=3)
    lot = makers.a_lot(brewhouse, available_from=over, available_until=over)

    assert service.extend_offer(lot.id, **by_anna).available_until == TODAY + MONTH


@pytest.mark.parametrize(
    ("state", "until"), [(S.PUBLISHED, None), (S.EXPIRED, TODAY), (S.WITHDRAWN, TODAY), (S.DRAFT, TODAY)]
)
def test_what_has_no_last_day_or_is_over_cannot_be_extended(
    brewhouse: Site, by_anna: dict[str, Any], state: S, until: Any
) -> None:
    lot = makers.a_lot(brewhouse, state=state, available_until=until)

    with pytest.raises(Conflict, match="not_extendable"):
        service.extend_offer(lot.id, **by_anna)


@pytest.mark.parametrize("kind", ["offer", "need"])
def test_what_has_expired_is_renewed_from_today(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, kind: str
) -> None:
    over, today = clock.today() - timedelta(days=9), clock.today()
    first = {"available_from" if kind == "offer" else "wanted_from": over}
    listing = a_listing(kind, brewhouse, until=over, state=S.EXPIRED, **first)
    enter(client, anna, brewery)
    session.commit()

    assert "Renew from today" in client.get(f"/{kind}s/{listing.id}").text
    answer = send(client, f"/{kind}s/{listing.id}/renewal", until=(today + MONTH).isoformat())
    session.refresh(listing)

    assert answer.status_code == 303
    assert (listing.state, last_day(listing), listing.version) == (S.PUBLISHED, today + MONTH, 2)
    assert (listing.available_from if isinstance(listing, Offer) else listing.wanted_from) == today


def test_a_renewal_until_a_day_that_has_passed_is_refused(brewhouse: Site, by_anna: dict[str, Any]) -> None:
    lot = makers.a_lot(brewhouse, state=S.EXPIRED)

    with pytest.raises(Unprocessable, match="until"):
        service.renew_offer(lot.id, until=TODAY - timedelta(days=1), **by_anna)


def test_a_withdrawal_is_no_way_around_a_moderator(
    brewhouse: Site, by_anna: dict[str, Any], in_one_go: Callable[..., Any]
) -> None:
    shown = makers.a_lot(brewhouse, legal_status="product")
    rejected = makers.a_lot(brewhouse, legal_status="product", state=S.IN_REVIEW)
    in_one_go(service.reject_offer, rejected.id, at=MONDAY)
    for lot in (shown, rejected):
        in_one_go(service.withdraw_offer, lot.id, **by_anna)
        in_one_go(service.renew_offer, lot.id, until=None, **by_anna)

    assert (shown.state, rejected.state) == (S.PUBLISHED, S.IN_REVIEW)

    in_one_go(service.withdraw_offer, rejected.id, **by_anna)
    assert in_one_go(service.renew_offer, rejected.id, until=None, **by_anna).state is S.IN_REVIEW


def test_an_unverified_business_renews_through_review(bram: Person, in_one_go: Callable[..., Any]) -> None:
    newcomer = makers.a_business("New", member=bram, verified=False)
    need = makers.a_need(makers.a_site(newcomer), state=S.EXPIRED)

    in_one_go(service.renew_need, need.id, until=None, by=bram.id, business_id=newcomer.id, at=MONDAY)

    assert need.state is S.IN_REVIEW


def test_what_does_not_stand_any_more_is_not_renewed(
    session: Session, brewhouse: Site, brewery: Business, by_anna: dict[str, Any]
) -> None:
    unanswered = makers.a_lot(brewhouse, state=S.EXPIRED, legal_status="by_product")
    old_code = makers.a_lot(
        brewhouse, state=S.EXPIRED, legal_status="waste", waste_code="160604", legal_answers={"waste_code": "160604"}
    )
    nothing_left = makers.a_need(brewhouse, state=S.EXPIRED, covered_kg=makers.kg(1000))
    closed = makers.a_lot(makers.a_site(brewery, closed_at=MONDAY), state=S.WITHDRAWN, legal_status="product")

    for lot, code in ((unanswered, "claim_lapsed"), (old_code, "claim_lapsed"), (closed, "closed_site")):
        with pytest.raises(Conflict, match=code):
            service.renew_offer(lot.id, until=None, **by_anna)
    with pytest.raises(Conflict, match="nothing_left"):
        service.renew_need(nothing_left.id, until=None, **by_anna)
    with pytest.raises(Conflict, match="not_over"):
        service.renew_offer(makers.a_lot(brewhouse).id, until=None, **by_anna)


@pytest.mark.parametrize("kind", ["offer", "need"])
def test_a_colleague_looks_after_it_and_is_told_once(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, kind: str
) -> None:
    carl = makers.a_person("Carl")
    makers._stored(makers.Membership(person_id=carl.id, business_id=brewery.id, role="member", since=MONDAY))
    listing = a_listing(kind, brewhouse, posted_by=anna.id)
    enter(client, anna, brewery)
    session.commit()

    assert "Looked after by Anna" in client.get(f"/{kind}s/{listing.id}").text
    for _ in range(2):
        send(client, f"/{kind}s/{listing.id}/reassignment", colleague=str(carl.id))
    session.refresh(listing)

    assert listing.posted_by == carl.id
    told = session.scalars(sa.select(Notice)).one()
    assert (told.person_id, told.path) == (carl.id, f"/{kind}s/{listing.id}")
    assert sentence_of(told.kind, told.facts).startswith(f"You look after the {'lot' if kind == 'offer' else 'need'}")
    assert [entry.verb for entry in journal.history(kind, listing.id)] == ["reassigned"]


def test_strangers_are_no_colleagues(brewhouse: Site, bram: Person, farm: Business, by_anna: dict[str, Any]) -> None:
    lot = makers.a_lot(brewhouse)

    with pytest.raises(Unprocessable, match="colleague"):
        service.reassign_offer(lot.id, to=bram.id, **by_anna)
