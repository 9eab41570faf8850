"""Nothing is hidden, refused or stopped without its reasons: the database itself refuses, whatever code asks it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.measures.models import AccountMeasure, MeasureGround, MeasureKind
from exchange.accounts.models import Business, Permit, Person, Site, Standing, Verification
from exchange.accounts.service import refuse_business, reopen_business, suspend_business
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.listings.models import ListingState, Need, Offer
from exchange.moderation import service
from exchange.moderation.appeals.models import Appeal
from exchange.moderation.models import Ground, ListingKind, Measure, Outcome, Redress, Review, StatementOfReasons
from exchange.moderation.rules.models import HoldRuleVersion, RuleHit
from exchange.moderation.service import Case, Reasons
from tests import makers
from tests.makers import MONDAY

GONE = [ListingState.DRAFT, ListingState.IN_REVIEW]
SHOWN = [ListingState.SHOWN_FIRST, ListingState.PUBLISHED, ListingState.EXHAUSTED, ListingState.PAUSED]


def commit(session: Session, statement: Any) -> None:
    """Run it, and have the database look at what it otherwise looks at when a transaction ends."""
    with unit_of_work():
        session.execute(statement)
        session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
    session.execute(sa.text("SET CONSTRAINTS ALL DEFERRED"))


def refused_by(session: Session, name: str, statement: Any) -> None:
    """The statement, or its commit, breaks a promise of that name."""
    with pytest.raises(IntegrityError) as broken:
        commit(session, statement)
    assert name in str(broken.value.orig.diag.constraint_name)  # type: ignore[union-attr] # psycopg's


@pytest.mark.parametrize("after", GONE)
@pytest.mark.parametrize("before", SHOWN)
def test_what_is_shown_is_not_hidden_without_a_statement(
    session: Session, brewhouse: Site, before: ListingState, after: ListingState
) -> None:
    day = MONDAY.date()
    first: dict[str, Any] = {"published_at": None, "partners_from": day, "everyone_from": day + timedelta(days=7)}
    lot = makers.a_lot(brewhouse, state=before, **(first if before is ListingState.SHOWN_FIRST else {}))
    refused_by(session, "offer_hidden_with_reasons", sa.update(Offer).where(Offer.id == lot.id).values(state=after))


def test_nor_a_need(session: Session, farmyard: Site) -> None:
    need = makers.a_need(farmyard)
    refused_by(session, "need_hidden_with_reasons", sa.update(Need).where(Need.id == need.id).values(state="draft"))


def test_nor_what_an_unverified_company_shows_after_it_was_approved(
    session: Session, mona: Person, anna: Person
) -> None:
    lot = makers.a_lot(
        makers.a_site(makers.a_business(member=anna, verified=False)), state=ListingState.IN_REVIEW, published_at=None
    )
    with unit_of_work():
        service.approve(Case(ListingKind.OFFER, lot.id, lot.version), by=mona.id, at=MONDAY)
    refused_by(
        session, "offer_hidden_with_reasons", sa.update(Offer).where(Offer.id == lot.id).values(state="in_review")
    )


def test_with_its_statement_it_is_hidden(session: Session, brewhouse: Site, mona: Person) -> None:
    lot = makers.a_lot(brewhouse)
    with unit_of_work():
        service.take_down(ListingKind.OFFER, lot.id, Reasons(Ground.UNSAFE, "Solvent."), by=mona.id, at=MONDAY)
    session.refresh(lot)
    assert lot.state is ListingState.DRAFT


def test_its_holder_needs_none_to_withdraw_it(session: Session, brewhouse: Site, anna: Person) -> None:
    lot = makers.a_lot(brewhouse)
    with unit_of_work():
        listings.withdraw_offer(lot.id, by=anna.id, business_id=lot.business_id, at=MONDAY)
    session.refresh(lot)
    assert lot.state is ListingState.WITHDRAWN


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"standing": Standing.SUSPENDED, "standing_reason": "So."}, "business_suspended_with_reasons"),
        ({"verification": Verification.REFUSED, "verification_reason": "So."}, "business_refused_with_reasons"),
        ({"standing": Standing.SUSPENDED}, "business_suspended_with_reasons_check"),
        ({"verification": Verification.REFUSED}, "business_refused_with_reasons_check"),
    ],
)
def test_no_company_is_stopped_without_a_measure(
    session: Session, brewery: Business, change: dict[str, Any], name: str
) -> None:
    session.commit()
    refused_by(session, name, sa.update(Business).where(Business.id == brewery.id).values(change))


def test_a_measure_of_another_kind_or_one_that_was_lifted_is_no_reason(
    session: Session, brewery: Business, mona: Person
) -> None:
    session.commit()
    with unit_of_work():
        suspend_business(brewery.id, by=mona.id, at=MONDAY, reason="Nobody answers.")
    refused = {"verification": Verification.REFUSED, "verification_reason": "So."}
    refused_by(
        session, "business_refused_with_reasons", sa.update(Business).where(Business.id == brewery.id).values(refused)
    )
    commit(session, sa.update(Business).values(standing=Standing.ACTIVE, standing_reason=""))
    commit(session, sa.update(AccountMeasure).values(lifted_at=MONDAY, lifted_by=mona.id))
    again = {"standing": Standing.SUSPENDED, "standing_reason": "So."}
    refused_by(
        session, "business_suspended_with_reasons", sa.update(Business).where(Business.id == brewery.id).values(again)
    )


def test_no_permit_is_refused_without_words(session: Session, brewhouse: Site, mona: Person) -> None:
    facts: dict[str, Any] = {"rubric": "2714-1", "reference": "AP 12", "waste_codes": ["200138"], "created_at": MONDAY}
    permit = makers._stored(Permit(site_id=brewhouse.id, valid_until=MONDAY.date(), **facts))
    refused_by(
        session, "refused_with_reasons", sa.update(Permit).where(Permit.id == permit.id).values(refused_at=MONDAY)
    )


STATEMENT: dict[str, Any] = {
    "measure": Measure.TAKEN_DOWN, "ground": Ground.UNSAFE, "facts": {"title": "Grain"}, "explanation": "Solvent.",
    "was_automated": False, "redress": list(Redress), "made_at": MONDAY,
}  # fmt: skip
MEASURE: dict[str, Any] = {
    "kind": MeasureKind.SUSPENDED, "ground": MeasureGround.FRAUD, "facts": {"name": "Fil"}, "found_by": "own",
    "explanation": "Nothing was there.", "was_automated": False, "redress": ["appeal"], "made_at": MONDAY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "name"),
    [({"explanation": ""}, "explains_itself"), ({"facts": {}}, "rests_on_facts"), ({"redress": []}, "offers_redress")],
)
def test_no_statement_has_a_gap(session: Session, brewery: Business, gap: dict[str, Any], name: str) -> None:
    session.commit()
    refused_by(
        session, name, sa.insert(StatementOfReasons).values(id=uuid4(), business_id=brewery.id, **{**STATEMENT, **gap})
    )


@pytest.mark.parametrize(
    ("gap", "name"),
    [
        ({"explanation": ""}, "explains_itself"), ({"facts": {}}, "rests_on_facts"),
        ({"redress": []}, "offers_redress"),
        ({"business_id": None}, "about_one"), ({"appeal_outcome": "upheld"}, "judged_by_somebody"),
    ],
)  # fmt: skip
def test_no_measure_has_a_gap(
    session: Session, brewery: Business, mona: Person, gap: dict[str, Any], name: str
) -> None:
    session.commit()
    row = {"id": uuid4(), "business_id": brewery.id, "made_by": mona.id, **MEASURE, **gap}
    refused_by(session, name, sa.insert(AccountMeasure).values(row))


def test_no_refusal_is_stored_without_its_statement(session: Session, brewhouse: Site, mona: Person) -> None:
    lot = makers.a_lot(brewhouse)
    row: dict[str, Any] = {
        "id": uuid4(), "listing_kind": ListingKind.OFFER, "listing_id": lot.id, "listing_version": 1,
        "waiting_since": MONDAY, "outcome": Outcome.REFUSED, "decided_by": mona.id, "decided_at": MONDAY,
    }  # fmt: skip
    refused_by(session, "refused_with_reasons", sa.insert(Review).values(row))


@pytest.mark.parametrize(
    ("gap", "name"),
    [
        ({"words": ""}, "says_why"),
        ({"outcome": "upheld"}, "decided_by_somebody"),
        ({"answer": "No."}, "decided_with_words"),
    ],
)
def test_no_objection_is_judged_without_words(
    session: Session, brewery: Business, anna: Person, gap: dict[str, Any], name: str
) -> None:
    session.commit()
    statement_id = uuid4()
    commit(session, sa.insert(StatementOfReasons).values(id=statement_id, business_id=brewery.id, **STATEMENT))
    row = {
        "id": uuid4(), "statement_id": statement_id, "business_id": brewery.id, "made_by": anna.id, "made_at": MONDAY,
        "words": "It is grain.", **gap,
    }  # fmt: skip
    refused_by(session, name, sa.insert(Appeal).values(row))


@pytest.mark.parametrize("table", [Review, HoldRuleVersion, RuleHit])
@pytest.mark.parametrize(
    "change", [sa.delete, lambda table: sa.update(table).values(number=2)], ids=["delete", "update"]
)
def test_decisions_only_grow(session: Session, table: Any, change: Callable[[Any], Any]) -> None:
    statement = (
        change(table) if table is not Review or change is sa.delete else sa.update(Review).values(listing_version=2)
    )
    with pytest.raises(DBAPIError, match=r"append-only|permission denied"):
        session.execute(statement)
    session.rollback()


def test_a_company_whose_verification_was_opened_again_is_refused_with_new_reasons(
    session: Session, brewery: Business, mona: Person
) -> None:
    session.commit()
    for words in ("No such street.", "The street is there, the number is not."):
        with unit_of_work():
            refuse_business(brewery.id, by=mona.id, at=MONDAY, reason=words)
        with unit_of_work():
            reopen_business(brewery.id, by=mona.id, at=MONDAY)
    assert session.scalar(sa.select(sa.func.count()).select_from(AccountMeasure)) == 2
