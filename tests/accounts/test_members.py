"""Who acts for a company: invited, welcomed, parted."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import queries, service
from exchange.accounts.models import Business, Invitation, MemberRole, Person
from exchange.journal.queries import history
from exchange.kernel.refusals import Conflict, Forbidden, NotFound
from tests import makers
from tests.accounts.browsing import letters, link, sign_in
from tests.makers import MONDAY, send

GUEST = "nora@filature.example"


@pytest.fixture
def annas(client: FlaskClient, anna: Person, brewery: Business) -> FlaskClient:
    return makers.enter(client, anna, brewery)


def invited(business: Business, by: Person, email: str = GUEST, role: MemberRole = MemberRole.MEMBER) -> Invitation:
    return service.invite(business.id, email, role, by=by.id, language="en", at=MONDAY)


def test_a_newcomer_joins_by_the_link_that_confirms_the_address(
    annas: FlaskClient, session: Session, brewery: Business
) -> None:
    assert send(annas, "/company/invitations", email="Nora@Filature.example", role="manager").status_code == 303
    [letter] = letters(session, GUEST)
    assert "Anna" in letter.body
    stranger = annas.application.test_client()
    path = link(letter)
    assert 'name="name"' in stranger.get(path).text
    assert stranger.get(path).status_code == 200

    answer = send(stranger, f"{path}/account", name="Nora", password=makers.PASSWORD)
    assert answer.location == "/sign-in"
    nora = queries.person_by_email(GUEST)
    assert nora is not None
    assert nora.confirmed_at is not None
    assert queries.role_of(nora.id, brewery.id) is MemberRole.MANAGER
    assert sign_in(stranger, GUEST).location == "/company"
    assert "Brasserie du Fil" in stranger.get("/company").text
    assert stranger.get(path).status_code == 409


def test_an_existing_account_signs_in_and_accepts(
    client: FlaskClient, session: Session, brewery: Business, anna: Person, bram: Person, farm: Business
) -> None:
    invited(brewery, anna, bram.email)
    path = link(letters(session, bram.email)[0])
    assert f"/sign-in?next={path}" in client.get(path).text
    makers.enter(client, bram, farm)
    assert "/acceptance" in client.get(path).text

    assert send(client, f"{path}/acceptance").location == "/company"
    assert queries.role_of(bram.id, brewery.id) is MemberRole.MEMBER
    assert "Brasserie du Fil" in client.get("/company").text


def test_a_forwarded_link_opens_nothing_for_another_account(
    client: FlaskClient, session: Session, brewery: Business, anna: Person, bram: Person, farm: Business
) -> None:
    invited(brewery, anna)
    path = link(letters(session, GUEST)[0])
    makers.enter(client, bram, farm)
    assert "/acceptance" not in client.get(path).text
    assert send(client, f"{path}/acceptance").status_code == 403
    assert queries.role_of(bram.id, brewery.id) is None
    assert queries.invitation_by_token(path.rsplit("/", 1)[1], at=MONDAY) is not None


def test_a_withdrawn_or_old_invitation_is_a_dead_link(
    annas: FlaskClient, session: Session, brewery: Business, anna: Person
) -> None:
    offered = invited(brewery, anna)
    token = link(letters(session, GUEST)[0]).rsplit("/", 1)[1]
    assert queries.invitation_by_token(token, at=MONDAY + timedelta(days=14)) is None
    assert send(annas, f"/company/invitations/{offered.id}/withdrawal").status_code == 303
    assert queries.invitation_by_token(token, at=MONDAY) is None
    with pytest.raises(Conflict):
        service.accept_with_new_account(token, "Nora", makers.PASSWORD, language="en", at=MONDAY)


def test_another_company_cannot_withdraw_it(
    client: FlaskClient, brewery: Business, anna: Person, bram: Person, farm: Business
) -> None:
    offered = invited(brewery, anna)
    makers.enter(client, bram, farm)
    assert send(client, f"/company/invitations/{offered.id}/withdrawal").status_code == 404


def test_inviting_again_replaces_the_first_offer(session: Session, brewery: Business, anna: Person) -> None:
    invited(brewery, anna)
    second = invited(brewery, anna)
    assert [offer.id for offer in queries.open_invitations(brewery.id, at=MONDAY)] == [second.id]


def test_members_are_not_invited_again(annas: FlaskClient, brewery: Business, anna: Person) -> None:
    assert send(annas, "/company/invitations", email=anna.email, role="member").status_code == 409


@pytest.mark.parametrize(("email", "role"), [("nora", "member"), (GUEST, "owner"), ("\x00", "member"), (GUEST, "")])
def test_a_refused_invitation_keeps_the_page(annas: FlaskClient, email: str, role: str) -> None:
    answer = send(annas, "/company/invitations", email=email, role=role)
    assert answer.status_code == 422
    assert "Brasserie du Fil" in answer.text


def test_who_asks_to_join_is_invited_with_one_press(
    annas: FlaskClient, session: Session, brewery: Business, anna: Person
) -> None:
    nora = makers.a_person("Nora")
    stranger = makers.enter(annas.application.test_client(), nora)
    fields = {"number": str(brewery.registration_number), "company": "x"}
    assert send(stranger, "/company/new", **fields).status_code == 303
    assert "already" in stranger.get("/company").text
    assert nora.email in letters(session, anna.email)[0].body
    assert nora.email in annas.get("/company").text

    assert send(annas, "/company/invitations", email=nora.email, role="member").status_code == 303
    assert queries.join_requests(brewery.id) == []
    assert send(annas, f"/company/join-requests/{nora.id}/refusal").status_code == 404


def test_members_see_no_managers_tools_and_cannot_use_them(client: FlaskClient, brewery: Business) -> None:
    carl = makers.a_person("Carl")
    makers._stored(makers.Membership(person_id=carl.id, business_id=brewery.id, role=MemberRole.MEMBER, since=MONDAY))
    makers.enter(client, carl, brewery)
    assert "/company/invitations" not in client.get("/company").text
    assert send(client, "/company/invitations", email=GUEST, role="member").status_code == 403
    assert send(client, f"/company/members/{brewery.id}/end").status_code == 404
    assert client.get("/sites/new").status_code == 403


def test_the_last_manager_cannot_leave(annas: FlaskClient, brewery: Business, anna: Person) -> None:
    assert send(annas, f"/company/members/{anna.id}/end").status_code == 409
    assert queries.role_of(anna.id, brewery.id) is MemberRole.MANAGER


def test_somebody_sent_away_is_out_with_the_next_request_and_may_come_back(
    annas: FlaskClient, session: Session, brewery: Business, anna: Person
) -> None:
    carl = makers.a_person("Carl")
    service.accept_invitation(_token(session, invited(brewery, anna, carl.email)), carl.id, at=MONDAY)
    carls = makers.enter(annas.application.test_client(), carl, brewery)
    assert "Brasserie du Fil" in carls.get("/company").text

    assert send(annas, f"/company/members/{carl.id}/end").status_code == 303
    assert "Brasserie du Fil" not in carls.get("/company").text
    service.accept_invitation(_token(session, invited(brewery, anna, carl.email)), carl.id, at=MONDAY)
    assert queries.role_of(carl.id, brewery.id) is MemberRole.MEMBER


def test_members_may_leave_but_not_end_others(session: Session, brewery: Business, anna: Person) -> None:
    carl = makers.a_person("Carl")
    service.accept_invitation(_token(session, invited(brewery, anna, carl.email)), carl.id, at=MONDAY)
    with pytest.raises(Forbidden):
        service.end_membership(brewery.id, anna.id, by=carl.id, at=MONDAY)
    service.end_membership(brewery.id, carl.id, by=carl.id, at=MONDAY)
    with pytest.raises(NotFound):
        service.end_membership(brewery.id, carl.id, by=carl.id, at=MONDAY)


def test_the_journal_knows_who_came_without_their_address(
    annas: FlaskClient, session: Session, brewery: Business, anna: Person
) -> None:
    send(annas, "/company/invitations", email=GUEST, role="member")
    [entry] = history("business", brewery.id)
    assert (entry.verb, entry.actor_id, entry.business_id) == ("invited", anna.id, brewery.id)
    assert GUEST not in str(entry.details)


def _token(session: Session, invitation: Invitation) -> str:
    return link(letters(session, invitation.email)[-1]).rsplit("/", 1)[1]
