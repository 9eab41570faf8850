"""Moderators see who reported something after a press, and the journal keeps that they looked."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Membership, Person
from exchange.journal.queries import history
from exchange.kernel.refusals import Forbidden
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models import Offer
from exchange.moderation.notices import service
from exchange.moderation.notices.models import ContentKind, ContentNotice, NoticeReason
from tests import makers
from tests.makers import MONDAY
from tests.moderation.notices.conftest import MAIL, given


def looks(notice: ContentNotice) -> list[object]:
    return [entry.actor_id for entry in history("content_notice", notice.id) if entry.verb == "reporter_opened"]


def test_a_press_shows_them_to_who_pressed_and_is_noted_once(
    client: FlaskClient, session: Session, notice: ContentNotice, mona: Person, otto: Person
) -> None:
    mona.language = "en"
    session.commit()
    page, press = f"/desk/reports/{notice.id}", f"/desk/reports/{notice.id}/reporter"
    makers.enter(client, mona)
    assert MAIL not in client.get(page).text

    for _ in range(2):
        assert makers.send(client, press).location == page

    assert MAIL in client.get(page).text
    assert looks(notice) == [mona.id]
    makers.enter(client, otto)
    assert MAIL not in client.get(page).text, "everybody looks for themselves"


def test_the_reported_company_s_own_moderator_never_sees_them(
    client: FlaskClient, session: Session, notice: ContentNotice, mona: Person, brewery: Business
) -> None:
    session.add(Membership(person_id=mona.id, business_id=brewery.id, role="member", since=MONDAY))
    session.commit()
    makers.enter(client, mona, brewery)

    assert makers.send(client, f"/desk/reports/{notice.id}/reporter").status_code == 403
    with pytest.raises(Forbidden, match="own_company"), unit_of_work():
        service.open_reporter(notice.id, by=mona.id, at=MONDAY)
    assert MAIL not in client.get(f"/desk/reports/{notice.id}").text
    assert looks(notice) == []


def test_where_nobody_gave_a_name_there_is_nothing_to_press(
    client: FlaskClient, session: Session, lot: Offer, mona: Person
) -> None:
    nameless = given(ContentKind.OFFER, lot.id, name="", email="", reason=NoticeReason.CHILDREN)
    makers.enter(client, mona)

    assert f"/desk/reports/{nameless.id}/reporter" not in client.get(f"/desk/reports/{nameless.id}").text
