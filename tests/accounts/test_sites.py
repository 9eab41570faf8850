"""Sites: a commune that is understood, hours that are read, a place that is kept."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import queries, quota, service
from exchange.accounts.communes import candidates, postal_code
from exchange.accounts.models import Business, Permit, PermitState, Person, Site
from exchange.journal.queries import history
from exchange.kernel import clock
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.territory import territory
from tests import makers
from tests.accounts.browsing import letters
from tests.listings.test_papers import PDF
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
    [permit] = queries.permits_waiting(10)
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


def stated(client: FlaskClient, site: Site, session: Session, content: bytes = PDF, **changed: str) -> Permit:
    sent = {**PERMIT, **changed, "paper": (BytesIO(content), "../arrete.pdf")}
    assert send(client, f"/sites/{site.id}/permits/new", **sent).status_code == 303
    return session.scalars(sa.select(Permit).order_by(Permit.created_at.desc(), Permit.id.desc())).first() or Permit()


def test_the_act_is_saved_by_its_company_and_opened_by_moderators_who_leave_a_trace(
    annas: FlaskClient, session: Session, brewhouse: Site, mona: Person, bram: Person, farm: Business
) -> None:
    permit = stated(annas, brewhouse, session)
    mine = annas.get(f"/permits/{permit.id}/paper")
    assert (mine.data, mine.headers["Content-Security-Policy"][:7]) == (PDF, "sandbox")

    moderator = makers.enter(annas.application.test_client(), mona)
    assert f"/desk/permits/{permit.id}/opening" in moderator.get("/desk").text
    assert send(moderator, f"/desk/permits/{permit.id}/opening").data == PDF
    assert [entry.verb for entry in history("permit", permit.id)] == ["stated", "paper_opened"]
    assert history("permit", permit.id)[-1].actor_id == mona.id

    stranger = makers.enter(annas.application.test_client(), bram, farm)
    assert stranger.get(f"/permits/{permit.id}/paper").status_code == 404
    assert send(stranger, f"/desk/permits/{permit.id}/opening").status_code == 403


def test_a_moderator_does_not_open_the_act_of_their_own_company(
    client: FlaskClient, session: Session, mona: Person
) -> None:
    own = makers.a_business("Own", member=mona)
    yard = makers.a_site(own)
    both = makers.enter(client, mona, own)
    permit = stated(both, yard, session)

    assert send(both, f"/desk/permits/{permit.id}/opening").status_code == 403
    assert [entry.verb for entry in history("permit", permit.id)] == ["stated"]


def test_an_act_counts_in_the_quota_and_what_is_no_pdf_is_refused_beside_its_field(
    annas: FlaskClient, session: Session, brewhouse: Site, brewery: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated(annas, brewhouse, session)
    assert quota.used_bytes(brewery.id) == len(PDF)

    refused = send(annas, f"/sites/{brewhouse.id}/permits/new", **PERMIT, paper=(BytesIO(b"MZ"), "a.pdf"))
    assert refused.status_code == 422
    assert "This is not a whole PDF." in refused.text
    assert PERMIT["reference"] in refused.text

    monkeypatch.setitem(annas.application.config, "COMPANY_FILES_MB", 0)
    full = send(annas, f"/sites/{brewhouse.id}/permits/new", **PERMIT, paper=(BytesIO(PDF), "a.pdf"))
    assert full.status_code == 409
    assert len(queries.permits_waiting(10)) == 1


@pytest.mark.parametrize(("days", "told"), [(61, 0), (60, 1), (15, 1), (14, 1), (0, 1), (-1, 0)], ids=str)
def test_managers_hear_that_a_permit_ends(
    days: int, told: int, session: Session, brewhouse: Site, anna: Person, mona: Person
) -> None:
    permit = a_permit(brewhouse, mona, clock.today() + timedelta(days=days))
    for _ in range(2):
        TASKS[Job.REMIND_PERMITS].run()

    mails = letters(session, anna.email)
    assert len(mails) == told
    assert all(permit.reference in mail.body for mail in mails)


def test_a_permit_that_a_longer_one_replaces_ends_in_silence(
    session: Session, brewhouse: Site, anna: Person, mona: Person
) -> None:
    soon = clock.today() + timedelta(days=20)
    a_permit(brewhouse, mona, soon)
    a_permit(brewhouse, mona, soon.replace(year=2099))
    TASKS[Job.REMIND_PERMITS].run()

    assert letters(session, anna.email) == []


def test_a_permit_in_its_last_sixty_days_is_marked(annas: FlaskClient, brewhouse: Site, mona: Person) -> None:
    a_permit(brewhouse, mona, clock.today() + timedelta(days=60))
    assert "Ends soon" in annas.get("/company").text


def a_permit(site: Site, mona: Person, last: date) -> Permit:
    """One that a moderator has verified."""
    facts: dict[str, Any] = {"rubric": "2714-1", "reference": "AP 12", "waste_codes": ["200138"], "created_at": MONDAY}
    verified = Permit(site_id=site.id, valid_until=last, verified_at=MONDAY, verified_by=mona.id, **facts)
    stored: Permit = makers._stored(verified)
    return stored
