"""Drafts: kept as one types, listed with what is missing, resumed, copied, posted once, thrown away."""

from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.journal import queries as journal
from exchange.kernel import clock
from exchange.listings.models import ListingDraft, Need, Offer
from tests.listings import typed
from tests.makers import MONDAY, enter, send

HTMX = {"HX-Request": "true"}


@pytest.fixture
def at_the_form(client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site) -> FlaskClient:
    """Anna in front of the posting form of the brewery."""
    enter(client, anna, brewery)
    session.commit()
    return client


def open_drafts(session: Session) -> list[ListingDraft]:
    session.expire_all()
    return list(session.scalars(sa.select(ListingDraft).where(ListingDraft.ended_at.is_(None))))


@pytest.mark.parametrize("kinds", ["offers", "needs"])
def test_a_title_is_enough(at_the_form: FlaskClient, session: Session, kinds: str) -> None:
    draft_id = str(uuid4())

    answer = send(at_the_form, f"/{kinds}/drafts", draft_id=draft_id, title="Chutes de coton")

    assert (answer.status_code, answer.location) == (303, "/company#drafts")
    (draft,) = open_drafts(session)
    assert (str(draft.id), draft.title, draft.answers) == (draft_id, "Chutes de coton", {"title": ["Chutes de coton"]})
    assert [entry.verb for entry in journal.history("draft", draft.id)] == ["drafted"]
    page = at_the_form.get("/company").text
    assert "My drafts" in page
    assert "Still missing: Material, Quantity" in page


def test_without_a_title_the_button_asks_for_one_and_keeps_what_was_typed(
    at_the_form: FlaskClient, session: Session
) -> None:
    answer = send(at_the_form, "/offers/drafts", draft_id=str(uuid4()), quantity="12")

    assert answer.status_code == 422
    assert "Give it a title, then it can be kept." in answer.text
    assert 'value="12"' in answer.text
    assert open_drafts(session) == []


def test_saves_of_one_form_are_one_draft(at_the_form: FlaskClient, session: Session) -> None:
    draft_id = str(uuid4())
    for quantity in ("1", "12", "120"):
        answer = send_part(at_the_form, "/offers/drafts", draft_id=draft_id, title="Drêches", quantity=quantity)
        assert answer.status_code == 200
        assert "Saved as a draft" in answer.text

    (draft,) = open_drafts(session)
    assert draft.answers["quantity"] == ["120"]
    assert len(journal.history("draft", draft.id)) == 1


def send_part(client: FlaskClient, path: str, **fields: str) -> Any:
    """As the page does by itself while somebody types."""
    with client.session_transaction() as cookie:
        token = cookie["csrf"]
    return client.post(path, data={"csrf_token": token, **fields}, headers=HTMX)


def test_a_draft_is_resumed_as_it_was_left_and_numbers_follow_the_language(
    at_the_form: FlaskClient, session: Session, brewhouse: Site
) -> None:
    draft_id, half = str(uuid4()), {"title": "Drêches", "quantity": "1,5", "price_kind": "fixed", "is_anonymous": "y"}
    send(at_the_form, "/offers/drafts?lang=fr", draft_id=draft_id, **half)

    page = at_the_form.get(f"/offers/new?draft={draft_id}&lang=en").text

    assert 'value="1.5"' in page
    assert 'value="Drêches"' in page
    assert draft_id in page
    assert f'value="{clock.today().isoformat()}"' in page, "an open first day is today"


@pytest.mark.parametrize("kinds", ["offers", "needs"])
def test_a_posted_draft_is_over_and_cannot_come_back_or_be_posted_twice(
    at_the_form: FlaskClient, session: Session, brewhouse: Site, kinds: str
) -> None:
    draft_id = str(uuid4())
    answers = (typed.a_lot if kinds == "offers" else typed.a_need)(brewhouse, draft_id=draft_id)
    send(at_the_form, f"/{kinds}/drafts", **answers)
    assert send(at_the_form, f"/{kinds}", **answers).status_code == 303

    assert open_drafts(session) == []
    assert session.scalar(sa.select(ListingDraft.answers)) == {}
    late = send_part(at_the_form, f"/{kinds}/drafts", draft_id=draft_id, title="Late")
    assert late.status_code == 409
    again = send(at_the_form, f"/{kinds}", **answers)
    assert again.status_code == 409
    assert "This draft was posted or deleted meanwhile." in again.text
    assert draft_id not in again.text, "sent once more it is a new one"
    assert session.scalar(sa.select(sa.func.count()).select_from(Offer if kinds == "offers" else Need)) == 1


