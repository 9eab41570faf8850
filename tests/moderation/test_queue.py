"""A moderator's day: what is clear takes one press or two, many are decided at once, and nobody decides twice."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, MemberRole, Membership, Person, Site
from exchange.listings.models import ListingState, Offer
from exchange.moderation import queues, service
from exchange.moderation.models import Ground, ListingKind, Outcome, Review, StatementOfReasons
from exchange.moderation.service import Case
from exchange.notices.models import Notice
from tests import makers
from tests.makers import MONDAY, send
from tests.queries_counted import at_most

PAGE = "/desk/listings"
DAY_OF = 100
CLEAR_REFUSALS = 5
"""One in so many of the clear ones is refused."""


@pytest.fixture
def desk(session: Session, client: FlaskClient, mona: Person) -> FlaskClient:
    """The moderator's browser."""
    makers.enter(client, mona)
    session.commit()
    return client


def lots(site: Site, count: int) -> list[Offer]:
    """New surpluses, as many as are wanted."""
    return [
        makers.a_lot(site, title=f"Lot {number}", state=ListingState.IN_REVIEW, published_at=None)
        for number in range(count)
    ]


def key(lot: Offer) -> str:
    return f"offer:{lot.id}:{lot.version}"


def buttons(html: str, verb: str) -> list[str]:
    """What the buttons of one press say for a verb, in the order of the page."""
    return re.findall(rf'name="one" value="({verb} [^"]+)"', html)


def test_a_day_of_a_hundred_takes_fewer_than_two_presses_each(
    session: Session, desk: FlaskClient, brewhouse: Site, mona: Person
) -> None:
    lots(brewhouse, DAY_OF)
    session.commit()
    presses = decided = 0
    while page := buttons(desk.get(PAGE).text, "approve"):
        refuses = decided % CLEAR_REFUSALS == CLEAR_REFUSALS - 1
        press = page[0] if not refuses else buttons(desk.get(PAGE).text, "incomplete")[0]
        presses += 2 if refuses else 1  # the words are folded: one press opens them, the next decides
        assert send(desk, f"{PAGE}/decisions", one=press).status_code == 303
        decided += 1

    outcomes = dict(session.execute(sa.select(Review.outcome, sa.func.count()).group_by(Review.outcome)).all())
    assert outcomes == {Outcome.APPROVED: 80, Outcome.REFUSED: 20}
    assert decided == DAY_OF
    assert presses / decided < 2
    print(f"{presses} presses for {decided} listings")  # noqa: T201 — the figure that the issue asks for


def test_ready_words_make_a_complete_statement_in_the_holders_language(
    session: Session, desk: FlaskClient, brewery: Business, brewhouse: Site
) -> None:
    bram = makers.a_person("Bram", language="nl")
    session.add(Membership(person_id=bram.id, business_id=brewery.id, role=MemberRole.MANAGER, since=MONDAY))
    [lot] = lots(brewhouse, 1)
    lot.posted_by = bram.id
    session.commit()

    send(desk, f"{PAGE}/decisions", one=f"contacts {key(lot)}")

    statement = session.scalars(sa.select(StatementOfReasons)).one()
    assert (statement.ground, statement.was_automated) == (Ground.CONTACTS, False)
    assert statement.explanation.startswith("De tekst bevat")
    assert statement.facts["title"] == "Lot 0"
    assert statement.redress
    assert "listing_refused" in session.scalars(sa.select(Notice.kind)).all()


def test_those_ticked_are_decided_each_for_itself_and_the_rest_is_named(
    session: Session, desk: FlaskClient, brewhouse: Site, farm: Business, mona: Person
) -> None:
    otto = makers.a_person("Otto", staff=mona.staff_role)
    first, changed, taken, own = [*lots(brewhouse, 3), *lots(makers.a_site(farm), 1)]
    session.add(Membership(person_id=mona.id, business_id=farm.id, role=MemberRole.MANAGER, since=MONDAY))
    session.flush()
    stale = f"offer:{changed.id}:{changed.version - 1}"
    service.approve(Case(ListingKind.OFFER, taken.id, taken.version), by=otto.id, at=MONDAY)
    session.commit()

    send(desk, f"{PAGE}/decisions", case=[key(first), stale, key(taken), key(own)], verb="approve")
    page = desk.get(f"{PAGE}?lang=en").text

    assert "Une annonce approuvée." in page
    assert page.count("Laissé de côté") == 3
    assert "Otto" in page
    session.expire_all()
    assert [lot.state for lot in (first, changed, own)] == [
        ListingState.PUBLISHED, ListingState.IN_REVIEW, ListingState.IN_REVIEW,
    ]  # fmt: skip

    send(desk, f"{PAGE}/decisions", case=[key(changed)], verb="refuse", ground="incomplete")
    assert session.scalar(sa.select(sa.func.count()).select_from(StatementOfReasons)) == 1


def test_sent_twice_it_decides_once(session: Session, desk: FlaskClient, brewhouse: Site) -> None:
    [lot] = lots(brewhouse, 1)
    session.commit()
    for _time in range(2):
        send(desk, f"{PAGE}/decisions", one=f"approve {key(lot)}")
    assert session.scalar(sa.select(sa.func.count()).select_from(Review)) == 1


@pytest.mark.parametrize(
    "fields",
    [{}, {"verb": "approve"}, {"one": "approve"}, {"one": "explode offer:x:1"}, {"case": "offer:1", "verb": "approve"},
     {"one": "approve offer:00000000-0000-0000-0000-000000000000:x"}, {"case": "a:b:c", "verb": "refuse"}],
)  # fmt: skip
def test_what_none_of_our_pages_sends_is_refused(desk: FlaskClient, fields: dict[str, str]) -> None:
    assert send(desk, f"{PAGE}/decisions", **fields).status_code == 422


def test_the_page_tells_how_long_decisions_take(
    session: Session, desk: FlaskClient, brewhouse: Site, mona: Person
) -> None:
    for hours, lot in zip((1, 2, 9), lots(brewhouse, 3), strict=True):
        lot.created_at = MONDAY
        service.approve(
            Case(ListingKind.OFFER, lot.id, lot.version), by=mona.id, at=MONDAY.replace(hour=MONDAY.hour + hours)
        )  # fmt: skip
    session.commit()
    times = queues.service_times([queues.LISTINGS], since=MONDAY).get("listings")

    assert times is not None
    assert (times.decisions, times.median_h) == (3, 2)
    assert 7 < times.nine_of_ten_h < 8
    assert queues.service_times([queues.LISTINGS], since=MONDAY.replace(year=2027)) == {}
    assert "3 decisions" in desk.get(f"{PAGE}?lang=en").text


def test_twenty_cases_cost_no_more_statements_than_two(session: Session, desk: FlaskClient, brewhouse: Site) -> None:
    lots(brewhouse, 20)
    session.commit()
    with at_most(15):
        desk.get(PAGE)
