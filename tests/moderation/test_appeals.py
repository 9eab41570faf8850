"""Objections: the company concerned says why a decision is wrong, and somebody else looks again, once."""

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, MemberRole, Membership, Person, StaffRole
from exchange.journal.queries import history
from exchange.kernel.refusals import Conflict, Forbidden, NotFound
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Offer
from exchange.moderation import service as moderation
from exchange.moderation.appeals import service
from exchange.moderation.appeals.models import Appeal, AppealOutcome
from exchange.moderation.models import Ground, ListingKind, StatementOfReasons
from exchange.moderation.service import Case, Reasons
from exchange.notices.models import Notice
from tests import makers
from tests.makers import MONDAY

LATER = MONDAY + timedelta(days=2)


@pytest.fixture
def otto(session: Session) -> Person:
    """A moderator besides Mona."""
    return makers.a_person("Otto", staff=StaffRole.MODERATOR)


@pytest.fixture
def refused(session: Session, brewhouse: object, mona: Person) -> StatementOfReasons:
    """Mona took a published lot down."""
    lot = makers.a_lot(brewhouse, title="Spent grain, 1 t")  # type: ignore[arg-type]
    with unit_of_work():
        case = Case(ListingKind.OFFER, lot.id, lot.version)
        review = moderation.refuse(case, Reasons(Ground.INCOMPLETE, "How wet is it?"), by=mona.id, at=MONDAY)
    return session.get_one(StatementOfReasons, review.statement_id)


@pytest.fixture
def appeal(refused: StatementOfReasons, anna: Person, brewery: Business) -> UUID:
    """Anna objects."""
    return object_to(refused, anna, brewery)


def object_to(refused: StatementOfReasons, by: Person, of: Business, at: object = LATER) -> UUID:
    with unit_of_work():
        return service.object_to(
            refused.id, "It says 78 %.", by=by.id, business_id=of.id, at=at  # type: ignore[arg-type]
        )  # fmt: skip


def decide(appeal: UUID, outcome: AppealOutcome, by: Person) -> None:
    with unit_of_work():
        service.decide(appeal, outcome, "Read again.", by=by.id, at=LATER)


def lot_of(session: Session) -> Offer:
    return session.scalars(sa.select(Offer).where(Offer.title == "Spent grain, 1 t")).one()


def test_a_wrong_refusal_is_lifted_and_the_lot_shown_again(
    session: Session, appeal: UUID, otto: Person, anna: Person
) -> None:
    decide(appeal, AppealOutcome.REVERSED, otto)
    lot = lot_of(session)

    assert lot.state is ListingState.PUBLISHED
    assert not moderation.queries.is_waiting(ListingKind.OFFER, lot.id)
    assert [entry.verb for entry in history("offer", lot.id)][-3:] == ["appealed", "appeal_reversed", "reinstated"]
    told = session.scalars(sa.select(Notice).where(Notice.person_id == anna.id, Notice.kind == "appeal_decided")).one()
    assert told.facts["outcome"] == "reversed"


def test_a_refusal_that_stands_leaves_the_lot_a_draft(session: Session, appeal: UUID, otto: Person) -> None:
    decide(appeal, AppealOutcome.UPHELD, otto)

    assert lot_of(session).state is ListingState.DRAFT


def test_a_lot_that_was_posted_again_meanwhile_goes_its_own_way(session: Session, appeal: UUID, otto: Person) -> None:
    lot = lot_of(session)
    lot.state, lot.version = ListingState.IN_REVIEW, lot.version + 1
    session.commit()
    decide(appeal, AppealOutcome.REVERSED, otto)

    assert lot_of(session).state is ListingState.IN_REVIEW


def test_who_decided_first_does_not_decide_again(session: Session, appeal: UUID, mona: Person) -> None:
    with pytest.raises(Forbidden, match="own_decision"):
        decide(appeal, AppealOutcome.UPHELD, mona)


def test_even_the_database_lets_nobody_judge_their_own_decision(session: Session, appeal: UUID, mona: Person) -> None:
    decided = sa.update(Appeal).values(outcome="upheld", answer="So.", decided_by=mona.id, decided_at=LATER)

    with pytest.raises(IntegrityError, match="decided_by_somebody_else"):
        session.execute(decided)


def test_nobody_decides_about_their_own_company(
    session: Session, appeal: UUID, otto: Person, brewery: Business
) -> None:
    session.add(Membership(person_id=otto.id, business_id=brewery.id, role=MemberRole.MEMBER, since=MONDAY))
    session.commit()

    with pytest.raises(Forbidden, match="own_company"):
        decide(appeal, AppealOutcome.UPHELD, otto)


def test_one_objects_once_in_six_months_and_to_ones_own_only(
    refused: StatementOfReasons, anna: Person, brewery: Business, farm: Business
) -> None:
    with pytest.raises(NotFound):
        object_to(refused, anna, farm)
    with pytest.raises(Conflict, match="appeal_too_late"):
        object_to(refused, anna, brewery, MONDAY + service.APPEAL_LASTS + timedelta(seconds=1))
    object_to(refused, anna, brewery, MONDAY + service.APPEAL_LASTS)
    with pytest.raises(Conflict, match="appealed_already"):
        object_to(refused, anna, brewery)


def test_an_objection_is_decided_once(appeal: UUID, otto: Person) -> None:
    decide(appeal, AppealOutcome.UPHELD, otto)

    with pytest.raises(Conflict, match="decided"):
        decide(appeal, AppealOutcome.REVERSED, otto)


def test_from_the_statement_over_the_desk_to_the_answer(
    client: FlaskClient, session: Session, refused: StatementOfReasons, anna: Person, brewery: Business, otto: Person
) -> None:
    makers.enter(client, anna, brewery)
    empty = makers.send(client, f"/statements/{refused.id}/appeal?lang=en", words="")
    assert empty.status_code == 422
    assert "Why is this decision wrong?" in empty.text
    assert makers.send(client, f"/statements/{refused.id}/appeal", words="It says 78 %.").status_code == 303
    assert "It says 78 %." in client.get(f"/statements/{refused.id}").text

    makers.enter(client, otto)
    appeal = session.scalars(sa.select(Appeal)).one()
    assert f"/desk/appeals/{appeal.id}" in client.get("/desk").text
    assert "It says 78 %." in client.get(f"/desk/appeals/{appeal.id}").text
    answer = {"outcome": "upheld", "answer": "Say it in the text."}
    assert makers.send(client, f"/desk/appeals/{appeal.id}", **answer).status_code == 303

    makers.enter(client, anna, brewery)
    assert "Say it in the text." in client.get(f"/statements/{refused.id}").text
