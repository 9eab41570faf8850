"""Photos sent with the posting form stay with it: after an error, in a draft, until the lot is posted."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel import clock, files
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import keeping, queries
from exchange.listings.models import KeptPhoto, ListingDraft, Offer, Photo
from tests import makers
from tests.listings import typed
from tests.listings.typed import DRAFT
from tests.makers import enter, send


def upload(name: str = "pile.png", colour: str = "#d9a514") -> tuple[BytesIO, str]:
    content = BytesIO()
    Image.new("RGB", (80, 60), colour).save(content, "PNG")
    content.seek(0)
    return content, name


def kept(session: Session) -> list[KeptPhoto]:
    session.expire_all()
    return list(session.scalars(select(KeptPhoto).order_by(KeptPhoto.id)))


@pytest.fixture
def browser(client: FlaskClient, anna: Person, brewery: Business, brewhouse: Site) -> FlaskClient:
    return enter(client, anna, brewery)


def post(browser: FlaskClient, site: Site, path: str = "/offers", **changed: Any) -> Any:
    return send(browser, path, **typed.a_lot(site, **{"draft_id": DRAFT, **changed}))


def test_several_photos_come_with_the_lot(browser: FlaskClient, session: Session, brewhouse: Site) -> None:
    photos = [upload(), upload("close.png", "#124578")]

    assert post(browser, brewhouse, photo=photos, photo_description="A pile").status_code == 303

    lot = session.scalars(select(Offer)).one()
    assert [(one.position, one.description) for one in queries.photos_of(lot.id)] == [(0, "A pile"), (1, "A pile")]


def test_a_form_with_an_error_keeps_its_photos_until_it_is_posted(
    browser: FlaskClient, session: Session, brewhouse: Site
) -> None:
    back = post(browser, brewhouse, quantity="", photo=[upload(), upload("b.png", "#124578")])
    first, second = kept(session)

    page = back.get_data(as_text=True)
    assert back.status_code == 422
    assert "2 photos are kept" in page
    assert browser.get(f"/drafts/photos/{first.id}").mimetype == "image/webp"

    assert post(browser, brewhouse, drop_photo=str(first.id), photo=[upload("c.png", "#333333")]).status_code == 303
    lot = session.scalars(select(Offer)).one()
    photos = queries.photos_of(lot.id)
    assert [photo.position for photo in photos] == [0, 1]
    assert photos[0].id == second.id
    assert kept(session) == []
    assert browser.get(f"/photos/{second.id}/thumb").status_code == 200


def test_a_file_that_is_no_picture_is_named_and_the_others_stay(
    browser: FlaskClient, session: Session, brewhouse: Site
) -> None:
    back = post(browser, brewhouse, photo=[upload(), (BytesIO(b"not a picture"), "invoice.heic")])

    assert back.status_code == 422
    assert "“invoice.heic”: This is not a whole JPEG, PNG or WebP picture." in back.get_data(as_text=True)
    assert len(kept(session)) == 1


def test_more_than_ten_are_refused_beside_the_field(browser: FlaskClient, session: Session, brewhouse: Site) -> None:
    post(browser, brewhouse, quantity="", photo=[upload(f"{number}.png") for number in range(9)])

    back = post(browser, brewhouse, photo=[upload("x.png"), upload("y.png")])

    assert back.status_code == 422
    assert "A lot has at most 10 photos. Remove one first." in back.get_data(as_text=True)
    assert len(kept(session)) == 9
    assert session.scalars(select(Photo)).all() == []


def test_filling_the_form_in_without_scripts_keeps_its_photos(
    browser: FlaskClient, session: Session, brewhouse: Site
) -> None:
    photos = [upload(), (BytesIO(b"not a picture"), "invoice.heic")]
    page = send(browser, "/offers/filling", draft_id=DRAFT, words="spent grain 2 t", photo=photos)
    assert page.status_code == 200
    assert "One photo is kept" in page.text
    assert "“invoice.heic”: This is not a whole JPEG, PNG or WebP picture." in page.text

    (photo,) = kept(session)
    assert post(browser, brewhouse).status_code == 303
    assert [one.id for one in queries.photos_of(session.scalars(select(Offer)).one().id)] == [photo.id]


def test_a_photo_ticked_away_goes_when_the_page_is_drawn_anew_and_not_while_one_types(
    browser: FlaskClient, session: Session, brewhouse: Site
) -> None:
    post(browser, brewhouse, quantity="", photo=[upload()])
    ticked = {"draft_id": DRAFT, "words": "spent grain", "drop_photo": str(kept(session)[0].id)}

    browser.environ_base["HTTP_HX_REQUEST"] = "true"
    assert send(browser, "/offers/filling", **ticked).status_code == 200
    assert len(kept(session)) == 1
    del browser.environ_base["HTTP_HX_REQUEST"]
    assert "photo is kept" not in send(browser, "/offers/filling", **ticked).text
    assert kept(session) == []


def test_a_draft_keeps_its_photos_and_loses_them_with_it(
    browser: FlaskClient, session: Session, brewhouse: Site
) -> None:
    assert post(browser, brewhouse, "/offers/drafts", photo=[upload()]).status_code == 303
    assert "One photo is kept" in browser.get(f"/offers/new?draft={DRAFT}").get_data(as_text=True)

    assert send(browser, f"/drafts/{DRAFT}/deletion").status_code == 303
    assert kept(session) == []


def test_an_edited_lot_keeps_what_came_with_an_error(browser: FlaskClient, session: Session, brewhouse: Site) -> None:
    lot = makers.a_lot(brewhouse)
    answers = {"draft_id": "", "version": "1"}
    back = post(browser, brewhouse, f"/offers/{lot.id}", title="", photo=[upload()], **answers)
    assert "One photo is kept" in back.get_data(as_text=True)

    assert post(browser, brewhouse, f"/offers/{lot.id}", **answers).status_code == 303
    assert len(queries.photos_of(lot.id)) == 1


def test_nobody_else_sees_what_a_form_keeps(
    browser: FlaskClient, session: Session, brewhouse: Site, bram: Person, farm: Business
) -> None:
    post(browser, brewhouse, quantity="", photo=[upload()])
    (photo,) = kept(session)

    enter(browser, bram, farm)
    assert browser.get(f"/drafts/photos/{photo.id}").status_code == 404
    assert browser.get(f"/photos/{photo.id}/thumb").status_code == 404
    assert "photo is kept" not in post(browser, brewhouse, quantity="").get_data(as_text=True)


def test_old_drafts_and_forms_that_nobody_kept_are_forgotten(
    browser: FlaskClient, session: Session, brewhouse: Site
) -> None:
    other = DRAFT.replace("0001", "0002")
    post(browser, brewhouse, "/offers/drafts", photo=[upload()])
    post(browser, brewhouse, quantity="", draft_id=other, photo=[upload()])
    names = [f"photos/{photo.id}-thumb.webp" for photo in kept(session)]
    assert sorted(keeping.photos_named(names)) == sorted(names)

    with unit_of_work():
        for photo in kept(session):
            photo.added_at = clock.now() - timedelta(days=8)
    TASKS[Job.FORGET_DRAFTS].run()
    assert [str(photo.form_id) for photo in kept(session)] == [DRAFT]

    with unit_of_work():
        session.get_one(ListingDraft, DRAFT).changed_at = clock.now() - timedelta(days=366)
    TASKS[Job.FORGET_DRAFTS].run()
    assert (kept(session), session.scalars(select(ListingDraft)).all()) == ([], [])
    assert keeping.photos_named(names) == []
    assert all(files.exists(name) for name in names)
