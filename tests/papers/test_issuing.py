"""Documents are issued once, numbered without gaps, kept as they were, and follow the confirmed weight."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person
from exchange.deals.models import Deal
from exchange.kernel import files
from exchange.kernel.refusals import Conflict, NotFound
from exchange.kernel.territory import territory
from exchange.kernel.unit_of_work import unit_of_work
from exchange.papers import invariants, queries
from exchange.papers.models import IssuedPaper, PaperKind
from tests import makers
from tests.deals.acts import Acts
from tests.makers import enter, send

Issue = Callable[..., IssuedPaper]


def test_a_note_is_issued_once_in_every_language_with_its_fingerprint(agreed: Deal, issued: Issue) -> None:
    note = issued(agreed)

    assert note.number == "MEL-2026-000001"
    assert {setting.language for setting in note.settings} == set(territory().languages)
    for setting in note.settings:
        with files.open_file(setting.file_name) as file:
            assert hashlib.sha256(file.read()).hexdigest() == setting.sha256


def test_asking_again_gives_the_same_one(agreed: Deal, issued: Issue, acts: Acts) -> None:
    assert issued(agreed).id == issued(agreed, by=acts.taker).id


def test_what_changed_is_said_by_a_new_one_in_its_place(agreed: Deal, issued: Issue, acts: Acts) -> None:
    before = issued(agreed)
    acts.through(agreed, "390.5")

    after = issued(agreed)

    assert (after.number, after.replaces_id) == ("MEL-2026-000002", before.id)
    assert after.facts["weights"]["kg"] == "390.500"
    assert [paper.id for paper in queries.current_papers([after.movement_id])] == [after.id]


@pytest.mark.parametrize("kind", [PaperKind.CERTIFICATE, PaperKind.PURCHASE_SUMMARY])
def test_certificate_and_summary_wait_for_the_confirmed_weight(
    agreed: Deal, issued: Issue, acts: Acts, kind: PaperKind
) -> None:
    acts.hand_over(agreed)
    acts.weigh(agreed, "390.5")
    with pytest.raises(Conflict, match="paper_too_early"):
        issued(agreed, kind)
    acts.confirm(agreed, "390.5")

    assert issued(agreed, kind).facts["weights"]["kg"] == "390.500"


def test_a_number_that_was_rolled_back_is_given_again(agreed: Deal, issued: Issue, session: Session) -> None:
    with pytest.raises(RuntimeError), unit_of_work():
        issued(agreed)
        raise RuntimeError

    assert issued(agreed).number == "MEL-2026-000001"
    assert invariants.gaps_in_numbers() == []


def test_a_gap_in_the_numbers_is_found(agreed: Deal, issued: Issue, session: Session) -> None:
    issued(agreed)
    session.execute(sa.text("UPDATE paper_counter SET last = 3"))

    assert invariants.gaps_in_numbers() == ["MEL 2026: 1 papers, the last has number 3"]


@pytest.mark.parametrize("change", ["UPDATE issued_paper SET facts = '{}'", "DELETE FROM paper_setting"])
def test_the_database_lets_nobody_change_what_was_issued(
    agreed: Deal, issued: Issue, session: Session, change: str
) -> None:
    issued(agreed)
    with pytest.raises(DBAPIError, match=r"append-only|permission denied"), session.begin_nested():
        session.execute(sa.text(change))


def test_a_load_of_others_has_no_papers_to_ask_for(agreed: Deal, issued: Issue, fred: Person) -> None:
    stranger = makers.a_business("Stranger", member=fred)
    with pytest.raises(NotFound):
        issued(agreed, by=type("Party", (), {"person_id": fred.id, "business_id": stranger.id})())


def test_both_sides_issue_and_save_from_the_page_of_the_deal(
    client: FlaskClient, done: Deal, anna: Person, brewery: Business, session: Session
) -> None:
    browser = enter(client, anna, brewery)
    answer = send(browser, f"/deals/{done.id}/loads/1/documents", kind="certificate")
    page = browser.get(answer.headers["Location"]).text

    assert "MEL-2026-000001" in page
    saved = browser.get("/documents/MEL-2026-000001/fr.pdf")
    assert saved.data.startswith(b"%PDF")
    assert "attachment" in saved.headers["Content-Disposition"]


def test_nobody_else_saves_it(client: FlaskClient, done: Deal, issued: Issue, fred: Person) -> None:
    paper = issued(done)
    stranger = makers.a_business("Stranger", member=fred)

    assert enter(client, fred, stranger).get(f"/documents/{paper.number}/fr.pdf").status_code == 404


def test_a_stored_file_that_was_changed_is_not_handed_out(
    client: FlaskClient, done: Deal, issued: Issue, anna: Person, brewery: Business
) -> None:
    paper = issued(done)
    files.put(paper.settings[0].file_name, b"%PDF-1.7 another")

    answer = enter(client, anna, brewery).get(f"/documents/{paper.number}/{paper.settings[0].language}.pdf")
    assert answer.status_code == 409


def test_files_that_no_paper_names_are_strays(done: Deal, issued: Issue) -> None:
    paper = issued(done)
    stray = "issued/00000000-0000-7000-8000-000000000000-fr.pdf"
    kept: Any = [setting.file_name for setting in paper.settings]

    assert sorted(queries.named_files([*kept, stray])) == sorted(kept)
