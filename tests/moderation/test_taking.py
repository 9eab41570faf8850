"""A case in somebody's hands: nobody else decides it for a while, and who take the next at once get different ones."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.cases import service as leases
from exchange.accounts.cases.models import CaseKind, CaseLease
from exchange.accounts.cases.service import LEASE_LASTS
from exchange.accounts.models import Business, MemberRole, Membership, Person, Site, StaffRole
from exchange.accounts.service import verify_business
from exchange.kernel import clock
from exchange.kernel.orm import session as current_session
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Offer
from exchange.moderation import queries, service
from exchange.moderation.models import ListingKind, Review
from exchange.moderation.service import Case
from exchange.moderation.taking import service as taking
from tests import makers
from tests.makers import MONDAY, send

PEOPLE, LISTINGS, EACH, ROUNDS = 4, 10, 4, 20
"""Four press at once for four each, and there are ten."""
OFFER = CaseKind.OFFER


@pytest.fixture
def otto(session: Session) -> Person:
    """A second moderator."""
    return makers.a_person("Otto", staff=StaffRole.MODERATOR)


@pytest.fixture
def lot(brewhouse: Site) -> Offer:
    """A new surplus."""
    return makers.a_lot(brewhouse, state=ListingState.IN_REVIEW, published_at=None)


@pytest.fixture
def desk(session: Session, client: FlaskClient, mona: Person, lot: Offer) -> FlaskClient:
    """Mona's browser."""
    makers.enter(client, mona)
    session.commit()
    return client


def take(lot: Offer, by: Person, at: Any = MONDAY) -> set[UUID]:
    with unit_of_work():
        return leases.take(OFFER, [lot.id], by=by.id, at=at)


def approve(lot: Offer, by: Person, at: Any = MONDAY) -> None:
    with unit_of_work():
        service.approve(Case(ListingKind.OFFER, lot.id, lot.version), by=by.id, at=at)


def waiting_for(person: Person, at: Any = MONDAY) -> list[UUID]:
    return [one.id for one in queries.listings_waiting(100, queries.Reader(person.id, at))]


def test_what_somebody_has_taken_nobody_else_sees_or_decides(
    session: Session, lot: Offer, mona: Person, otto: Person
) -> None:
    session.commit()
    assert take(lot, otto) == {lot.id}

    assert (waiting_for(otto), waiting_for(mona)) == ([lot.id], [])
    assert take(lot, mona) == set()
    with pytest.raises(Conflict, match="case_taken") as refused:
        approve(lot, mona)
    assert "Otto" in refused.value.message

    approve(lot, otto)
    assert session.scalars(sa.select(CaseLease)).all() == [], "what is decided is given back"


def test_after_twenty_minutes_it_is_free(session: Session, lot: Offer, mona: Person, otto: Person) -> None:
    session.commit()
    take(lot, otto)
    last, after = MONDAY + LEASE_LASTS - timedelta(seconds=1), MONDAY + LEASE_LASTS
    with pytest.raises(Conflict):
        approve(lot, mona, at=last)
    assert waiting_for(mona, after) == [lot.id]
    approve(lot, mona, at=after)


def test_given_back_it_is_free_at_once_and_only_its_holder_gives_it_back(
    session: Session, lot: Offer, mona: Person, otto: Person
) -> None:
    session.commit()
    take(lot, otto)
    for person, theirs in ((mona, set[UUID]()), (otto, {lot.id})):
        with unit_of_work():
            leases.give_back(OFFER, [lot.id], by=person.id)
        assert take(lot, mona) == theirs


def test_taking_it_again_lengthens_it(session: Session, lot: Offer, otto: Person) -> None:
    session.commit()
    take(lot, otto)
    take(lot, otto, at=MONDAY + timedelta(minutes=15))
    assert session.scalars(sa.select(CaseLease.until)).one() == MONDAY + timedelta(minutes=35)


def test_the_page_says_who_has_it_and_draws_no_decision(
    session: Session, desk: FlaskClient, lot: Offer, otto: Person
) -> None:
    with unit_of_work():
        leases.take(OFFER, [lot.id], by=otto.id, at=clock.now())
    for path in (f"/desk/offers/{lot.id}/refusal", f"/offers/{lot.id}"):
        page = desk.get(f"{path}?lang=en").text
        assert "Otto" in page
        assert "approval" not in page
        assert 'name="explanation"' not in page
    assert send(desk, f"/desk/offers/{lot.id}/approval", version=lot.version).status_code == 409
    assert send(desk, f"/desk/cases/offer/{lot.id}/taking").status_code == 409
    assert session.scalar(sa.select(sa.func.count()).select_from(Review)) == 0


def test_it_is_taken_and_given_back_by_a_press(session: Session, desk: FlaskClient, lot: Offer, mona: Person) -> None:
    assert send(desk, f"/desk/cases/offer/{lot.id}/taking").location == f"/offers/{lot.id}"
    assert session.scalars(sa.select(CaseLease.person_id)).one() == mona.id
    assert f"/desk/cases/offer/{lot.id}/return" in desk.get(f"/offers/{lot.id}").text
    send(desk, f"/desk/cases/offer/{lot.id}/return")
    session.expire_all()
    assert session.scalars(sa.select(CaseLease)).all() == []


