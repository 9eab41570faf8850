"""Two worlds that differ only in what nobody may know, and everything that a stranger can fetch from each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask
from PIL import Image
from werkzeug.routing import BuildError, Rule

from exchange.accounts.models import Business, Site
from exchange.kernel.place import place_of_plane
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service
from exchange.listings.pictures import read_picture
from exchange.matching import service as matching
from exchange.web.audiences import Audience, audience_of
from tests import makers
from tests.makers import MONDAY

NOT_OURS_TO_COMPARE = {"health.metrics", "static"}
"""Times and counts of the process; files of the release."""
OF_THE_MOMENT = {"Set-Cookie", "Date", "ETag", "Last-Modified", "X-Request-Id"}
NAMES_NOTHING = {"token": "nobody-was-sent-this", "code": "food.spent_grain", "size": "thumb", "kind": "webp",
    "number": "nothing-was-issued"}  # fmt: skip
SEARCHES: tuple[dict[str, Any], ...] = (
    {}, {"kind": "need"}, {"q": "drêches"}, {"q": "Secret"}, {"q": "Ombre"}, {"material": "food"}, {"price": "free"},
    {"near": "59350"}, {"near": "59512", "within": 5}, {"commune": "59350"}, {"sort": "cheapest"}, {"zoom": 6},
    {"kind": "need", "near": "59350", "within": 20},
)  # fmt: skip
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[0-9a-f]{32}\b")
_TOKEN = re.compile(r'(name="csrf_token" value=")[^"]*')


@dataclass(frozen=True)
class Hidden:
    """What differs: where in its cell a site stands, its address and people, and who holds what is anonymous."""

    metres: tuple[float, float]
    address: str
    person: str
    email_host: str
    shade: str
    holder: str
    camera: str


@dataclass
class World:
    """An app on its own database, and the ids of what is in it, in the same order in every world."""

    app: Flask
    ids: dict[str, list[UUID]] = field(default_factory=dict)
    order: list[UUID] = field(default_factory=list)

    def know(self, name: str, identity: UUID) -> None:
        """Remember an id under the name that addresses use for it."""
        self.ids.setdefault(name, []).append(identity)
        self.order.append(identity)

    def plain(self, text: str) -> str:
        """Text with its ids numbered and its tokens gone."""
        numbers = {str(identity): f"id-{number}" for number, identity in enumerate(self.order)}
        return _TOKEN.sub(r"\1", _ID.sub(lambda found: numbers.get(found[0], "an-id"), text))


def build(app: Flask, hidden: Hidden) -> World:
    """A brewery that shows its name, a company that nobody knows, and what both hold; one of them secretly."""
    world = World(app)
    with app.app_context():
        anna, olaf = (makers.a_person(name) for name in (hidden.person, f"{hidden.person} Bis"))
        with unit_of_work():
            for person in (anna, olaf):
                person.email = f"{person.id.hex}@{hidden.email_host}"
        brewery = makers.a_business("Brasserie du Fil", member=anna)
        shade = makers.a_business(hidden.shade, member=olaf)
        sites = {"brewery": _site(brewery, hidden), "shade": _site(shade, hidden)}
        for business in (brewery, shade):
            world.know("business_id", business.id)
        _named(world, sites["brewery"])
        _secret(world, sites[hidden.holder], hidden)
        with unit_of_work():
            matching.match_all(at=MONDAY)
    return world


def _site(business: Business, hidden: Hidden) -> Site:
    place = place_of_plane(2500 + hidden.metres[0], 2500 + hidden.metres[1])
    site = makers.a_site(business, place, name=f"Quai {hidden.address}", address=hidden.address)
    with unit_of_work():
        site.access = f"Ask {hidden.person}"
    return site


def _named(world: World, site: Site) -> None:
    lot = makers.a_lot(site, title="Drêches du lundi", delivers_within_km=10)
    world.know("offer_id", lot.id)
    world.know("need_id", makers.a_need(site, "wood.pallets", title="Palettes").id)


def _secret(world: World, site: Site, hidden: Hidden) -> None:
    """What is anonymous, with a photo that remembers the camera."""
    lot = makers.a_lot(site, title="Secret grain", is_anonymous=True)
    world.know("offer_id", lot.id)
    world.know("need_id", makers.a_need(site, "food.spent_grain", title="Secret need", is_anonymous=True).id)
    content, exif = BytesIO(), Image.Exif()
    exif[0x010F], exif[0x8298] = hidden.camera, hidden.person
    Image.new("RGB", (64, 48), "#d9a514").save(content, "JPEG", exif=exif)
    owner = makers.a_person(f"{hidden.person} Ter")
    with unit_of_work():
        photo = service.add_photo(
            lot.id, read_picture(content.getvalue()), by=owner.id, business_id=site.business_id, at=MONDAY
        )
    world.know("photo_id", photo.id)


def received(world: World) -> Iterator[tuple[str, str, bytes]]:
    """Address, headers and body of everything that is open to anyone, ids numbered."""
    for path in sorted(_paths(world), key=world.plain):
        answer = world.app.test_client().get(path)
        kept = sorted((name, value) for name, value in answer.headers if name not in OF_THE_MOMENT)
        is_text = answer.mimetype.startswith("text/") or any(kind in answer.mimetype for kind in ("json", "xml"))
        body = world.plain(answer.get_data(as_text=True)).encode() if is_text else answer.data
        yield world.plain(path), world.plain(f"{answer.status_code} {kept}"), body


def _paths(world: World) -> Iterator[str]:
    with world.app.test_request_context():
        for rule in world.app.url_map.iter_rules():
            is_open = audience_of(world.app, rule.endpoint) is Audience.ANYONE
            if "GET" in (rule.methods or ()) and is_open and rule.endpoint not in NOT_OURS_TO_COMPARE:
                yield from _addresses(world, rule)
    for search in SEARCHES:
        yield f"/search?{urlencode(search)}"
        yield f"/search/places.geojson?{urlencode(search)}"


def _addresses(world: World, rule: Rule) -> Iterator[str]:
    """One address for each object that a rule can name. A new kind of object must be made known here first."""
    choices: dict[str, list[Any]] = {**world.ids, **{name: [value] for name, value in NAMES_NOTHING.items()}}
    unknown = rule.arguments - choices.keys()
    assert not unknown, f"{rule.rule}: build() makes nothing that {unknown} could name"
    named: list[dict[str, Any]] = [{}]
    for name in sorted(rule.arguments):
        named = [{**one, name: value} for one in named for value in choices[name]]
    for values in named:
        try:
            yield world.app.url_map.bind("localhost").build(rule.endpoint, values)
        except BuildError as error:
            raise AssertionError(rule.rule) from error
