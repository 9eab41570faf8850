"""The desk: what waits is seen, decided once, and never by one's own company."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, MemberRole, Membership, Permit, Person, Site
from exchange.journal.queries import history
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Offer
from exchange.moderation import queries, service
from exchange.moderation.models import Ground, ListingKind, Measure, Outcome, Review, StatementOfReasons
from exchange.moderation.service import Case, Reasons
from exchange.notices.models import Notice
from tests import makers
from tests.makers import MONDAY

REASONS = Reasons(Ground.INCOMPLETE, "Say how wet it is.")
WORDS = {"ground": "incomplete", "explanation": "Say how wet it is."}


@pytest.fixture
def lot(session: Session, brewhouse: Site) -> Offer:
    """A new surplus that nobody has looked at; kept when a request is refused and rolls back."""
    lot = makers.a_lot(brewhouse, title="Spent grain, 1 t", state=ListingState.IN_REVIEW, published_at=None)
    session.commit()
    return lot


@pytest.fixture
def desk(session: Session, client: FlaskClient, mona: Person) -> FlaskClient:
    """The moderator's browser."""
    makers.enter(client, mona)
    session.commit()
    return client


def case_of(lot: Offer) -> Case:
    return Case(ListingKind.OFFER, lot.id, lot.version)


def test_new_listings_of_both_kinds_wait_hidden_ones_first_then_the_oldest(
    desk: FlaskClient, lot: Offer, farmyard: Site
) -> None:
    makers.a_need(farmyard, title="Seen by all", published_at=MONDAY.replace(hour=7))
    hidden = makers.a_need(farmyard, title="Feed wanted", state=ListingState.IN_REVIEW, published_at=None)
    hidden.created_at = MONDAY.replace(hour=7)

    page = desk.get("/desk").text

    assert page.index("Feed wanted") < page.index("Spent grain, 1 t") < page.index("Seen by all")
    assert "By-product" in page or "Sous-produit" in page
    assert "Brasserie du Fil" in page


def test_what_is_approved_is_published_leaves_the_queue_and_its_holder_hears(
    session: Session, desk: FlaskClient, lot: Offer, anna: Person
) -> None:
    answer = makers.send(desk, f"/desk/offers/{lot.id}/approval", version=lot.version)
    session.refresh(lot)

    assert (answer.status_code, lot.state) == (303, ListingState.PUBLISHED)
    assert queries.waiting_count() == 0
    assert session.scalars(sa.select(Notice.kind).where(Notice.person_id == anna.id)).all() == ["listing_approved"]
    assert "approved" in [entry.verb for entry in history("offer", lot.id)]


def test_a_refusal_sends_the_listing_back_with_a_statement_that_its_holder_reads(
    session: Session, client: FlaskClient, lot: Offer, mona: Person, anna: Person, brewery: Business
) -> None:
    answer = makers.send(makers.enter(client, mona), f"/desk/offers/{lot.id}/refusal", version=lot.version, **WORDS)
    session.refresh(lot)
    notice = session.scalars(sa.select(Notice).where(Notice.person_id == anna.id)).one()
    page = makers.enter(client, anna, brewery).get(notice.path)

    assert (answer.status_code, lot.state) == (303, ListingState.DRAFT)
    assert notice.path.startswith("/statements/")
    assert page.status_code == 200
    assert "Say how wet it is." in page.text
    assert "Mona" not in page.text


def test_a_refusal_without_reasons_is_no_refusal_and_keeps_what_was_typed(
    session: Session, desk: FlaskClient, lot: Offer
) -> None:
    answer = makers.send(desk, f"/desk/offers/{lot.id}/refusal", version=1, explanation="Say how wet it is.")
    session.refresh(lot)

    assert answer.status_code == 422
    assert "Say how wet it is." in answer.text
    assert lot.state is ListingState.IN_REVIEW


def test_the_second_moderator_learns_who_was_faster(session: Session, client: FlaskClient, lot: Offer) -> None:
    quick, slow = (makers.a_person(name, staff=makers.StaffRole.MODERATOR) for name in ("Quick", "Slow"))
    with unit_of_work():
        service.approve(case_of(lot), by=quick.id, at=MONDAY)

    answer = makers.send(makers.enter(client, slow), f"/desk/offers/{lot.id}/refusal", version=lot.version, **WORDS)

    assert answer.status_code == 409
    assert "Quick" in answer.text
    assert len(session.scalars(sa.select(Review)).all()) == 1


def test_a_listing_changed_since_it_was_looked_at_is_not_decided_blindly(
    session: Session, desk: FlaskClient, lot: Offer
) -> None:
    lot.version = 2
    session.commit()

    assert makers.send(desk, f"/desk/offers/{lot.id}/approval", version=1).status_code == 409
    assert makers.send(desk, f"/desk/offers/{lot.id}/approval").status_code == 422


