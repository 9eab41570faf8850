"""The photo of a lot: made ours on the way in, shown to whoever may see the lot."""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
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

    assert f"/photos/{photo.id}/large" in page
    assert 'alt="A silo"' in page
    for size in ("large", "thumb"):
        answer = client.get(f"/photos/{photo.id}/{size}")
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in answer.headers["Cache-Control"]
        assert b"anary" not in answer.data
        with Image.open(BytesIO(answer.data)) as image:
            assert not image.getexif()


def test_a_new_photo_takes_the_old_ones_place_under_a_new_address(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> None:
    lot = makers.a_lot(brewhouse)
    enter(client, anna, brewery)

    send(client, f"/offers/{lot.id}/photo", photo=upload(a_photo()))
    first = only_photo(session).id
    send(client, f"/offers/{lot.id}/photo", photo=upload(a_photo(file_format="PNG"), "b.png"))

    assert only_photo(session).id != first
    assert client.get(f"/photos/{first}/large").status_code == 404


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
