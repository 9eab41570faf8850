"""Who reported something hears when the other side objected and was right."""

from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.measures import service as measures
from exchange.accounts.measures.models import MeasureOutcome
from exchange.accounts.models import Business, Person
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.unit_of_work import unit_of_work
from exchange.moderation.appeals import service as appeals
from exchange.moderation.appeals.models import AppealOutcome
from exchange.moderation.notices import service
from exchange.moderation.notices.links import state_path
from exchange.moderation.notices.models import ContentKind, ContentNotice, NoticeOutcome
from exchange.moderation.notices.service import Decision
from tests.accounts.browsing import letters
from tests.makers import MONDAY
from tests.moderation.notices.conftest import MAIL, given

LATER = MONDAY + timedelta(days=1)
HIDE = Decision(NoticeOutcome.HIDDEN, "We hide it while we ask.", "unsafe", "Say which solvent it was.")
SUSPEND = Decision(NoticeOutcome.HIDDEN, "We suspended it.", "fraud", "None of your lots was there.")
UNDONE = "was looked at again"


def decided(notice: ContentNotice, decision: Decision, by: Person) -> ContentNotice:
    with unit_of_work():
        return service.decide(notice.id, decision, by=by.id, at=LATER)


def appealed(notice: ContentNotice, outcome: AppealOutcome, *, by: Person, judge: Person) -> None:
    """The holder of a listing objects, and somebody else than Mona judges."""
    assert notice.statement_id is not None
    with unit_of_work():
        appeal = appeals.object_to(
            notice.statement_id, "It was water.", by=by.id, business_id=notice.business_id, at=LATER
        )
        appeals.decide(appeal, outcome, "We looked.", by=judge.id, at=LATER)


def told(session: Session) -> list[str]:
    return [letter.body for letter in letters(session, MAIL) if UNDONE in letter.subject]


def test_the_reporter_hears_that_a_listing_is_shown_again(
    client: FlaskClient, session: Session, notice: ContentNotice, mona: Person, otto: Person, anna: Person,
    run_jobs: Callable[[], None],
) -> None:  # fmt: skip
    appealed(decided(notice, HIDE, mona), AppealOutcome.REVERSED, by=anna, judge=otto)
    run_jobs()
    TASKS[Job.TELL_REPORTER].run(reasons_id=str(notice.statement_id))

    [letter] = told(session)
    assert "lifted it: the content may be shown again" in letter
    assert state_path(notice.id) in letter
    assert "another person lifted this decision" in client.get(state_path(notice.id)).text


def test_nothing_is_said_where_the_decision_stands(
    client: FlaskClient, session: Session, notice: ContentNotice, mona: Person, otto: Person, anna: Person,
    run_jobs: Callable[[], None],
) -> None:  # fmt: skip
    appealed(decided(notice, HIDE, mona), AppealOutcome.UPHELD, by=anna, judge=otto)
    run_jobs()
    assert told(session) == []
    assert "lifted this decision" not in client.get(state_path(notice.id)).text


def test_the_reporter_of_a_company_hears_it_too(
    client: FlaskClient, session: Session, brewery: Business, mona: Person, otto: Person, anna: Person,
    run_jobs: Callable[[], None],
) -> None:  # fmt: skip
    notice = decided(given(ContentKind.COMPANY, brewery.id), SUSPEND, mona)
    assert notice.measure_id is not None
    with unit_of_work():
        measures.object_to(notice.measure_id, "They were.", by=anna.id, at=LATER)
        measures.judge(notice.measure_id, MeasureOutcome.REVERSED, "They were.", by=otto.id, at=LATER)
    run_jobs()
    assert len(told(session)) == 1
    assert "another person lifted this decision" in client.get(state_path(notice.id)).text
