"""Makers of rows, for what a test needs but is not about. Each takes only what matters and fills the rest."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.dialects.postgresql import Range
from stdnum.luhn import calc_check_digit

from exchange.accounts.models import (
    Business,
    MemberRole,
    Membership,
    Person,
    SignIn,
    Site,
    StaffRole,
    Verification,
)
from exchange.accounts.secret import hashed
from exchange.accounts.service import suspend_business
from exchange.catalogue.models import Material
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.kernel.place import Place
from exchange.kernel.registration import RegistrationKind
from exchange.kernel.trade import Country, Grade, LegalStatus
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import stock
from exchange.listings.cells import around
from exchange.listings.legal import ByProductTest
from exchange.listings.models import Account, Cause, ListingState, MassBasis, Need, NeedAccepts, Offer, Rhythm
from exchange.listings.placing import here, reach_circle
from exchange.listings.policy import FROM_REGISTERS

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LILLE = Place(50.6311, 3.0468)
ROUBAIX = Place(50.6913, 3.1741)
TOURNAI = Place(50.6056, 3.3878)
PASSWORD = "warp and weft 59"
_numbers = count(1)


def a_person(
    name: str = "Anna", *, confirmed: bool = True, staff: StaffRole | None = None, language: str = "en"
) -> Person:
    """Somebody with an account. The password hash is not one: sign in with ``enter``."""
    person = Person(
        email=f"{name.lower().replace(' ', '.')}.{next(_numbers)}@navette.example", name=name, password_hash="!",
        language=language, confirmed_at=MONDAY if confirmed else None, staff_role=staff, created_at=MONDAY,
    )  # fmt: skip
    return _stored(person)


def a_siren() -> str:
    """A number that passes the checksum and belongs to nobody in particular."""
    stem = f"99{next(_numbers):06d}"
    return stem + calc_check_digit(stem)


def a_business(
    name: str = "Brasserie du Fil", *, member: Person | None = None, role: MemberRole = MemberRole.MANAGER,
    verified: bool = True, country: Country = Country.FR, **facts: Any,
) -> Business:  # fmt: skip
    """A business that trades, with one member where given."""
    business = Business(
        name=name, registration_kind=RegistrationKind.SIREN, registration_number=a_siren(), country=country,
        verification=Verification.VERIFIED if verified else Verification.UNVERIFIED, created_at=MONDAY, **facts,
    )  # fmt: skip
    _stored(business)
    if member:
        _stored(Membership(person_id=member.id, business_id=business.id, role=role, since=MONDAY))
    return business


def suspend(business: Business) -> None:
    """An administrator stops a business: none is stopped without reasons."""
    ada = a_person("Ada", staff=StaffRole.ADMINISTRATOR)
    with unit_of_work():
        suspend_business(business.id, by=ada.id, at=MONDAY, reason="Nobody answers.")


def a_site(
    business: Business, place: Place = LILLE, *, name: str = "Yard", country: Country = Country.FR, **facts: Any
) -> Site:
    """Where a business loads and unloads."""
    given = {"address": "1 rue de la Navette", "postal_code": "59000", "commune_code": "59350", "commune_name": "Lille"}
    return _stored(
        Site(
            business_id=business.id, name=name, country=country, lat=place.lat, lon=place.lon, created_at=MONDAY,
            opening_hours={}, access="", **{**given, **facts},
        )
    )  # fmt: skip


def enter(client: FlaskClient, person: Person, business: Business | None = None) -> FlaskClient:
    """Sign a browser in as a person acting for a business, without the password's cost."""
    now = clock.now()
    sign_in = SignIn(
        person_id=person.id, business_id=business.id if business else None, secret_hash=hashed("secret"),
        created_at=now, expires_at=now + timedelta(hours=12), device="test", place="127.0.0.0/24",
        proved_at=now,
    )  # fmt: skip
    _stored(sign_in)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = f"{sign_in.id}:secret"
        cookie["csrf"] = "token"
    return client


def send(client: FlaskClient, path: str, *, request_id: str | None = None, **fields: Any) -> Any:
    """POST a form as our pages would: with the session's token and a request id."""
    with client.session_transaction() as cookie:
        token = cookie.setdefault("csrf", "token")
    from_page = {"csrf_token": token, "request_id": request_id or f"00000000-0000-7000-8000-{next(_numbers):012d}"}
    return client.post(path, data={**from_page, **fields}, content_type="multipart/form-data")


def kg(amount: str | int) -> Decimal:
    """Kilograms as the ledger keeps them."""
    return Decimal(amount).quantize(Decimal("0.001"))