def test_a_form_that_was_never_kept_is_posted_once_too(
    at_the_form: FlaskClient, session: Session, brewhouse: Site
) -> None:
    answers = typed.a_lot(brewhouse, draft_id=str(uuid4()))

    assert [send(at_the_form, "/offers", **answers).status_code for _ in range(2)] == [303, 409]
    assert open_drafts(session) == []


def test_a_refused_posting_leaves_the_draft(at_the_form: FlaskClient, session: Session, brewhouse: Site) -> None:
    answers = typed.a_lot(brewhouse, draft_id=str(uuid4()), quantity="")
    send(at_the_form, "/offers/drafts", **answers)

    assert send(at_the_form, "/offers", **answers).status_code == 422
    assert len(open_drafts(session)) == 1


@pytest.mark.parametrize("kinds", ["offers", "needs"])
def test_a_copy_has_everything_but_days_and_photos(
    at_the_form: FlaskClient, session: Session, brewhouse: Site, kinds: str
) -> None:
    parting = {"parting": "minimum", "minimum": "0.5", "price_kind": "fixed", "price": "12.5"}
    lot = typed.a_lot(brewhouse, **typed.BY_PRODUCT, **parting)
    need = typed.a_need(brewhouse, lowest_grade="3", accepted_statuses=["product"])
    answers = lot if kinds == "offers" else need
    made = send(at_the_form, f"/{kinds}", **answers)

    copied = send(at_the_form, f"{made.location}/duplicates")

    (draft,) = open_drafts(session)
    assert copied.location == f"/{kinds}/new?draft={draft.id}"
    days = {"available_from", "available_until", "wanted_from", "wanted_until"}
    same = answers.keys() - days - {"material_words"}
    expected = {name: answers[name] if isinstance(answers[name], list) else [answers[name]] for name in same}
    assert {name: draft.answers[name] for name in same} == expected
    assert not days & draft.answers.keys()
    assert journal.history("draft", draft.id)[0].details["copied_from"] == made.location.split("/")[-1]
    page = at_the_form.get("/company").text
    assert "Complete. Post it." in page


def test_a_deleted_draft_is_gone_for_good(at_the_form: FlaskClient, session: Session) -> None:
    draft_id = str(uuid4())
    send(at_the_form, "/offers/drafts", draft_id=draft_id, title="Drêches", description="Ours")

    assert send(at_the_form, f"/drafts/{draft_id}/deletion").status_code == 303

    assert session.scalar(sa.select(ListingDraft.answers)) == {}
    assert at_the_form.get(f"/offers/new?draft={draft_id}").status_code == 404
    assert send(at_the_form, f"/drafts/{draft_id}/deletion").status_code == 404
    assert [entry.verb for entry in journal.history("draft", UUID(draft_id))] == ["drafted", "deleted"]


def test_drafts_are_for_their_business_alone(
    at_the_form: FlaskClient, session: Session, bram: Person, farm: Business, farmyard: Site
) -> None:
    draft_id = str(uuid4())
    send(at_the_form, "/offers/drafts", draft_id=draft_id, title="Drêches")
    enter(at_the_form, bram, farm)
    session.commit()

    assert at_the_form.get(f"/offers/new?draft={draft_id}").status_code == 404
    assert send(at_the_form, "/offers/drafts", draft_id=draft_id, title="Mine").status_code == 404
    assert send(at_the_form, f"/drafts/{draft_id}/deletion").status_code == 404
    assert send(at_the_form, "/offers", **typed.a_lot(farmyard, draft_id=draft_id)).status_code == 404
    assert open_drafts(session)[0].title == "Drêches"


@pytest.mark.parametrize(
    ("facts", "promise"),
    [
        ({"title": ""}, "title_has_a_length"), ({"answers": []}, "answers_are_bounded"),
        ({"answers": {"title": ["x" * 70_000]}}, "answers_are_bounded"),
        ({"ended_at": MONDAY, "answers": {"title": ["x"]}}, "ended_ones_keep_nothing"),
    ],
)  # fmt: skip
def test_the_database_bounds_a_draft(
    session: Session, anna: Person, brewery: Business, facts: dict[str, Any], promise: str
) -> None:
    usual = {"kind": "offer", "title": "Half", "answers": {}, "language": "fr", "created_at": MONDAY}
    row = {**usual, "changed_by": anna.id, "changed_at": MONDAY, "business_id": brewery.id, **facts}
    session.add(ListingDraft(**row))

    with pytest.raises(IntegrityError, match=promise):
        session.flush()
