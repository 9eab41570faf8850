"""Documents: a PDF and nothing else, saved by those who may have it."""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.deals import service as deals
from exchange.deals.models import Hauler
from exchange.kernel.pdf import BadPaper, ensure_pdf
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import ListingState, Offer, Paper
from tests import makers
from tests.listings.test_pictures import a_photo
from tests.makers import MONDAY, enter, kg, send

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"


def hand_in(client: FlaskClient, lot: Offer, content: bytes = PDF, **changed: Any) -> Any:
    answers = {"kind": "analysis", "paper_title": "Moisture, March", "readers": "members", **changed}
    return send(client, f"/offers/{lot.id}/papers", paper=(BytesIO(content), "../../a.pdf"), **answers)


@pytest.fixture
def lot(client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site) -> Offer:
    """With Anna, who holds it, at the browser."""
    enter(client, anna, brewery)
    return makers.a_lot(brewhouse)


def address(session: Session) -> str:
    return f"/papers/{session.scalars(sa.select(Paper)).one().id}"


def test_a_document_is_saved_never_opened(client: FlaskClient, session: Session, lot: Offer) -> None:
    assert hand_in(client, lot, paper_title='A "sheet"; filename=x.html').status_code == 303

    answer = client.get(address(session))

    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "hostile",
    [
        b"", b"%PDF-1.7", b"<html>" + PDF, b"MZ" + PDF, PDF[:-6], PDF + b"<script>canary()</script>",
        PDF + b"PK\x05\x06" + b"\0" * 18, b"PK\x03\x04" + PDF, a_photo(), a_photo() + PDF, b"\n" + PDF,
        b"%PDF-9.9\nstartxref\n%%EOF", b"%PDF-1.4;<?php ?>startxref%%EOF", b"%!PS-Adobe-3.0\nstartxref\n%%EOF",
        PDF.replace(b"startxref", b""), "%PDF-1.7\nstartxref\n%%EOF".encode("utf-16"),
    ],
)  # fmt: skip
def test_what_is_not_a_pdf_from_its_first_byte_to_its_last_is_refused(hostile: bytes) -> None:
    with pytest.raises(BadPaper):
        ensure_pdf(hostile)


def test_a_refused_document_is_refused_beside_its_field(client: FlaskClient, session: Session, lot: Offer) -> None:
    session.commit()

    for content in (a_photo(), PDF[:20], b"%PDF-1.7\n" + b"0" * 10_000_000 + b"\nstartxref\n%%EOF"):
        answer = hand_in(client, lot, content)
        assert answer.status_code == 422
        assert 'id="paper-error"' in answer.text
    assert session.scalars(sa.select(Paper)).all() == []


def test_members_have_a_members_document_and_strangers_do_not(
    client: FlaskClient, session: Session, lot: Offer, bram: Person, farm: Business
) -> None:
    hand_in(client, lot)
    stranger = client.application.test_client()

    enter(client, bram, farm)

    assert client.get(address(session)).status_code == 200
    assert "Moisture, March" in client.get(f"/offers/{lot.id}").text
    assert stranger.get(address(session)).status_code in {302, 303}
    assert "Moisture, March" not in stranger.get(f"/offers/{lot.id}").text


@pytest.mark.parametrize("kept_back", [{"readers": "parties"}, {"is_anonymous": True}])
def test_what_is_for_parties_is_had_after_the_agreement(
    client: FlaskClient, session: Session, lot: Offer, anna: Person, bram: Person, farm: Business, farmyard: Site,
    brewery: Business, kept_back: dict[str, Any],
) -> None:  # fmt: skip
    lot.is_anonymous = kept_back.get("is_anonymous", False)
    hand_in(client, lot, **{name: value for name, value in kept_back.items() if name == "readers"})
    draft = deals.ProposalDraft(lot.id, deals.TermsDraft(kg(100), kg(0), Hauler.TAKER))
    with unit_of_work():
        deal = deals.propose(draft, by=deals.Party(bram.id, farm.id), at=MONDAY)
    enter(client, bram, farm)

    before = client.get(address(session)).status_code
    with unit_of_work():
        deals.accept(deal.id, version=1, by=deals.Party(anna.id, brewery.id), at=MONDAY)
    after = client.get(address(session)).status_code

    assert (before, after) == (404, 200)


def test_a_document_of_a_hidden_lot_is_hidden(
    client: FlaskClient, session: Session, lot: Offer, bram: Person, farm: Business
) -> None:
    hand_in(client, lot)
    lot.state = ListingState.PAUSED
    session.commit()

    assert client.get(address(session)).status_code == 200
    enter(client, bram, farm)
    assert client.get(address(session)).status_code == 404


def test_a_removed_document_is_gone_and_another_lots_stays(
    client: FlaskClient, session: Session, lot: Offer, brewhouse: Site
) -> None:
    hand_in(client, lot)
    other, where = makers.a_lot(brewhouse), address(session)
    paper_id = where.rpartition("/")[2]
    session.commit()

    wrong = send(client, f"/offers/{other.id}/papers/{paper_id}/removal")
    right = send(client, f"/offers/{lot.id}/papers/{paper_id}/removal")

    assert (wrong.status_code, right.status_code) == (404, 303)
    assert client.get(where).status_code == 404


def test_an_eleventh_document_is_refused(client: FlaskClient, session: Session, lot: Offer) -> None:
    for _ in range(10):
        hand_in(client, lot)
    session.commit()

    assert hand_in(client, lot).status_code == 409