def _stands(site: Site, given: dict[str, Any]) -> Place:
    return site.place if given["state"] in FROM_REGISTERS else around(site.place)


def stand(listing: Offer | Need, place: Place) -> None:
    """Put a listing at an exact place, as releases before areas did."""
    reach_km = listing.delivers_within_km if isinstance(listing, Offer) else listing.collects_within_km
    for name, value in {**here(place), "reach": reach_circle(place, reach_km)}.items():
        setattr(listing, name, value)
    session().flush()


def a_lot(site: Site, material: str = "food.spent_grain", quantity: str | int = 1000, **facts: Any) -> Offer:
    """A published lot with its ledger entry. ``quantity`` in kilograms, all free."""
    given: dict[str, Any] = {
        "state": ListingState.PUBLISHED, "title": f"Lot of {material}", "unit": "kg", "kg_per_unit": Decimal(1),
        "mass_basis": MassBasis.DECLARED, "legal_status": LegalStatus.BY_PRODUCT, "available_from": TODAY,
        "price_eur_per_t": Decimal(0), "published_at": MONDAY, "minimum_kg": Decimal(0), "delivers_within_km": 0,
        "condition": Grade.GOOD, "rhythm": Rhythm.ONE_OFF, "is_whole_lot": False, "is_negotiable": False,
    }  # fmt: skip
    if "legal_status" not in facts:
        given["legal_answers"] = {"tests": dict.fromkeys(ByProductTest, "As every week")}
    given.update(facts)
    node, place = session().get_one(Material, material), _stands(site, given)
    offer = _stored(
        Offer(
            business_id=site.business_id, site_id=site.id, material_code=material, material=Range(node.lft, node.end_),
            declared_kg=Decimal(0), created_at=MONDAY, reach=reach_circle(place, given["delivers_within_km"]),
            **here(place), **given,
        )
    )  # fmt: skip
    with unit_of_work():
        stock.move(offer.id, kg(quantity), Account.OUTSIDE, Account.FREE, cause=Cause.POSTED, at=MONDAY)
    session().refresh(offer)
    return offer


def a_need(site: Site, *materials: str, quantity: str | int = 1000, **facts: Any) -> Need:
    """A published need for some materials (spent grain unless told). ``quantity`` in kilograms."""
    given: dict[str, Any] = {
        "state": ListingState.PUBLISHED, "title": "Wanted", "unit": "kg", "kg_per_unit": Decimal(1),
        "wanted_from": TODAY, "collects_within_km": 30, "published_at": MONDAY, "smallest_lot_kg": Decimal(0),
        "rhythm": Rhythm.ONE_OFF, "is_negotiable": False, "accepted_statuses": [], "covered_kg": Decimal(0),
    }  # fmt: skip
    given.update(facts)
    codes = materials or ("food.spent_grain",)
    nodes, place = [session().get_one(Material, code) for code in codes], _stands(site, given)
    need = _stored(
        Need(
            business_id=site.business_id, site_id=site.id, wanted_kg=kg(quantity), created_at=MONDAY,
            material=given.pop("material", [Range(node.lft, node.end_) for node in nodes]),
            reach=reach_circle(place, given["collects_within_km"]), **here(place), **given,
        )
    )  # fmt: skip
    for code in codes:
        _stored(NeedAccepts(need_id=need.id, material_code=code))
    return need


def an_observed_offer(site: Site, material: str = "food.spent_grain", quantity: str | int = 12_000) -> Offer:
    """What a register says that an establishment gave off in the year 2023, delivered within 50 km."""
    return a_lot(
        site, material, quantity, state=ListingState.OBSERVED, observed_ref=f"E-{site.id}", legal_status=None,
        observed_source="IREP 2023", available_from=date(2023, 1, 1), available_until=date(2023, 12, 31), unit="t",
        kg_per_unit=Decimal(1000), price_eur_per_t=None, published_at=None, condition=None, delivers_within_km=50,
        title=site.name,
    )  # fmt: skip


def an_observed_need(site: Site, material: str = "food.spent_grain", quantity: str | int = 24_000) -> Need:
    """What a register says that an establishment took in in the year 2023, collected within 50 km."""
    return a_need(
        site, material, quantity=quantity, state=ListingState.OBSERVED, observed_ref=f"E-{site.id}",
        observed_source="IREP 2023", wanted_from=date(2023, 1, 1), wanted_until=date(2023, 12, 31), unit="t",
        kg_per_unit=Decimal(1000), published_at=None, collects_within_km=50, title=site.name,
    )  # fmt: skip


def _stored(row: Any) -> Any:
    """In a unit of work of its own: a request that is refused later must not take the stage down with it."""
    with unit_of_work() as current:
        current.add(row)
    return row
