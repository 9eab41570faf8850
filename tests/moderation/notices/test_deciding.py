"""A moderator decides once, with reasons; both sides are told; the reporter objects once, and somebody else judges."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.measures.models import AccountMeasure, FoundBy
from exchange.accounts.models import Business, Person, Standing, Verification
from exchange.journal.queries import history
from exchange.kernel.refusals import Conflict, Forbidden, NotFound, Unprocessable
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Offer
from exchange.moderation import service as moderation
from exchange.moderation.appeals import service as appeals
from exchange.moderation.appeals.models import AppealOutcome
from exchange.moderation.models import ListingKind, Measure, StatementOfReasons
from exchange.moderation.notices import queries, service
from exchange.moderation.notices.links import state_path
from exchange.moderation.notices.models import ContentKind, ContentNotice, NoticeOutcome, ObjectionOutcome
from exchange.moderation.notices.service import Decision
from exchange.notices.models import Notice
from tests import makers
from tests.accounts.browsing import letters
from tests.makers import MONDAY
from tests.moderation.notices.conftest import MAIL, REPORTER, given

LATER = MONDAY + timedelta(days=1)
NOTHING = Decision(NoticeOutcome.NOTHING, "It is a by-product, as it says.")
HIDE = Decision(NoticeOutcome.HIDDEN, "We hide it while we ask.", "unsafe", "Say which solvent it was.")
REFUSE = Decision(NoticeOutcome.REFUSED, "We took it down.", "legal_status", "This is waste: give its code.")
SUSPEND = Decision(NoticeOutcome.HIDDEN, "We suspended it.", "fraud", "None of your lots was there.")


def decide(notice: ContentNotice, decision: Decision, by: Person, at: Any = LATER) -> ContentNotice:
    with unit_of_work():
        return service.decide(notice.id, decision, by=by.id, at=at)


def object_to(notice: ContentNotice, at: Any = LATER) -> None:
    with unit_of_work():
        service.object_to(notice.id, "I saw it myself.", at=at)


def judge(notice: ContentNotice, outcome: ObjectionOutcome, by: Person) -> None:
    with unit_of_work():
        service.judge(notice.id, outcome, "Looked again.", by=by.id, at=LATER)


def state_of(session: Session, lot: Offer) -> ListingState:
    session.refresh(lot)
    return lot.state


def test_nothing_to_do_leaves_the_lot_and_tells_the_reporter_how_to_object(
    client: FlaskClient, session: Session, notice: ContentNotice, lot: Offer, mona: Person, anna: Person
) -> None:
    decide(notice, NOTHING, mona)

    assert state_of(session, lot) is ListingState.PUBLISHED
    told = letters(session, MAIL)[-1].body
    assert "It is a by-product" in told
    assert "object there within six months" in told
    assert "go to court" in told
    assert "We leave the listing as it is." in client.get(state_path(notice.id)).text
    assert session.scalars(sa.select(Notice).where(Notice.person_id == anna.id)).all() == []


def test_a_refusal_takes_the_lot_down_even_if_it_was_approved_before(
    client: FlaskClient,
    session: Session,
    notice: ContentNotice,
    lot: Offer,
    mona: Person,
    anna: Person,
    brewery: Business,
) -> None:
    with unit_of_work():
        moderation.approve(moderation.Case(ListingKind.OFFER, lot.id, lot.version), by=mona.id, at=MONDAY)
    decide(notice, REFUSE, mona)

    assert state_of(session, lot) is ListingState.DRAFT
    told = session.scalars(sa.select(Notice).where(Notice.person_id == anna.id)).one()
    page = makers.enter(client, anna, brewery).get(told.path).text
    assert "This is waste: give its code." in page
    assert "Somebody reported it. Who it was is not told." in page
    assert "Object on this page" in page
    assert "go to court" in page.lower()
    assert "We took it down." not in page, "that was for who reported it"


def test_what_is_hidden_waits_on_the_desk_and_comes_back_when_it_is_approved(
    session: Session, notice: ContentNotice, lot: Offer, mona: Person, otto: Person
) -> None:
    decide(notice, HIDE, mona)
    assert state_of(session, lot) is ListingState.IN_REVIEW
    statement = session.get_one(StatementOfReasons, notice.statement_id)
    assert (statement.measure, statement.was_automated) == (Measure.HELD, False)

    with unit_of_work():
        moderation.approve(moderation.Case(ListingKind.OFFER, lot.id, lot.version), by=otto.id, at=LATER)
    assert state_of(session, lot) is ListingState.PUBLISHED


@pytest.mark.parametrize("decision", [HIDE, REFUSE])
def test_the_holder_objects_to_either_and_somebody_else_lifts_it(
    session: Session, notice: ContentNotice, lot: Offer, mona: Person, otto: Person, anna: Person, decision: Decision
) -> None:
    decide(notice, decision, mona)
    assert notice.statement_id
    with unit_of_work():
        appeal = appeals.object_to(
            notice.statement_id, "It is water.", by=anna.id, business_id=lot.business_id, at=LATER
        )
    with pytest.raises(Forbidden, match="own_decision"):
        appeals.decide(appeal, AppealOutcome.REVERSED, "So.", by=mona.id, at=LATER)
    with unit_of_work():
        appeals.decide(appeal, AppealOutcome.REVERSED, "So it is.", by=otto.id, at=LATER)

    assert state_of(session, lot) is ListingState.PUBLISHED


def test_a_reported_company_is_suspended_or_refused_with_its_reasons(
    session: Session, brewery: Business, mona: Person, farm: Business
) -> None:
    suspended, refused = given(ContentKind.COMPANY, brewery.id), given(ContentKind.COMPANY, farm.id)
    decide(suspended, SUSPEND, mona)
    decide(refused, Decision(NoticeOutcome.REFUSED, "Refused.", "identity", "The number is another's."), mona)

    session.refresh(brewery)
    session.refresh(farm)
    assert (brewery.standing, farm.verification) == (Standing.SUSPENDED, Verification.REFUSED)
    measure = session.get_one(AccountMeasure, suspended.measure_id)
    assert (measure.found_by, measure.explanation) == (FoundBy.NOTICE, "None of your lots was there.")


def test_what_was_decided_can_be_rebuilt_from_the_journal(notice: ContentNotice, mona: Person) -> None:
    decide(notice, REFUSE, mona)

    first, last = history("content_notice", notice.id)
    assert (first.verb, last.verb, last.actor_id) == ("given", "decided", mona.id)
    assert last.details["statement_id"] == str(notice.statement_id)
    assert (last.details["outcome"], last.details["explanation"]) == ("refused", "This is waste: give its code.")


def test_nobody_decides_about_their_own_company_or_their_own_notice(
    notice: ContentNotice, lot: Offer, brewery: Business, anna: Person, mona: Person
) -> None:
    with pytest.raises(Forbidden, match="own_company"):
        decide(notice, NOTHING, anna)
    with pytest.raises(Forbidden, match="own_notice"):
        decide(given(ContentKind.OFFER, lot.id, reporter_id=mona.id), NOTHING, mona)


def test_a_notice_is_decided_once(notice: ContentNotice, mona: Person, otto: Person) -> None:
    decide(notice, NOTHING, mona)

    with pytest.raises(Conflict, match="decided"):
        decide(notice, REFUSE, otto)


def test_what_is_not_shown_any_more_is_not_taken_down(notice: ContentNotice, lot: Offer, mona: Person) -> None:
    decide(given(ContentKind.OFFER, lot.id), REFUSE, mona)

    with pytest.raises(Conflict, match="not_shown"):
        decide(notice, HIDE, mona)
    decide(notice, NOTHING, mona)


@pytest.mark.parametrize("name", [REPORTER, REPORTER.upper(), MAIL])
def test_the_words_for_the_holder_must_not_name_the_reporter(notice: ContentNotice, mona: Person, name: str) -> None:
    told = Decision(NoticeOutcome.REFUSED, "Down.", "unsafe", f"{name} smelled solvent.")

    with pytest.raises(Unprocessable, match="names_the_reporter"):
        decide(notice, told, mona)


def test_the_reporter_objects_once_and_in_time(notice: ContentNotice, mona: Person) -> None:
    with pytest.raises(Conflict, match="not_decided"):
        object_to(notice)
    decide(notice, NOTHING, mona)
    with pytest.raises(Conflict, match="appeal_too_late"):
        object_to(notice, LATER + service.OBJECTION_LASTS + timedelta(seconds=1))
    object_to(notice, LATER + service.OBJECTION_LASTS)
    with pytest.raises(Conflict, match="appealed_already"):
        object_to(notice)


def test_somebody_else_judges_the_objection_and_a_wrong_answer_is_given_anew_by_others(
    session: Session, notice: ContentNotice, lot: Offer, mona: Person, otto: Person
) -> None:
    decide(notice, NOTHING, mona)
    object_to(notice)
    with pytest.raises(Forbidden, match="own_decision"):
        judge(notice, ObjectionOutcome.UPHELD, mona)
    judge(notice, ObjectionOutcome.REVERSED, otto)

    assert "decided anew" in letters(session, MAIL)[-1].body
    with pytest.raises(Forbidden, match="own_decision"):
        decide(notice, REFUSE, mona)
    decide(notice, REFUSE, otto)
    assert state_of(session, lot) is ListingState.DRAFT
    objection = queries.objection_to(notice.id)
    assert objection is not None
    assert (objection.first_outcome, objection.first_answer) == (NoticeOutcome.NOTHING, NOTHING.answer)
    with pytest.raises(Conflict, match="appealed_already"):
        object_to(notice)


def test_an_objection_is_judged_once(notice: ContentNotice, mona: Person, otto: Person) -> None:
    decide(notice, NOTHING, mona)
    with pytest.raises(NotFound):
        judge(notice, ObjectionOutcome.UPHELD, otto)
    object_to(notice)
    judge(notice, ObjectionOutcome.UPHELD, otto)

    with pytest.raises(Conflict, match="decided"):
        judge(notice, ObjectionOutcome.REVERSED, otto)


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ({"outcome": "nothing", "answer": "So."}, "decided_by_somebody"),
        ({"outcome": "nothing", "decided_at": LATER, "answer": ""}, "decided_with_words"),
        ({"outcome": "hidden", "decided_at": LATER, "answer": "So."}, "a_measure_has_its_reasons"),
        ({"outcome": "refused", "decided_at": LATER, "answer": "So."}, "a_measure_has_its_reasons"),
    ],
)  # fmt: skip
def test_even_the_database_hides_nothing_without_reasons(
    session: Session, notice: ContentNotice, mona: Person, change: dict[str, Any], promise: str
) -> None:
    if "decided_at" in change:
        change = {**change, "decided_by": mona.id}

    with pytest.raises(IntegrityError, match=promise):
        session.execute(sa.update(ContentNotice).values(change))


def test_even_the_database_lets_no_reporter_decide(session: Session, lot: Offer, mona: Person) -> None:
    given(ContentKind.OFFER, lot.id, reporter_id=mona.id)
    decided = {"outcome": "nothing", "decided_by": mona.id, "decided_at": LATER, "answer": "So."}

    with pytest.raises(IntegrityError, match="decided_by_somebody_else"):
        session.execute(sa.update(ContentNotice).values(decided))


def test_from_the_queue_over_the_case_to_the_answer_and_the_objection(
    client: FlaskClient, session: Session, notice: ContentNotice, lot: Offer, mona: Person, otto: Person
) -> None:
    earlier = given(ContentKind.OFFER, lot.id)
    lot.description = "Changed since"
    session.commit()
    makers.enter(client, mona)
    case = f"/desk/reports/{notice.id}"
    assert "/desk/reports" in client.get("/desk").text
    assert case in client.get("/desk/reports?lang=en").text
    page = client.get(f"{case}?lang=en").text
    for shown in ("Fresh each morning", "It was changed since", earlier.number, ">Free</"):
        assert shown in page

    bare = makers.send(client, f"{case}/decision", outcome="hidden", answer="We hide it.")
    assert bare.status_code == 422
    assert 'id="ground-error"' in bare.text
    assert 'id="explanation-error"' in bare.text
    assert makers.send(client, f"{case}/decision", outcome="nothing", answer="It is fine.").status_code == 303

    path = state_path(notice.id)
    assert makers.send(client, f"{path}/objection", words="").status_code == 422
    assert makers.send(client, f"{path}/objection", words="It is not.").status_code == 303
    assert "Somebody else has to decide this." in client.get(f"{case}?lang=en").text

    makers.enter(client, otto)
    assert "Objection waits" in client.get("/desk/reports?lang=en").text
    answer = makers.send(client, f"{case}/judgement", outcome="reversed", answer="Indeed.")
    assert answer.location == case
    refusal = {"outcome": "refused", "answer": "Down.", "ground": "unsafe", "explanation": "Solvent."}
    assert makers.send(client, f"{case}/decision", **refusal).status_code == 303
    assert "The listing was taken down." in client.get(path).text
