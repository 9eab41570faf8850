"""A PDF or a photo with a message: for the two sides alone, checked, counted, and gone when it is taken back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from exchange.accounts import quota
from exchange.accounts.models import Business, Person
from exchange.deals.attachments import keeping, queries
from exchange.deals.attachments.models import Attachment, AttachmentKind
from exchange.deals.models import Deal, Message
from exchange.kernel import files, invariants
from tests import hostile, makers
from tests.deals.acts import Acts
from tests.makers import enter, send
from tests.queries_counted import at_most

PDF = b"%PDF-1.4\nstartxref\n%%EOF"
Told = Callable[[Person], list[str]]


def photo(color: str = "#a82d28") -> bytes:
    """A picture as a phone sends it, with the place in it."""
    content = BytesIO()
    sheet = Image.new("RGB", (640, 480), color)
    exif = Image.Exif()
    exif[0x010E] = "Quai 7, Lille"
    sheet.save(content, "JPEG", exif=exif)
    return content.getvalue()


@pytest.fixture
def deal(acts: Acts) -> Deal:
    """Under talk."""
    return acts.propose()


@pytest.fixture
def brewer(client: FlaskClient, anna: Person, brewery: Business) -> FlaskClient:
    """Anna at the brewery."""
    return enter(client, anna, brewery)


@pytest.fixture
def farmer(client: FlaskClient, session: Session, bram: Person, farm: Business) -> FlaskClient:
    """Bram at the farm, in a browser of his own that reads English."""
    bram.language = "en"
    session.commit()
    return enter(client.application.test_client(), bram, farm)


def write(client: FlaskClient, deal: Deal, content: bytes, name: str = "analysis.pdf", **fields: Any) -> Any:
    """A message with a file."""
    return send(client, f"/deals/{deal.id}/messages", file=(BytesIO(content), name), **{"text": "See this.", **fields})


def sent(session: Session) -> Attachment:
    """The one file there is."""
    return session.scalars(sa.select(Attachment)).one()


def test_both_sides_save_a_pdf_and_nobody_else_learns_of_it(
    deal: Deal, brewer: FlaskClient, farmer: FlaskClient, session: Session, told: Told, anna: Person, mona: Person
) -> None:
    assert write(farmer, deal, PDF).status_code == 303
    where = f"/deals/{deal.id}/attachments/{sent(session).id}"

    assert f'href="{where}"' in brewer.get(f"/deals/{deal.id}").text
    for side in (brewer, farmer):
        answer = side.get(where)
        assert (answer.status_code, answer.data) == (200, PDF)
        assert answer.headers["Content-Disposition"] == "attachment; filename=analysis.pdf"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert told(anna)[-1] == "deal_written"

    other = makers.a_person("Ida")
    stranger = enter(brewer.application.test_client(), other, makers.a_business("Filature", member=other))
    missing, foreign = stranger.get(f"/deals/{deal.id}/attachments/{uuid4()}"), stranger.get(where)
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert enter(brewer.application.test_client(), mona).get(where).status_code in {403, 404}


def test_a_photo_is_ours_and_shown_small_in_the_thread(
    deal: Deal, brewer: FlaskClient, farmer: FlaskClient, session: Session
) -> None:
    assert write(brewer, deal, photo(), "IMG_1.jpg", text="").status_code == 303
    one = sent(session)

    page = farmer.get(f"/deals/{deal.id}").text
    assert f'src="/deals/{deal.id}/attachments/{one.id}/thumb"' in page
    for path in ("", "/thumb"):
        answer = farmer.get(f"/deals/{deal.id}/attachments/{one.id}{path}")
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert b"Quai 7" not in answer.data
    assert session.scalars(sa.select(Message.text)).one() == "IMG_1", "without words it bears the file's name"


def test_a_pdf_has_no_small_picture(deal: Deal, farmer: FlaskClient, session: Session) -> None:
    write(farmer, deal, PDF)

    assert farmer.get(f"/deals/{deal.id}/attachments/{sent(session).id}/thumb").status_code == 404


def test_a_file_of_another_deal_is_not_there(deal: Deal, acts: Acts, farmer: FlaskClient, session: Session) -> None:
    other = acts.propose(10)
    write(farmer, deal, PDF)

    assert farmer.get(f"/deals/{other.id}/attachments/{sent(session).id}").status_code == 404
    assert send(farmer, f"/deals/{other.id}/attachments/{sent(session).id}/removal").status_code == 404


def test_who_sent_it_takes_it_back_and_it_is_gone_for_both(
    deal: Deal, brewer: FlaskClient, farmer: FlaskClient, session: Session, farm: Business
) -> None:
    write(farmer, deal, PDF)
    one = sent(session)
    where = f"/deals/{deal.id}/attachments/{one.id}"
    assert f"{where}/removal" not in brewer.get(f"/deals/{deal.id}").text
    assert send(brewer, f"{where}/removal").status_code == 404
    assert keeping.attachments_named([f"attachments/{one.id}.pdf"])

    assert send(farmer, f"{where}/removal").status_code == 303
    assert send(farmer, f"{where}/removal").status_code == 404, "twice is gone"

    assert [side.get(where).status_code for side in (brewer, farmer)] == [404, 404]
    assert "See this." in brewer.get(f"/deals/{deal.id}").text, "the message stays"
    assert quota.used_bytes(farm.id) == 0
    assert keeping.attachments_named([f"attachments/{one.id}.pdf"]) == [], "the sweep takes it"


def test_it_counts_in_the_quota_of_its_sender(
    deal: Deal, brewer: FlaskClient, farmer: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch,
    session: Session, farm: Business, brewery: Business,
) -> None:  # fmt: skip
    write(farmer, deal, PDF)
    assert (quota.used_bytes(farm.id), quota.used_bytes(brewery.id)) == (len(PDF), 0)
    monkeypatch.setitem(app.config, "COMPANY_FILES_MB", 0)

    assert write(farmer, deal, PDF).status_code == 409

    assert session.scalar(sa.select(sa.func.count()).select_from(Message)) == 1, "no half a deed"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"), (b"MZ\x90\x00", "run.exe"), (PDF + b"PK\x03\x04" + b"x" * 50, "two.pdf"),
        (b"<svg onload=alert(1)>", "a.svg"), (b"<script>alert(1)</script>", "a.jpg"), (photo()[:200], "half.jpg"),
        (b"%PDF-1.4" + b"x" * 10_000_001, "large.pdf"), (b"GIF89a", "a.gif"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_neither_is_refused_and_nothing_is_written(
    content: bytes, name: str, deal: Deal, farmer: FlaskClient, session: Session
) -> None:
    answer = write(farmer, deal, content, name)

    assert answer.status_code == 422
    assert "See this." in answer.text, "what was typed is kept"
    assert session.scalar(sa.select(sa.func.count()).select_from(Message)) == 0


def test_a_message_has_words_or_a_file(deal: Deal, farmer: FlaskClient) -> None:
    assert send(farmer, f"/deals/{deal.id}/messages", text="").status_code == 422
    assert send(farmer, f"/deals/{deal.id}/messages", text="Words").status_code == 303


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../etc/passwd.pdf", "passwd"), ("C:/Users/x/Bon de pesée.pdf", "Bon de pesée"), (".pdf", ".pdf"),
        ("a" * 300 + ".pdf", "a" * 160), (f"{hostile.CANARY}.pdf", None),
    ],
)  # fmt: skip
def test_the_name_of_a_file_is_words_and_never_a_path(
    name: str, title: str | None, deal: Deal, farmer: FlaskClient, session: Session
) -> None:
    assert write(farmer, deal, PDF, name).status_code == 303

    one = sent(session)
    assert title is None or one.title == title
    assert files.exists(f"attachments/{one.id}.pdf")
    assert hostile.CANARY not in farmer.get(f"/deals/{deal.id}").text


def test_a_row_without_its_file_is_found(deal: Deal, farmer: FlaskClient, session: Session) -> None:
    write(farmer, deal, PDF)
    one = sent(session)
    assert not any(invariants.broken().values())

    files.delete(f"attachments/{one.id}.pdf")

    assert invariants.broken()["every file of a thread is in the store"] == [f"attachment {one.id} has no file"]


def test_stray_files_are_swept_and_ours_stay(deal: Deal, farmer: FlaskClient, session: Session) -> None:
    write(farmer, deal, PDF)
    stray, ours = f"attachments/{uuid4()}.pdf", f"attachments/{sent(session).id}.pdf"
    files.put(stray, PDF)

    files.sweep(at=datetime.now(UTC) + timedelta(days=1))  # files have the time of the machine

    assert (files.exists(stray), files.exists(ours)) == (False, True)


def test_a_thread_of_many_files_costs_what_one_with_a_single_file_does(
    deal: Deal, farmer: FlaskClient, session: Session
) -> None:
    def cost(ceiling: int) -> int:
        farmer.get(f"/deals/{deal.id}")
        session.expunge_all()
        with at_most(ceiling) as statements:
            assert farmer.get(f"/deals/{deal.id}").status_code == 200
        return len(statements)

    write(farmer, deal, PDF)
    ceiling = cost(1000)
    for _ in range(9):
        write(farmer, deal, PDF)

    cost(ceiling)
    assert {one.kind for one in queries.by_message(deal.id).values()} == {AttachmentKind.PDF}
