"""What has been kept long enough goes, what has not stays; a dry run tells exactly what a run then takes."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from exchange.accounts.acting.models import StandIn
from exchange.accounts.cases.models import CaseKind, CaseLease
from exchange.accounts.measures.models import BarredAddress, MeasureGround, MeasureKind
from exchange.accounts.measures.noting import Concerned, Reasons, note_measure
from exchange.accounts.models import OneTimeToken, Person, SignIn, StaffRole, TokenPurpose
from exchange.accounts.registers.models import RegisterAnswer
from exchange.kernel import retention
from exchange.kernel.mail import MailState, OutgoingMail
from exchange.kernel.unit_of_work import unit_of_work
from exchange.notices.models import Notice
from tests import makers

NOW = makers.MONDAY.replace(hour=12)
DAY = timedelta(days=1)


def a_stay(person: Person, *, ended_days_ago: int | None, began_days_ago: int) -> SignIn:
    begun = NOW - began_days_ago * DAY
    return SignIn(
        id=uuid4(), person_id=person.id, secret_hash="x", created_at=begun, expires_at=begun + 30 * DAY, device="",
        ended_at=None if ended_days_ago is None else NOW - ended_days_ago * DAY,
    )  # fmt: skip


def a_mail(key: str, *, days_ago: int, state: MailState = MailState.SENT) -> OutgoingMail:
    sent_at = NOW - days_ago * DAY
    return OutgoingMail(
        id=uuid4(), dedupe_key=key, to_address="anna@navette.example", subject="Hello", body="Read me.", state=state,
        queued_at=sent_at, sent_at=sent_at if state is MailState.SENT else None,
    )  # fmt: skip


def a_notice(person: Person, key: str, *, days_ago: int) -> Notice:
    return Notice(
        id=uuid4(), person_id=person.id, kind="match_found", facts={}, path="/", dedupe_key=key,
        at=NOW - days_ago * DAY, cadence="bell",
    )  # fmt: skip


def a_case(person: Person, *, minutes_ago: int) -> CaseLease:
    until = NOW - timedelta(minutes=minutes_ago)
    return CaseLease(
        kind=CaseKind.OFFER, case_id=uuid4(), person_id=person.id, taken_at=until - timedelta(minutes=20), until=until
    )


def barred(person: Person) -> list[object]:
    """The address of somebody whose suspension ended, and of somebody whose has not."""
    mona = makers.a_person("Mona", staff=StaffRole.MODERATOR)
    rows: list[object] = []
    for minutes_ago in (1, -1):
        with unit_of_work():
            measure = note_measure(
                Concerned(person_id=person.id), MeasureKind.SUSPENDED, Reasons(MeasureGround.CONDUCT, "Threats."),
                {"name": person.name}, by=mona.id, at=NOW - DAY, until=NOW - timedelta(minutes=minutes_ago),
            )  # fmt: skip
        rows.append(BarredAddress(address_hash=str(len(rows)) * 64, measure_id=measure.id))
    return rows


@pytest.fixture
def kept(session: Session, anna: Person) -> dict[str, list[object]]:
    """Of each thing one that is over, and those that are not."""
    rows: dict[str, list[object]] = {
        "sign-ins": [
            a_stay(anna, ended_days_ago=31, began_days_ago=35), a_stay(anna, ended_days_ago=29, began_days_ago=35),
            a_stay(anna, ended_days_ago=None, began_days_ago=59),
        ],
        "links": [
            OneTimeToken(
                token_hash=str(days), person_id=anna.id, purpose=TokenPurpose.CONFIRM,
                created_at=NOW - 99 * DAY, expires_at=NOW - days * DAY,
            )
            for days in (31, 29)
        ],
        "mails": [
            a_mail("old", days_ago=91), a_mail("young", days_ago=89),
            a_mail("waits", days_ago=400, state=MailState.QUEUED),
        ],
        "barred addresses": barred(anna),
        "cases taken": [a_case(anna, minutes_ago=1), a_case(anna, minutes_ago=-1)],
        "register answers": [
            RegisterAnswer(business_id=makers.a_business().id, asked_at=NOW - days * DAY) for days in (91, 89)
        ],
        "notices": [a_notice(anna, "old", days_ago=366), a_notice(anna, "young", days_ago=364)],
    }  # fmt: skip
    with unit_of_work():
        session.add_all([row for some in rows.values() for row in some])
    return rows


def test_the_first_of_each_goes_and_the_others_stay(session: Session, kept: dict[str, list[object]]) -> None:
    told = {one.name: (one.rows, one.oldest) for one in retention.due(NOW)}
    assert {name: rows for name, (rows, _) in told.items()} == dict.fromkeys(kept, 1)
    assert told["notices"][1] == NOW - 366 * DAY

    assert retention.run(NOW) == dict.fromkeys(kept, 1)

    session.expire_all()
    assert session.scalars(sa.select(SignIn)).all() == [*filter(None, kept["sign-ins"][1:])]
    assert session.scalars(sa.select(OneTimeToken.token_hash)).all() == ["29"]
    assert session.scalars(sa.select(Notice.dedupe_key)).all() == ["young"]
    mails = session.execute(sa.select(OutgoingMail.dedupe_key, OutgoingMail.to_address, OutgoingMail.body))
    assert {key: (address, body) for key, address, body in mails} == {
        "old": ("", ""), "young": ("anna@navette.example", "Read me."), "waits": ("anna@navette.example", "Read me."),
    }  # fmt: skip
    assert set(retention.run(NOW).values()) == {0}, "twice changes nothing"


def test_the_command_writes_nothing_where_it_is_only_asked(
    app: Flask, session: Session, kept: dict[str, list[object]]
) -> None:
    said = [app.test_cli_runner().invoke(args=["retention", *option]).output for option in (["--dry-run"], [])]

    assert said[0].splitlines()[2].split()[:3] == ["1", "links", "oldest"]
    assert said[0] == said[1], "the dry run told what the run took"
    assert app.test_cli_runner().invoke(args=["retention", "--dry-run"]).output.split()[:2] == ["0", "barred"]


def test_a_stay_in_which_somebody_acted_for_a_company_stays_with_that(
    session: Session, kept: dict[str, list[object]]
) -> None:
    ada = makers.a_person("Ada", staff=StaffRole.ADMINISTRATOR)
    stay = a_stay(ada, ended_days_ago=40, began_days_ago=41)
    session.add(stay)
    session.flush()
    acted = StandIn(
        id=uuid4(), sign_in_id=stay.id, person_id=ada.id, business_id=makers.a_business("Brewery").id,
        reason="They called", began_at=stay.created_at, ends_at=stay.created_at + timedelta(minutes=60),
    )  # fmt: skip
    session.add(acted)
    session.flush()

    assert retention.run(NOW)["sign-ins"] == 1
    assert session.get(SignIn, stay.id) is not None


def test_more_than_a_thousand_go_in_several_steps(session: Session, anna: Person) -> None:
    many = retention.AT_ONCE + 1
    link = {
        "person_id": anna.id,
        "purpose": TokenPurpose.RESET,
        "created_at": NOW - 99 * DAY,
        "expires_at": NOW - 90 * DAY,
    }
    session.execute(sa.insert(OneTimeToken), [{"token_hash": f"{number}", **link} for number in range(many)])

    assert retention.run(NOW)["links"] == many