@pytest.mark.parametrize("kind", [kind for kind in CaseKind if kind is not CaseKind.CLAIM])
def test_what_is_not_there_is_not_taken(session: Session, desk: FlaskClient, kind: CaseKind) -> None:
    for verb in ("taking", "return"):
        assert send(desk, f"/desk/cases/{kind}/{uuid4()}/{verb}").status_code == 404
    assert session.scalars(sa.select(CaseLease)).all() == []


def test_claims_are_for_administrators(session: Session, client: FlaskClient, desk: FlaskClient) -> None:
    assert send(desk, f"/desk/cases/claim/{uuid4()}/taking").status_code == 403
    makers.enter(client, makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR))
    session.commit()
    assert send(client, f"/desk/cases/claim/{uuid4()}/taking").status_code == 404


def test_nobody_takes_what_is_their_own_companys(
    session: Session, desk: FlaskClient, lot: Offer, brewery: Business, mona: Person
) -> None:
    session.add(Membership(person_id=mona.id, business_id=brewery.id, role=MemberRole.MANAGER, since=MONDAY))
    session.commit()
    assert send(desk, f"/desk/cases/offer/{lot.id}/taking").status_code == 403
    assert send(desk, f"/desk/cases/business/{brewery.id}/taking").status_code == 403
    send(desk, "/desk/listings/taking")
    assert session.scalars(sa.select(CaseLease)).all() == []


def test_a_company_that_somebody_checks_is_not_decided_by_another(
    session: Session, mona: Person, otto: Person, anna: Person
) -> None:
    newcomer = makers.a_business("Filature", member=anna, verified=False)
    session.commit()
    with unit_of_work():
        taking.take_case(CaseKind.BUSINESS, newcomer.id, by=otto.id, may_administer=False, at=MONDAY)
    with pytest.raises(Conflict, match="case_taken"), unit_of_work():
        verify_business(newcomer.id, by=mona.id, at=MONDAY)
    with unit_of_work():
        verify_business(newcomer.id, by=otto.id, at=MONDAY)
    with pytest.raises(Conflict, match="decided"), unit_of_work():
        taking.take_case(CaseKind.BUSINESS, newcomer.id, by=mona.id, may_administer=False, at=MONDAY)


def test_no_lease_lasts_longer_than_an_hour(session: Session, lot: Offer, otto: Person) -> None:
    session.add(
        CaseLease(kind=OFFER, case_id=lot.id, person_id=otto.id, taken_at=MONDAY, until=MONDAY + timedelta(minutes=61))
    )
    with pytest.raises(IntegrityError, match="case_lease_an_hour_at_most_check"):
        session.flush()


@pytest.fixture(scope="module")
def busy_app(make_app: Callable[..., Flask]) -> Flask:
    return make_app("taking_race")


def taken_together(app: Flask) -> tuple[list[int], int]:
    """Everybody takes their next at once: how many each says to have, and how many rows are in somebody's hands."""
    with app.app_context():
        with unit_of_work() as current:
            current.execute(sa.delete(CaseLease))
            current.execute(sa.update(Offer).values(state=ListingState.WITHDRAWN))
        site = makers.a_site(makers.a_business(member=makers.a_person("Anna")))
        for _ in range(LISTINGS):
            makers.a_lot(site, state=ListingState.IN_REVIEW, published_at=None)
        people = [makers.a_person(f"Mona {n}", staff=StaffRole.MODERATOR).id for n in range(PEOPLE)]
    got: list[int] = []
    together = threading.Barrier(PEOPLE)

    def press(person_id: UUID) -> None:
        with app.app_context():
            together.wait()
            got.append(taking.take_next(EACH, by=person_id, at=MONDAY))

    threads = [threading.Thread(target=press, args=[person_id]) for person_id in people]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with app.app_context():
        return got, current_session().scalar(sa.select(sa.func.count()).select_from(CaseLease)) or 0


def test_of_several_who_take_the_next_each_gets_others_and_nothing_is_left(busy_app: Flask) -> None:
    for _ in range(ROUNDS):
        got, rows = taken_together(busy_app)
        assert (sum(got), rows) == (LISTINGS, LISTINGS)
        assert max(got) <= EACH


def test_without_the_condition_two_would_have_the_same(busy_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(kind: CaseKind, case_ids: Any, *, by: UUID, at: Any) -> set[UUID]:
        if not case_ids:
            return set()
        facts = {"person_id": by, "taken_at": at, "until": at + LEASE_LASTS}
        rows = insert(CaseLease).values([{"kind": kind, "case_id": one, **facts} for one in sorted(case_ids)])
        current_session().execute(rows.on_conflict_do_update(index_elements=["kind", "case_id"], set_=facts))
        return set(case_ids)

    monkeypatch.setattr(taking, "take", careless)
    assert any(sum(taken_together(busy_app)[0]) > LISTINGS for _ in range(ROUNDS))
