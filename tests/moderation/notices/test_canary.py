"""Who reported something reaches the reported side by no road: no page, mail, notice, file, answer or column."""

import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.exporting.about import everything_about
from exchange.accounts.models import Business, Person
from exchange.journal.models import JournalEntry
from exchange.kernel.orm import Base
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer
from exchange.moderation.notices import service
from exchange.moderation.notices.models import ContentKind, NoticeOutcome, ObjectionOutcome
from exchange.moderation.notices.service import Decision
from exchange.notices.models import Notice
from tests import makers
from tests.accounts.browsing import letters
from tests.makers import MONDAY
from tests.moderation.notices.conftest import MAIL, given

CANARY = "quillfeather"
MAY_HOLD = {
    "content_notice.name", "content_notice.email", "content_notice.words",
    "outgoing_mail.to_address", "person.email", "person.name",
}  # fmt: skip
"""What moderators alone read, the mails to the reporter, and the reporter's own account."""
PARTS = ("", "/matches", "/near-misses", "/dismissals", "/photos", "/edit")


@pytest.fixture
def zelda(session: Session) -> Person:
    """Signed in when she reports."""
    zelda = makers.a_person("Zelda Quillfeather")
    zelda.email = MAIL
    session.commit()
    return zelda


@pytest.fixture
def told(
    lot: Offer, brewery: Business, zelda: Person, mona: Person, otto: Person, run_jobs: Callable[[], None]
) -> None:
    """Everything that can come of notices: a lot hidden, another answer objected to, the company suspended."""
    decisions = (
        (ContentKind.OFFER, lot.id, Decision(NoticeOutcome.NOTHING, "Quillfeather is wrong.")),
        (ContentKind.OFFER, lot.id, Decision(NoticeOutcome.REFUSED, "Quillfeather is right.", "unsafe", "Solvent.")),
        (ContentKind.COMPANY, brewery.id, Decision(NoticeOutcome.HIDDEN, "Quillfeather!", "fraud", "Again.")),
    )
    for kind, content_id, decision in decisions:
        notice = given(kind, content_id, reporter_id=zelda.id)
        with unit_of_work():
            service.decide(notice.id, decision, by=mona.id, at=MONDAY)
            service.object_to(notice.id, "Says Quillfeather.", at=MONDAY)
            service.judge(notice.id, ObjectionOutcome.UPHELD, "Quillfeather!", by=otto.id, at=MONDAY)
    run_jobs()


def paths(app: Flask, lot: Offer, brewery: Business) -> Iterator[str]:
    """Every page without parameters, and those of the lot and the company, for people and for programs.

    Not the mailbox of the embedded mode: it is of whoever sits at the machine, and lies beside the database.
    """
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint != "mailbox.show":
            yield str(rule)
    yield from (f"/offers/{lot.id}{part}" for part in PARTS)
    yield from (f"/api/v1/offers/{lot.id}{part}" for part in ("/matches", "/near-misses"))
    yield f"/companies/{brewery.id}"


def unpacked(content: bytes) -> bytes:
    """What is in an answer, also in one that is packed."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_no_page_and_no_answer_of_the_reported_side_names_the_reporter(
    app: Flask, client: FlaskClient, session: Session, told: None, lot: Offer, anna: Person, brewery: Business
) -> None:
    notices = session.scalars(sa.select(Notice.path).where(Notice.person_id == anna.id)).all()
    assert any("/statements/" in path for path in notices)
    makers.enter(client, anna, brewery)
    seen = {path: client.get(path) for path in (*paths(app, lot, brewery), *notices)}

    assert [path for path, answer in seen.items() if CANARY.encode() in unpacked(answer.data).lower()] == []
    assert seen["/account/measures"].status_code == 200
    assert "Somebody reported it. Who it was is not told." in seen["/account/measures"].text


def test_no_mail_and_no_file_of_the_reported_side_names_the_reporter(
    session: Session, told: None, anna: Person
) -> None:
    mails = letters(session, anna.email)
    assert mails
    assert [mail.subject for mail in mails if CANARY in f"{mail.subject}{mail.body}".lower()] == []
    whole = {name: rows for name, _columns, rows in everything_about(anna)}
    assert "account_measure" in whole, "what is looked through is there"
    assert CANARY not in str(whole).lower()


def test_no_column_but_the_reporters_own_holds_the_name(session: Session, told: None) -> None:
    found = set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            asked = sa.select(sa.literal(1)).where(sa.cast(column, sa.Text).icontains(CANARY)).limit(1)
            if session.execute(asked).first():
                found.add(f"{table.name}.{column.name}")

    answers = {"content_notice.answer", "notice_objection.first_answer", "notice_objection.answer",
               "notice_objection.words", "outgoing_mail.body", "journal_entry.details"}  # fmt: skip
    assert found <= MAY_HOLD | answers
    assert "content_notice.email" in found


def test_the_journal_of_the_lot_and_the_company_name_nobody_who_reported(
    session: Session, told: None, lot: Offer, brewery: Business, zelda: Person
) -> None:
    theirs = sa.select(JournalEntry).where(
        sa.or_(JournalEntry.subject_id.in_([lot.id, brewery.id]), JournalEntry.business_id == brewery.id)
    )
    for entry in session.scalars(theirs):
        assert entry.actor_id != zelda.id
        assert CANARY not in str(entry.details).lower()