def test_nobody_decides_about_their_own_company(
    session: Session, desk: FlaskClient, lot: Offer, mona: Person, brewery: Business
) -> None:
    session.add(Membership(person_id=mona.id, business_id=brewery.id, role=MemberRole.MEMBER, since=MONDAY))
    session.commit()

    for verb in ("approval", "refusal"):
        assert makers.send(desk, f"/desk/offers/{lot.id}/{verb}", version=1, **WORDS).status_code == 403
    assert f"/desk/offers/{lot.id}/approval" not in desk.get("/desk").text


def test_a_corrected_listing_waits_anew(session: Session, lot: Offer, mona: Person) -> None:
    with unit_of_work():
        service.refuse(case_of(lot), REASONS, by=mona.id, at=MONDAY)
    assert queries.waiting_count() == 0

    lot.state, lot.version = ListingState.PUBLISHED, 2
    session.flush()
    assert queries.waiting_count() == 1

    with unit_of_work():
        service.approve(case_of(lot), by=mona.id, at=MONDAY)
    assert queries.waiting_count() == 0


def test_what_was_shown_already_is_taken_down_and_the_statement_says_so(
    session: Session, brewhouse: Site, mona: Person
) -> None:
    lot = makers.a_lot(brewhouse)
    with unit_of_work():
        service.refuse(case_of(lot), REASONS, by=mona.id, at=MONDAY)
    session.refresh(lot)
    statement = session.scalars(sa.select(StatementOfReasons)).one()

    assert lot.state is ListingState.DRAFT
    assert (statement.measure, statement.was_automated) == (Measure.TAKEN_DOWN, False)


def test_the_database_refuses_a_refusal_without_a_statement(session: Session, lot: Offer, mona: Person) -> None:
    session.add(
        Review(
            listing_kind=ListingKind.OFFER, listing_id=lot.id, listing_version=1, waiting_since=MONDAY,
            outcome=Outcome.REFUSED, decided_by=mona.id, decided_at=MONDAY,
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="refused_with_reasons"):
        session.flush()


def test_a_statement_does_not_exist_for_other_companies(
    session: Session, client: FlaskClient, lot: Offer, mona: Person, bram: Person, farm: Business
) -> None:
    with unit_of_work():
        review = service.refuse(case_of(lot), REASONS, by=mona.id, at=MONDAY)

    assert makers.enter(client, bram, farm).get(f"/statements/{review.statement_id}").status_code == 404


def test_a_facilitator_reads_the_desk_but_has_nothing_to_press(client: FlaskClient, fred: Person, lot: Offer) -> None:
    page = makers.enter(client, fred).get("/desk").text

    assert "Spent grain, 1 t" in page
    assert "/approval" not in page
    assert makers.send(client, f"/desk/offers/{lot.id}/approval", version=1).status_code == 403


def test_a_company_is_verified_or_refused_with_a_reason(session: Session, desk: FlaskClient) -> None:
    anna, bram = makers.a_person("Anna"), makers.a_person("Bram")
    honest = makers.a_business("Honest", member=anna, verified=False)
    vague = makers.a_business("Vague", member=bram, verified=False)
    session.commit()

    assert "Honest" in desk.get("/desk").text
    assert makers.send(desk, f"/desk/businesses/{honest.id}/verification").status_code == 303
    assert makers.send(desk, f"/desk/businesses/{vague.id}/refusal", reason=" ").status_code == 422
    assert makers.send(desk, f"/desk/businesses/{vague.id}/refusal", reason="No such street.").status_code == 303
    session.refresh(vague)
    assert (honest.is_verified, vague.verification_reason) == (True, "No such street.")
    assert makers.send(desk, f"/desk/businesses/{vague.id}/refusal", reason="Again").status_code == 409


def test_a_permit_is_checked(session: Session, desk: FlaskClient, farmyard: Site) -> None:
    permit = Permit(
        site_id=farmyard.id, rubric="2780-1", reference="AP 2024-17", waste_codes=["020304"],
        valid_until=makers.TODAY.replace(year=2030), created_at=MONDAY,
    )  # fmt: skip
    session.add(permit)
    session.flush()

    assert "AP 2024-17" in desk.get("/desk").text
    assert desk.get(f"/desk/permits/{permit.id}/refusal").status_code == 200
    assert makers.send(desk, f"/desk/permits/{permit.id}/verification").status_code == 303
    session.refresh(permit)
    assert permit.verified_at is not None


def test_a_moderator_decides_on_the_page_of_a_listing_others_do_not(
    session: Session, desk: FlaskClient, lot: Offer, fred: Person
) -> None:
    here, verb = f"/offers/{lot.id}", f"/desk/offers/{lot.id}/approval"
    assert verb in desk.get(here).text

    makers.enter(desk, fred)
    session.commit()
    assert verb not in desk.get(here).text
