"""What is taken away is gone at the next request: the rights of people who are signed in, and things by their ids."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts import service as accounts
from exchange.accounts.measures import service as measures
from exchange.accounts.measures.models import MeasureGround
from exchange.accounts.measures.noting import Reasons
from exchange.accounts.models import MemberRole, Membership, Person, StaffRole
from exchange.accounts.service.staff import appoint, dismiss
from exchange.kernel import clock
from exchange.kernel.unit_of_work import unit_of_work
from tests import makers
from tests.access_doors import DOORS
from tests.access_matrix import Door, Role
from tests.access_stage import Stage, set_stage
from tests.test_access import elsewhere, knock, knocks, undone, without_ids

REASONS = Reasons(MeasureGround.CONDUCT, "Threatened a driver.")


@pytest.fixture
def stage(session: Session) -> Stage:
    return set_stage()


def person(stage: Stage, role: Role) -> Person:
    found = stage.visitors[role][0]
    assert found is not None
    return found


def end_membership(session: Session, stage: Stage) -> None:
    row = sa.update(Membership).where(Membership.person_id == person(stage, Role.MEMBER).id)
    session.execute(row.values(ended_at=clock.now()))


def make_member(session: Session, stage: Stage) -> None:
    row = sa.update(Membership).where(Membership.person_id == person(stage, Role.MANAGER).id)
    session.execute(row.values(role=MemberRole.MEMBER))


def dismiss_moderator(_session: Session, stage: Stage) -> None:
    dismiss(person(stage, Role.MODERATOR).id, by=person(stage, Role.ADMINISTRATOR).id, at=clock.now())


def make_facilitator(_session: Session, stage: Stage) -> None:
    by, address = person(stage, Role.ADMINISTRATOR).id, person(stage, Role.MODERATOR).email
    appoint(address, StaffRole.FACILITATOR, by=by, at=clock.now())


def suspend_manager(_session: Session, stage: Stage) -> None:
    by = person(stage, Role.ADMINISTRATOR).id
    measures.suspend_person(person(stage, Role.MANAGER).id, REASONS, until=None, by=by, at=clock.now())


def suspend_company(_session: Session, stage: Stage) -> None:
    by = person(stage, Role.ADMINISTRATOR).id
    accounts.suspend_business(stage.business, by=by, at=clock.now(), reason="Nobody answers.")


@pytest.mark.parametrize(
    ("role", "path", "change"),
    [
        (Role.MEMBER, "/offers/{offer}/pause", end_membership),
        (Role.MANAGER, "/company/invitations", make_member),
        (Role.MANAGER, "/offers/{offer}/pause", suspend_manager),
        (Role.MANAGER, "/offers/{offer}/pause", suspend_company),
        (Role.MODERATOR, "/desk/offers/{waiting_offer}/approval", dismiss_moderator),
        (Role.MODERATOR, "/desk/offers/{waiting_offer}/approval", make_facilitator),
    ],
)
def test_who_is_signed_in_loses_a_right_with_the_next_request(
    session: Session, client: FlaskClient, stage: Stage, role: Role, path: str, change: Callable[[Session, Stage], None]
) -> None:
    who, business = stage.visitors[role]
    assert who is not None
    makers.enter(client, who, business)
    address = path.format(offer=stage.offer, waiting_offer=stage.waiting_offer)
    with undone(session):
        assert makers.send(client, address, version=1).status_code in {303, 422}, "until then it is open"
    with unit_of_work():
        change(session, stage)
    session.commit()

    answer = makers.send(client, address, version=1)

    sent_away = (answer.location or "").startswith("/sign-in?next")
    assert sent_away or answer.status_code in {403, 404}


DELETIONS: dict[str, Role] = {
    "attachments.remove": Role.MANAGER,
    "company.withdraw_invitation": Role.MANAGER,
    "company.end_membership": Role.MANAGER,
    "company.decline_join_request": Role.MANAGER,
    "drafts.delete": Role.MANAGER,
    "papers.remove": Role.MANAGER,
    "photos.remove": Role.MANAGER,
    "searches.remove": Role.MEMBER,
}
"""Doors that delete something, and who goes through them."""


def own_ids(door: Door, stage: Stage) -> dict[str, Any]:
    """The ids of an address; of several the last is the thing itself, the others what it belongs to."""
    return door.ids(stage) if door.ids else {}


@pytest.mark.parametrize("endpoint", DELETIONS)
def test_what_was_deleted_answers_like_what_never_was(
    app: Flask, session: Session, stage: Stage, endpoint: str
) -> None:
    role, door = DELETIONS[endpoint], DOORS[endpoint]
    gone = list(own_ids(door, stage).values())[-1]
    [rule] = app.url_map.iter_rules(endpoint)
    assert knock(app, stage, role, rule, "POST", door, own_ids(door, stage)).status_code == 303
    session.commit()

    wrong, knocked = [], 0
    for rule, method, other, _audience in knocks(app):
        ids = own_ids(other, stage)
        if gone not in ids.values():
            continue
        with undone(session):
            deleted = knock(app, stage, role, rule, method, other, ids)
        missing = {name: value if value != gone else elsewhere({name: value})[name] for name, value in ids.items()}
        with undone(session):
            nothing = knock(app, stage, role, rule, method, other, missing)
        knocked += 1
        same = without_ids(deleted, ids) == without_ids(nothing, missing)
        if deleted.status_code not in {403, 404} or deleted.status_code != nothing.status_code or not same:
            wrong.append(
                f"{method} {rule}: {deleted.status_code} after it was deleted, {nothing.status_code} for nothing"
            )
    assert knocked
    assert wrong == []


def test_the_list_of_deletions_is_whole(app: Flask) -> None:
    """A new door whose name says that it deletes has its line here, or below with why not."""
    words = ("remove", "delete", "end_membership", "withdraw_invitation", "decline_join_request")
    kept = {
        "documents.remove_carrier", "partners.remove", "security.remove_passkey", "security.remove_second_step",
    }  # fmt: skip
    """A line of a deal's dossier by its number, what one's own company counts on, what only its person has."""
    found = {one for one in DOORS if one.split(".")[1].startswith(words)}
    assert found == DELETIONS.keys() | kept
