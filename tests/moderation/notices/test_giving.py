"""Anybody reports what is shown, with all that the law asks for, and has a receipt at once."""

from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel.refusals import NotFound
from exchange.listings.models import ListingState, Offer
from exchange.moderation.notices.models import ContentKind, ContentNotice
from tests import makers
from tests.accounts.browsing import letters, link
from tests.moderation.notices.conftest import MAIL, REPORTER, WORDS, form, given, report


def stored(session: Session) -> ContentNotice:
    return session.scalars(sa.select(ContentNotice)).one()


def test_a_stranger_reports_a_lot_from_its_page_and_gets_a_receipt(
    client: FlaskClient, session: Session, lot: Offer
) -> None:
    page = client.get(f"/offers/{lot.id}").text
    assert f"/reports/new?about=/offers/{lot.id}" in page
    assert f'value="http://localhost/offers/{lot.id}"' in client.get(f"/reports/new?about=/offers/{lot.id}").text

    answer = report(client, f"/offers/{lot.id}")

    kept = stored(session)
    assert answer.status_code == 303
    state = client.get(answer.location).text
    assert kept.number in state
    assert "Waiting for a person" in state
    receipt = letters(session, MAIL)[0]
    assert kept.number in receipt.subject
    assert link(receipt).startswith("/offers/")
    assert answer.location in receipt.body
    assert WORDS not in receipt.body, "who types somebody else's address sends them nothing of their own"


def test_the_notice_keeps_what_the_page_said(client: FlaskClient, session: Session, lot: Offer) -> None:
    report(client, f"/offers/{lot.id}")
    lot.title, lot.description, lot.version = "Something else", "", lot.version + 1
    session.flush()

    kept = stored(session)
    assert (kept.content["title"], kept.content["description"]) == ("Spent grain, 1 t", "Fresh each morning")
    assert (kept.content_version, kept.business_id) == (1, lot.business_id)


def test_needs_and_company_pages_are_reported_too(
    client: FlaskClient, session: Session, brewhouse: Site, brewery: Business
) -> None:
    need = makers.a_need(brewhouse)
    for path in (f"/needs/{need.id}", f"/companies/{brewery.id}"):
        assert f"/reports/new?about={path}" in client.get(path).text
        assert report(client, path).status_code == 303

    kinds = session.scalars(sa.select(ContentNotice.content_kind).order_by(ContentNotice.id)).all()
    assert kinds == [ContentKind.NEED, ContentKind.COMPANY]


def test_nobody_is_asked_to_report_their_own(
    client: FlaskClient, lot: Offer, anna: Person, brewery: Business, bram: Person, farm: Business
) -> None:
    assert "/reports/new" not in makers.enter(client, anna, brewery).get(f"/offers/{lot.id}").text
    assert "/reports/new" in makers.enter(client, bram, farm).get(f"/offers/{lot.id}").text


def test_who_is_signed_in_finds_their_name_filled_in(
    client: FlaskClient, session: Session, lot: Offer, bram: Person
) -> None:
    page = makers.enter(client, bram).get(f"/reports/new?about=/offers/{lot.id}").text
    assert f'value="{bram.email}"' in page

    report(client, f"/offers/{lot.id}", name="Bram", email=bram.email)
    assert stored(session).reporter_id == bram.id


@pytest.mark.parametrize("left_out", ["address", "reason", "words", "name", "email", "good_faith"])
def test_nothing_that_the_law_asks_for_may_be_left_out(
    client: FlaskClient, session: Session, lot: Offer, left_out: str
) -> None:
    answer = report(client, f"/offers/{lot.id}", **{left_out: None})

    assert answer.status_code == 422
    assert f'id="{left_out}-error"' in answer.text
    assert session.scalars(sa.select(ContentNotice)).all() == []


def test_abuse_of_children_is_reported_without_a_name_and_without_a_trace_of_who_was_signed_in(
    client: FlaskClient, session: Session, lot: Offer, bram: Person
) -> None:
    makers.enter(client, bram)
    assert report(client, f"/offers/{lot.id}", reason="children", name="", email="").status_code == 303

    kept = stored(session)
    assert (kept.name, kept.email, kept.reporter_id) == ("", "", None)


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/offers/{id}", "/desk", "/offers/{missing}", "javascript:/offers/{id}", "//[/offers",
        "/offers/{id}/matches", "/offers/{hidden}", "ftp://localhost/offers/{id}",
    ],
)  # fmt: skip
def test_only_the_address_of_what_is_shown_here_is_taken(
    client: FlaskClient, lot: Offer, brewhouse: Site, address: str
) -> None:
    hidden = makers.a_lot(brewhouse, state=ListingState.DRAFT, published_at=None)
    typed = address.format(id=lot.id, missing=uuid4(), hidden=hidden.id)

    answer = makers.send(client, "/reports", **form("", address=typed))

    assert answer.status_code == 422
    assert "Nothing that is shown here has this address" in answer.text


def test_the_bare_path_and_a_query_are_taken(client: FlaskClient, lot: Offer) -> None:
    for address in (f"/offers/{lot.id}", f"http://localhost/offers/{lot.id}?lang=fr#offer"):
        assert makers.send(client, "/reports", **form("", address=address)).status_code == 303


def test_the_same_press_twice_is_one_notice(client: FlaskClient, session: Session, lot: Offer) -> None:
    for _ in range(2):
        sent = makers.send(
            client, "/reports", request_id="00000000-0000-7000-8000-00000000abcd", **form(f"/offers/{lot.id}")
        )
        assert sent.status_code == 303

    assert stored(session).name == REPORTER


def test_a_link_that_we_did_not_write_opens_nothing(client: FlaskClient, notice: ContentNotice) -> None:
    assert client.get(f"/reports/{notice.id.hex}").status_code == 404
    assert makers.send(client, "/reports/forged/objection", words="No").status_code == 404


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ({"name": ""}, "says_who_unless_it_may_not"), ({"email": ""}, "says_who_unless_it_may_not"),
        ({"in_good_faith": False}, "given_in_good_faith"), ({"words": ""}, "says_why"),
        ({"content": {}}, "keeps_what_was_there"), ({"address": ""}, "names_its_address"),
    ],
)  # fmt: skip
def test_the_database_keeps_a_notice_whole(
    session: Session, notice: ContentNotice, change: dict[str, object], promise: str
) -> None:
    with pytest.raises(IntegrityError, match=promise):
        session.execute(sa.update(ContentNotice).values(change))


def test_the_page_speaks_three_languages(client: FlaskClient, lot: Offer) -> None:
    pages = {client.get(f"/reports/new?about=/offers/{lot.id}&lang={language}").text for language in ("en", "fr", "nl")}
    assert len(pages) == 3


def test_a_notice_about_what_is_gone_is_refused(session: Session, lot: Offer) -> None:
    with pytest.raises(NotFound):
        given(ContentKind.OFFER, uuid4())
