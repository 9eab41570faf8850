"""The desk's page about a company: what it states, where it stands, what happened; the company reads the latter too."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import queries
from exchange.accounts.models import Business, Permit, Person, Site
from exchange.accounts.service import PermitDraft, add_permit, refuse_business, verify_permit
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.makers import MONDAY

HOUR = timedelta(hours=1)


@pytest.fixture
def story(session: Session, mona: Person) -> Business:
    """A company that stated a permit, which was verified; its own verification was refused."""
    nora = makers.a_person("Nora")
    business = makers.a_business("Filature du Pont", member=nora, verified=False)
    site = makers.a_site(business)
    with unit_of_work():
        permit = a_permit(site, by=nora)
        verify_permit(permit.id, by=mona.id, at=MONDAY + HOUR)
        refuse_business(business.id, by=mona.id, at=MONDAY + 2 * HOUR, reason="No such street.")
    return business


def a_permit(site: Site, *, by: Person) -> Permit:
    draft = PermitDraft(rubric="2714-1", reference="AP 7 of 2024", waste_codes=["200138"], valid_until=date(2030, 1, 1))
    return add_permit(site.id, site.business_id, draft, by=by.id, at=MONDAY)


def test_the_desk_reads_what_happened_newest_first_with_who_did_it(
    client: FlaskClient, session: Session, story: Business, mona: Person
) -> None:
    makers.enter(client, mona)
    session.commit()
    shown = client.get(f"/desk/businesses/{story.id}?lang=en").text

    history = shown[shown.index('id="history"') :]
    told = ["The verification was refused, with reasons", "A permit was verified · AP 7 of 2024", "A permit was stated"]
    assert sorted(told, key=history.index) == told
    assert mona.name in history
    assert "No such street." in shown
    assert "Verification refused" in shown


def test_the_company_reads_the_same_but_not_who_of_the_exchange_acted(
    client: FlaskClient, session: Session, story: Business, mona: Person
) -> None:
    [nora] = [member.person for member in queries.members_of(story.id)]
    makers.enter(client, nora, story)
    session.commit()
    shown = client.get("/company?lang=en").text
    history = shown[shown.index('id="history"') :]
    assert "A permit was verified · AP 7 of 2024" in history
    assert mona.name not in history


def test_another_companys_story_is_nobodys_business(client: FlaskClient, session: Session, story: Business) -> None:
    bram = makers.a_person("Bram")
    other = makers.a_business("Corderie", member=bram)
    makers.enter(client, bram, other)
    session.commit()
    assert client.get(f"/desk/businesses/{story.id}").status_code == 403
    assert "AP 7 of 2024" not in client.get("/company?lang=en").text


def test_a_company_that_is_not_there_answers_404(client: FlaskClient, session: Session, mona: Person) -> None:
    makers.enter(client, mona)
    session.commit()
    assert client.get(f"/desk/businesses/{uuid4()}").status_code == 404
