"""The photo of a lot: made ours on the way in, shown to whoever may see the lot."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel import files
from exchange.listings import keeping
from exchange.listings.models import ListingState, Offer, Photo
from tests import makers
from tests.listings import typed
from tests.listings.test_pictures import SVG, a_bomb, a_photo, photo_with_place
from tests.makers import enter, send


def upload(content: bytes, name: str = "../../IMG_1.jpg") -> Any:
    return BytesIO(content), name


def only_photo(session: Session) -> Photo:
    return session.scalars(sa.select(Photo)).one()


def test_a_photo_posted_with_the_lot_is_served_without_place_or_device(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    enter(client, anna, brewery)

    send(client, "/offers", **typed.a_lot(
        brewhouse, photo=upload(photo_with_place()), photo_description="A silo"
    ))  # fmt: skip
    lot, photo = session.scalars(sa.select(Offer)).one(), only_photo(session)
    page = client.get(f"/offers/{lot.id}").text

    assert f"/photos/{photo.id}/large.avif 640w" in page or f"/photos/{photo.id}/large.avif 480w" in page
    assert 'alt="A silo"' in page
    for size in ("large", "thumb"):
        answer = client.get(f"/photos/{photo.id}/{size}")
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in answer.headers["Cache-Control"]
        assert b"anary" not in answer.data
        with Image.open(BytesIO(answer.data)) as image:
            assert not image.getexif()


def photos_in_order(session: Session) -> list[Photo]:
    return list(session.scalars(sa.select(Photo).order_by(Photo.position).execution_options(populate_existing=True)))


@pytest.fixture
def shown(client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site) -> Offer:
    """A lot with three photos, Anna at the browser."""
    lot = makers.a_lot(brewhouse)
    enter(client, anna, brewery)
    send(client, f"/offers/{lot.id}/photo", photos=[upload(a_photo((60 + n, 40)), f"{n}.jpg") for n in range(3)])
    return lot


def test_several_files_at_once_are_several_photos_in_their_order(session: Session, shown: Offer) -> None:
    assert [(photo.position, photo.width) for photo in photos_in_order(session)] == [(0, 60), (1, 61), (2, 62)]


def test_every_size_comes_in_three_kinds_and_is_that_kind(client: FlaskClient, session: Session, shown: Offer) -> None:
    photo = photos_in_order(session)[0]
    for size in ("large", "medium", "thumb"):
        for kind, mimetype in (("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")):
            answer = client.get(f"/photos/{photo.id}/{size}.{kind}")
            assert (answer.status_code, answer.mimetype) == (200, mimetype)
            with Image.open(BytesIO(answer.data)) as image:
                assert Image.MIME[str(image.format)] == mimetype


def test_a_photo_of_former_days_is_shown_as_what_there_is_of_it(
    client: FlaskClient, session: Session, shown: Offer
) -> None:
    photo = photos_in_order(session)[0]
    for name in ("large.avif", "large.jpg", "medium.avif", "medium.webp", "medium.jpg", "thumb.avif", "thumb.jpg"):
        files.delete(f"photos/{photo.id}-{name}")

    answers = [client.get(f"/photos/{photo.id}/{name}") for name in ("medium.avif", "thumb.jpg")]

    assert [(answer.status_code, answer.mimetype) for answer in answers] == [(200, "image/webp")] * 2


def test_the_page_says_how_wide_each_photo_is_and_loads_the_others_late(client: FlaskClient, shown: Offer) -> None:
    page = client.get(f"/offers/{shown.id}").text

    assert page.count("<picture>") == 3
    assert page.count('loading="lazy"') >= 2
    assert 'type="image/avif" sizes="' in page
    assert "60w" in page
    assert "photo 2" in page


def test_an_eleventh_photo_is_refused_and_none_of_its_companions_stays(
    client: FlaskClient, session: Session, shown: Offer
) -> None:
    session.commit()
    eight = [upload(a_photo((20, 20)), f"{n}.jpg") for n in range(8)]

    too_many, eleven_at_once = (
        send(client, f"/offers/{shown.id}/photo", photos=files_)
        for files_ in (eight, [upload(a_photo((9, 9)), f"{n}.jpg") for n in range(11)])
    )

    assert (too_many.status_code, eleven_at_once.status_code) == (409, 422)
    assert len(photos_in_order(session)) == 3


@pytest.mark.parametrize(("moved", "place", "order"), [(2, "0", [2, 0, 1]), (0, "1", [1, 0, 2]), (0, "99", [1, 2, 0])])
def test_any_photo_can_become_the_cover_or_go_elsewhere(
    client: FlaskClient, session: Session, shown: Offer, moved: int, place: str, order: list[int]
) -> None:
    before = [photo.id for photo in photos_in_order(session)]

    send(client, f"/offers/{shown.id}/photos/{before[moved]}/place", place=place)

    assert [photo.id for photo in photos_in_order(session)] == [before[one] for one in order]
    assert [photo.position for photo in photos_in_order(session)] == [0, 1, 2]


def test_when_the_cover_goes_the_next_one_is_the_cover(client: FlaskClient, session: Session, shown: Offer) -> None:
    before = [photo.id for photo in photos_in_order(session)]

    send(client, f"/offers/{shown.id}/photos/{before[0]}/removal")

    assert [(photo.position, photo.id) for photo in photos_in_order(session)] == [(0, before[1]), (1, before[2])]
    assert client.get(f"/photos/{before[0]}/thumb").status_code == 404


def test_words_are_proposed_and_can_be_better(client: FlaskClient, session: Session, shown: Offer) -> None:
    photo = photos_in_order(session)[1]
    page = f"/offers/{shown.id}/photos"

    proposed = client.get(page).text
    send(client, f"{page}/{photo.id}/words", photo_description="The silo from the <yard>")

    assert "photo 2" in proposed
    assert 'value="The silo from the &lt;yard&gt;"' in client.get(page).text


def test_a_photo_of_another_lot_is_not_moved_by_this_ones_address(
    client: FlaskClient, session: Session, shown: Offer, brewhouse: Site
) -> None:
    other, photo = makers.a_lot(brewhouse), photos_in_order(session)[2]
    session.commit()

    for verb in ("place", "removal"):
        assert send(client, f"/offers/{other.id}/photos/{photo.id}/{verb}", place="0").status_code == 404
    assert len(photos_in_order(session)) == 3


def test_a_full_quota_takes_no_more(
    app: Flask, client: FlaskClient, session: Session, shown: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.commit()
    monkeypatch.setitem(app.config, "COMPANY_FILES_MB", 0)

    answer = send(client, f"/offers/{shown.id}/photo", photos=upload(a_photo()))

    assert answer.status_code == 409
    assert "0 MB" in answer.text


def test_the_sweep_leaves_what_rows_name_and_takes_a_removed_photos_files(
    client: FlaskClient, session: Session, shown: Offer
) -> None:
    gone, kept = photos_in_order(session)[:2]
    send(client, f"/offers/{shown.id}/photos/{gone.id}/removal")

    files.sweep(at=datetime.now(UTC) + timedelta(days=1))  # files have the time of the machine

    assert not files.exists(f"photos/{gone.id}-large.webp")
    assert files.exists(f"photos/{kept.id}-large.webp")
    assert keeping.without_file() == []
    files.delete(f"photos/{kept.id}-large.webp")
    assert keeping.without_file() == [f"photo {kept.id} has no file"]


@pytest.mark.parametrize("hostile", [SVG, a_bomb(), a_photo()[:200], b"<html>", a_photo(file_format="GIF")])
def test_hostile_files_are_refused_beside_the_field(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, hostile: bytes
) -> None:
    lot = makers.a_lot(brewhouse)
    enter(client, anna, brewery)
    session.commit()

    alone = send(client, f"/offers/{lot.id}/photo", photo=upload(hostile))
    with_lot = send(client, "/offers", **typed.a_lot(brewhouse, photo=upload(hostile)))

    for answer in (alone, with_lot):
        assert answer.status_code == 422
        assert 'id="photo-error"' in answer.text
    assert session.scalars(sa.select(Photo)).all() == []


def test_others_add_no_photo_and_see_none_of_a_hidden_lot(
    client: FlaskClient, session: Session, anna: Person, bram: Person, brewery: Business, farm: Business,
    brewhouse: Site,
) -> None:  # fmt: skip
    lot = makers.a_lot(brewhouse)
    send(enter(client, anna, brewery), f"/offers/{lot.id}/photo", photo=upload(a_photo()))
    lot.state = ListingState.PAUSED
    session.commit()
    address = f"/photos/{only_photo(session).id}/thumb"

    mine = client.get(address)
    enter(client, bram, farm)
    session.commit()

    assert (mine.status_code, mine.headers["Cache-Control"]) == (200, "private, no-store")
    assert client.get(address).status_code == 404
    assert send(client, f"/offers/{lot.id}/photo", photo=upload(a_photo())).status_code == 404
