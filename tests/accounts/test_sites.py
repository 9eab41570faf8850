"""Sites: a commune that is understood, hours that are read, a place that is kept."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import queries, service
from exchange.accounts.communes import candidates, postal_code
from exchange.accounts.models import Business, Permit, PermitState, Person, Site
from exchange.kernel.jobs import Job
from exchange.kernel.territory import territory
from tests import makers
from tests.makers import MONDAY, send

SITE = {"name": "Dock 3", "address": "12 quai du Wault", "commune": "Lille"}
PERMIT = {"rubric": "2714-1", "reference": "AP 12/2021", "waste_codes": "20 01 38", "valid_until": "2099-01-01"}


@pytest.fixture
def annas(client: FlaskClient, anna: Person, brewery: Business) -> FlaskClient:
    return makers.enter(client, anna, brewery)


def only_site(business: Business) -> Site:
    [site] = queries.sites_of(business.id)
    return site


def test_a_site_stands_at_the_point_of_its_commune(annas: FlaskClient, brewery: Business) -> None:
    hours = {"monday": "8:00-12:00 13:30-17:00", "sunday": ""}
    assert send(annas, "/sites/new", **SITE, **hours, access="Ring at the gate").location == "/company"

    site = only_site(brewery)
    lille = territory().communes["59350"]
    assert (site.commune_code, site.commune_name, site.postal_code) == ("59350", "Lille", lille.postal_codes[0])
    assert site.place == lille.place
    assert site.opening_hours == {"0": [["08:00", "12:00"], ["13:30", "17:00"]]}
    page = annas.get("/company").text
    assert "Monday 08:00-12:00 13:30-17:00" in page
    assert f'href="#site-{site.id}"' in page, "the map leads to the site"


def test_an_exact_place_is_kept(annas: FlaskClient, brewery: Business) -> None:
    send(annas, "/sites/new", **SITE, lat="50.631234", lon="3.051234")
    assert (only_site(brewery).lat, only_site(brewery).lon) == (50.631234, 3.051234)


def test_a_commune_that_may_be_several_is_asked_for_without_scripts(annas: FlaskClient, brewery: Business) -> None:
    several = candidates("La")
    assert len(several) > 1
    answer = send(annas, "/sites/new", **{**SITE, "commune": "La"})
    assert answer.status_code == 422
    for commune in several:
        assert f'value="{commune.code}"' in answer.text

    send(annas, "/sites/new", **{**SITE, "commune": "La", "commune_code": several[1].code})
    assert only_site(brewery).commune_code == several[1].code


@pytest.mark.parametrize("typed", ["tournai", "Tournai (7500)", " TOURNAI "])
def test_belgian_neighbours_are_found_too(annas: FlaskClient, brewery: Business, typed: str) -> None:
    assert send(annas, "/sites/new", **{**SITE, "commune": typed}).status_code == 303
    assert (only_site(brewery).country.value, only_site(brewery).postal_code) == ("BE", "7500")


def test_a_typed_postal_code_is_kept_when_the_commune_has_several(session: Session) -> None:
    villeneuve = territory().communes["59009"]
    assert postal_code("59650", villeneuve) == "59650"
    assert postal_code("Villeneuve-d'Ascq (59493)", villeneuve) == "59493"
    assert postal_code("villeneuve", villeneuve) == villeneuve.postal_codes[0]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "\x00"),
        ("name", "x" * 121),
        ("address", "🏭" * 200),
        ("commune", "Nowhere-sur-Rien"),
        ("commune", "7500\x00"),
        ("commune", "(" * 400),
        ("monday", "8-12"),
        ("monday", "08:00-12:00 11:00-13:00"),
        ("monday", "08:00-09:00 10:00-11:00 12:00-13:00"),
        ("monday", "17:00-08:00"),
        ("sunday", "08:00-25:00"),
        ("access", "x" * 1001),
        ("lat", "NaN"),
        ("lat", "91"),
        ("lon", "1e2"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_kept(
    annas: FlaskClient, brewery: Business, field: str, typed: str
) -> None:
    answer = send(annas, "/sites/new", **{**SITE, "saturday": "09:00-12:00", field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="09:00-12:00"' in answer.text
    assert queries.sites_of(brewery.id) == []


@pytest.mark.parametrize("place", [{"lat": "50.6"}, {"lon": "3.05"}, {"lat": "3.05", "lon": "50.63"}])
def test_half_a_place_or_a_far_one_is_a_slip(annas: FlaskClient, brewery: Business, place: dict[str, str]) -> None:
    answer = send(annas, "/sites/new", **SITE, **place)
    assert answer.status_code == 422
    assert 'id="lon-error"' in answer.text


def test_a_megabyte_of_text_is_too_much_but_no_bug(annas: FlaskClient) -> None:
    assert send(annas, "/sites/new", **{**SITE, "access": "x" * 1_000_000}).status_code in {413, 422}


def test_a_changed_site_shows_what_was_stored_and_matches_follow_a_move(
    annas: FlaskClient, brewery: Business, brewhouse: Site, jobs: Any
) -> None:
    path = f"/sites/{brewhouse.id}/edit"
    assert 'value="Lille (59000)"' in annas.get(path).text
    moved = {**SITE, "name": "Brewhouse 2", "commune": "Roubaix", "friday": "08:00-12:00"}
    assert send(annas, path, **moved).status_code == 303
    assert (brewhouse.name, brewhouse.commune_name) == ("Brewhouse 2", "Roubaix")
    assert jobs() == [(Job.FOLLOW_SITE, {"site_id": str(brewhouse.id)})]
    assert 'value="08:00-12:00"' in annas.get(path).text


def test_a_closed_site_is_gone_from_the_page(annas: FlaskClient, brewery: Business, brewhouse: Site) -> None:
    assert send(annas, f"/sites/{brewhouse.id}/closing").status_code == 303
    assert queries.sites_of(brewery.id) == []
    assert annas.get(f"/sites/{brewhouse.id}/edit").status_code == 404
    assert queries.site(brewhouse.id) is brewhouse


def test_foreign_and_missing_sites_answer_alike(
    client: FlaskClient, bram: Person, farm: Business, brewhouse: Site
) -> None:
    makers.enter(client, bram, farm)
    for site_id in (brewhouse.id, farm.id):
        assert client.get(f"/sites/{site_id}/edit").status_code == 404
        assert client.get(f"/sites/{site_id}/permits/new").status_code == 404
        for act in ("edit", "closing", "permits/new"):
            assert send(client, f"/sites/{site_id}/{act}", **SITE, **PERMIT).status_code == 404


def test_a_stated_permit_waits_and_counts_for_nothing(
    annas: FlaskClient, brewhouse: Site, brewery: Business, mona: Person
) -> None:
    codes = "20 01 38, 150103;191207* 20 01 38"
    answer = send(annas, f"/sites/{brewhouse.id}/permits/new", **{**PERMIT, "waste_codes": codes})
    assert answer.status_code == 303
    [permit] = queries.permits_waiting()
    assert permit.waste_codes == ["150103", "191207", "200138"]
    assert permit.site.business is brewery
    assert queries.permitted_codes([brewhouse.id], on=makers.TODAY) == {}
    assert "Waiting for a check" in annas.get("/company").text

    service.verify_permit(permit.id, by=mona.id, at=MONDAY)
    covered = {brewhouse.id: {"150103", "191207", "200138"}}
    assert queries.permitted_codes([brewhouse.id], on=makers.TODAY) == covered
    assert queries.permitted_codes([brewhouse.id], on=date(2099, 1, 1)) == covered
    assert queries.permitted_codes([brewhouse.id], on=date(2099, 1, 2)) == {}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("waste_codes", "20013"),
        ("waste_codes", "wood"),
        ("waste_codes", ","),
        ("waste_codes", "２００１３８"),
        ("valid_until", "2020-01-01"),
        ("valid_until", "tomorrow"),
        ("valid_until", "9999-99-99"),
        ("rubric", ""),
        ("reference", "\x00"),
    ],
)
def test_a_permit_that_cannot_be_read_is_refused(annas: FlaskClient, brewhouse: Site, field: str, typed: str) -> None:
    answer = send(annas, f"/sites/{brewhouse.id}/permits/new", **{**PERMIT, field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_a_permit_says_where_it_stands_on_a_day(session: Session) -> None:
    last = date(2026, 11, 23)
    permit = Permit(valid_until=last)
    assert permit.state_on(last) is PermitState.WAITING
    permit.verified_at = MONDAY
    assert permit.state_on(last) is PermitState.VERIFIED
    assert permit.state_on(date(2026, 11, 24)) is PermitState.EXPIRED
    permit.verified_at, permit.refused_at = None, MONDAY
    assert permit.state_on(last) is PermitState.REFUSED


def test_the_database_keeps_verified_and_refused_apart(session: Session, brewhouse: Site, mona: Person) -> None:
    both = Permit(
        site_id=brewhouse.id, rubric="x", reference="x", waste_codes=["200138"], valid_until=date(2030, 1, 1),
        created_at=MONDAY, verified_at=MONDAY, verified_by=mona.id, refused_at=MONDAY, refusal_reason="x",
    )  # fmt: skip
    session.add(both)
    with pytest.raises(sa.exc.IntegrityError, match="verified_or_refused"):
        session.flush()
