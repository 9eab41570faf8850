"""Register files by browser: bounded, reported line by line, all in or all out, safe from killed workers."""

import csv
import io
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, StaffRole
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.flows import importing
from exchange.listings.flows.reading import Encoding
from exchange.listings.flows.rows import REQUIRED
from exchange.listings.models import FlowImport, FlowImportRemark, ImportState, Need, Offer
from exchange.web.sheets import harmless
from tests.hostile import CANARY, STRINGS
from tests.makers import MONDAY, a_person, enter, send

GOOD = "E-1,Scierie du Test,50.63,3.06,offer,wood.pallets,12000,2023-01-01,2023-12-31,50"
BROKEN = "E-2,Scierie du Test,50.63,3.06,offer,unobtainium,-5,2023-01-01,2023-12-31,50"


def a_csv(*lines: str, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = "\n".join([",".join(REQUIRED), *lines])
    return text.replace(",", delimiter).encode(encoding)


def hand_in(client: FlaskClient, content: bytes, **fields: str) -> Any:
    form = {"source": "IREP 2023", "broken": "all", "encoding": "by_mark", **fields}
    return send(client, "/desk/flows/import", file=(io.BytesIO(content), "flows.csv"), **form)


def the_import(session: Session) -> FlowImport:
    return session.scalars(sa.select(FlowImport).execution_options(populate_existing=True)).one()


def count(session: Session, table: Any) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.fixture
def desk(client: FlaskClient, session: Session) -> FlaskClient:
    return enter(client, a_person("Faye", staff=StaffRole.FACILITATOR))


def test_a_file_is_kept_read_by_the_worker_and_its_flows_are_matched(desk, session, jobs):
    answer = hand_in(desk, a_csv(GOOD))
    page = desk.get(answer.location)

    assert answer.status_code == 303
    assert 'hx-trigger="every 2s"' in page.text
    assert "Look again" in page.text
    TASKS[Job.IMPORT_FLOWS].run(str(the_import(session).id))
    done = the_import(session)
    offer = session.scalars(sa.select(Offer)).one()
    assert (done.state, done.created, done.done_rows, done.total_rows) == (ImportState.DONE, 1, 1, 1)
    assert (offer.state, offer.observed_source) == ("observed", "IREP 2023")
    assert (Job.PAIR_ALL, {}) in jobs()
    page = desk.get(answer.location).text
    assert "The rows are in" in page
    assert "every 2s" not in page


def test_one_broken_row_keeps_all_of_it_out_until_only_the_good_rows_are_asked_for(desk, session, run_jobs):
    answer = hand_in(desk, a_csv(GOOD, BROKEN))
    run_jobs()

    assert (the_import(session).state, count(session, Offer)) == (ImportState.REFUSED, 0)
    page = desk.get(answer.location).text
    assert "unknown material &#39;unobtainium&#39;" in page
    assert "must be between 0.001" in page
    assert send(desk, f"{answer.location}/repetition", good_rows="1").status_code == 303
    run_jobs()
    assert (the_import(session).state, count(session, Offer), the_import(session).errors) == (ImportState.DONE, 1, 2)


def test_the_report_speaks_the_readers_language_and_no_cell_of_it_is_a_formula(desk, session, run_jobs):
    evil = BROKEN.replace("unobtainium", '"=HYPERLINK(""http://evil"")"')
    answer = hand_in(desk, a_csv(evil))
    run_jobs()

    report = desk.get(f"{answer.location}/report.csv")
    rows = list(csv.reader(io.StringIO(report.text.removeprefix("\ufeff"))))
    assert report.headers["Content-Disposition"].startswith("attachment")
    assert [row[:2] for row in rows] == [["Line", "Column"], ["2", "material"], ["2", "quantity_kg"]]
    assert not any(cell.startswith(tuple("=+-@\t\r")) for row in rows for cell in row)


@pytest.mark.parametrize("start", list("=+-@\t\r＝"))
def test_a_cell_that_would_begin_a_formula_is_shown_as_text(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (a_csv(GOOD.replace("Scierie", "Cœur d'été")), "by_mark"),
        (b"\xef\xbb\xbf" + a_csv(GOOD), "by_mark"),
        (a_csv(GOOD, encoding="utf-16"), "by_mark"),
        (a_csv(GOOD, encoding="utf-16-le"), "utf-16-le"),
        (a_csv(GOOD.replace("Scierie", "Été"), encoding="cp1252"), "cp1252"),
        (a_csv(GOOD.replace("Scierie", "Лес"), encoding="cp1251"), "cp1251"),
        (a_csv(GOOD, delimiter=";"), "by_mark"),
        (a_csv(GOOD, delimiter="\t"), "by_mark"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 without mark", "1252", "1251", "semicolons", "tabs"],
)  # fmt: skip
def test_files_come_as_spreadsheets_write_them(desk, session, run_jobs, content, encoding):
    hand_in(desk, content, encoding=encoding)
    run_jobs()

    assert the_import(session).state is ImportState.DONE


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (a_csv(GOOD.replace("Scierie", "Été"), encoding="cp1252"), "encoding"),
        (a_csv(*(GOOD.replace("E-1", f"E-{n}") for n in range(10_001))), "too_long"),
        (b"PK\x03\x04 an archive", "header"),
        (b"\x00" * 100, "header"),
        (a_csv('"open'), "csv"),
        (a_csv('"' + "x" * 200_000 + '"'), "csv"),
        (b"\xff\xfe\x00", "encoding"),
    ],
    ids=["1252 as UTF-8", "too many rows", "an archive", "zeros", "open quote", "endless cell", "half a character"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(desk, session, run_jobs, content, fault):
    hand_in(desk, content, broken="good")
    run_jobs()

    assert (the_import(session).state, count(session, Business), count(session, Offer)) == (ImportState.REFUSED, 0, 0)
    assert session.scalars(sa.select(FlowImportRemark.fault)).one() == fault


@pytest.mark.parametrize("content", [b"", b"x" * (5 * 1024 * 1024 + 1)], ids=["empty", "more than 5 MB"])
def test_a_file_without_bytes_or_with_too_many_comes_back_with_the_form(desk, session, content):
    assert hand_in(desk, content).status_code == 422
    assert count(session, FlowImport) == 0


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS.keys())
def test_hostile_cells_and_names_are_reported_not_obeyed(desk, session, run_jobs, text):
    quoted = '"' + text.replace('"', '""') + '"'
    lines = "\n".join(
        [",".join(REQUIRED), GOOD.replace("wood.pallets", quoted), GOOD.replace("Scierie du Test", quoted)]
    )
    answer = hand_in(desk, lines.encode("utf-8", "surrogatepass"), broken="good")
    run_jobs()

    page = desk.get(answer.location)
    assert page.status_code == 200
    assert CANARY not in page.text
    assert desk.get(f"{answer.location}/report.csv").status_code == 200


class Killed(BaseException):
    """As if the process ended here."""


def test_a_worker_killed_on_the_way_leaves_nothing_half_written_and_the_next_one_begins_anew(desk, session, jobs):
    hand_in(desk, a_csv(GOOD, GOOD.replace("offer", "need")))
    id_ = the_import(session).id

    def die(done: int, total: int) -> None:
        if done:
            raise Killed

    with unit_of_work():
        assert importing.begin(id_, at=MONDAY)
    with pytest.raises(Killed), unit_of_work():
        importing.carry_out(id_, at=MONDAY, progress=die)

    assert (count(session, Business), count(session, Offer), count(session, Need)) == (0, 0, 0)
    assert the_import(session).state is ImportState.RUNNING
    TASKS[Job.IMPORT_FLOWS].run(str(id_))
    TASKS[Job.IMPORT_FLOWS].run(str(id_))
    assert (count(session, Business), count(session, Offer), count(session, Need)) == (1, 1, 1)
    assert the_import(session).created == 2


def test_a_file_that_lost_its_worker_can_be_tried_again_and_one_under_way_cannot(desk, session):
    answer = hand_in(desk, a_csv(GOOD))
    assert send(desk, f"{answer.location}/repetition").status_code == 409

    session.execute(sa.update(FlowImport).values(moved_at=MONDAY.replace(year=2020)))
    session.commit()
    assert "Try again" in desk.get(answer.location).text
    assert send(desk, f"{answer.location}/repetition").status_code == 303


def test_the_content_is_kept_no_longer_than_it_is_needed(desk, session, run_jobs):
    hand_in(desk, a_csv(GOOD))
    run_jobs()

    assert session.scalars(sa.select(FlowImport.content)).one() is None


def test_the_same_request_sent_twice_is_one_file(desk, session):
    for _ in range(2):
        hand_in(desk, a_csv(GOOD), request_id=str(UUID(int=7)))

    assert count(session, FlowImport) == 1


def test_a_report_is_paged_and_capped(desk, session, run_jobs):
    answer = hand_in(desk, a_csv(*(BROKEN for _ in range(60))))
    run_jobs()

    first = desk.get(answer.location).text
    assert first.count('data-label="Line"') == 50
    assert "Next page" in first
    assert Encoding.BY_MARK.value == the_import(session).encoding
