"""What is shown to partners first is in no byte that a stranger receives, until its day; then it is everywhere."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image

from exchange.accounts.models import Site
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service
from exchange.listings.models import ListingState, Need, Offer
from exchange.listings.pictures import read_picture
from exchange.matching import service as matching
from tests import makers
from tests.listings.worlds import Hidden, World, build, received

HIDDEN = Hidden((-100.0, 200.0), "7 quai", "Zoltan", "zoltan.example", "Ombre SARL", "brewery", "Leica Q7")


@pytest.fixture(scope="module")
def world(make_app: Callable[..., Flask]) -> World:
    return build(make_app("shown_first"), HIDDEN)


def posted(world: World) -> tuple[Offer, Need]:
    """A lot with a photo and a need of the brewery, for partners today and for everyone tomorrow; all is matched."""
    site = session().query(Site).filter_by(business_id=world.ids["business_id"][0]).one()
    days = {"partners_from": clock.today(), "everyone_from": clock.today() + timedelta(days=1)}
    first = {**days, "state": ListingState.SHOWN_FIRST, "published_at": None}
    lot = makers.a_lot(site, "wood.pallets", title="Premier lot", **first)
    need = makers.a_need(site, "food.spent_grain", title="Premier besoin", **first)
    content = BytesIO()
    Image.new("RGB", (64, 48), "#d9a514").save(content, "JPEG")
    owner = makers.a_person("Wilma")
    with unit_of_work():
        service.add_photo(
            lot.id, read_picture(content.getvalue()), by=owner.id, business_id=site.business_id, at=clock.now()
        )
        matching.match_all(at=clock.now())
    return lot, need


def test_a_stranger_sees_nothing_in_any_byte_before_the_day_and_everything_after(world: World) -> None:
    before = list(received(world))
    with world.app.app_context():
        lot, need = posted(world)

    assert list(received(world)) == before

    browser = world.app.test_client()
    hidden = [f"/offers/{lot.id}", f"/needs/{need.id}"]
    assert [browser.get(path).status_code for path in hidden] == [404, 404]
    with world.app.app_context(), unit_of_work():
        assert service.open_up(at=clock.now()) == 0
        assert service.open_up(at=clock.now() + timedelta(days=1)) == 2
        assert service.open_up(at=clock.now() + timedelta(days=1)) == 0
    assert [browser.get(path).status_code for path in hidden] == [200, 200]
    for path, title in (
        ("/search", "Premier lot"), ("/search?kind=need", "Premier besoin"), ("/", "Premier lot"),
        (f"/companies/{lot.business_id}", "Premier lot"), ("/sitemap.xml", str(lot.id)),
    ):  # fmt: skip
        assert title in browser.get(path).get_data(as_text=True), path
