"""A person leaves for good: asked with the password, undone within days, then nothing names them but what must stay."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from exchange.accounts import passwords
from exchange.accounts import queries as accounts
from exchange.accounts.erasing import queries, service
from exchange.accounts.erasing.models import ErasureRequest
from exchange.accounts.erasing.plan import statements
from exchange.accounts.erasing.tasks import erase_people
from exchange.accounts.measures import service as measures
from exchange.accounts.measures.models import BarredAddress, MeasureGround
from exchange.accounts.measures.noting import Reasons
from exchange.accounts.models import Business, Membership, Person, Site
from exchange.kernel import clock, invariants, retention
from exchange.kernel.orm import Base
from exchange.kernel.personal import Erasure, declared, reasons
from exchange.kernel.refusals import Conflict
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.models.flows import FlowImport, ImportState
from tests import makers
from tests.accounts.browsing import letters
from tests.makers import send

PAGE, ASK, WITHDRAW = "/account/erasure", "/account/erasure/requests", "/account/erasure/withdrawal"
CANARY = "Zeldacanary"


@pytest.fixture
def zelda(session: Session) -> Person:
    """Nobody else has her name; she has a real password."""
    zelda = makers.a_person(CANARY)
    zelda.password_hash = passwords.keep(makers.PASSWORD)
    session.flush()
    return zelda


def overdue(session: Session, person: Person) -> ErasureRequest:
    """A request whose days have passed."""
    at = clock.now() - service.DAYS_TO_THINK - timedelta(hours=1)
    assert service.ask(person.id, makers.PASSWORD, at=at)
    session.flush()
    return session.scalars(sa.select(ErasureRequest).where(ErasureRequest.person_id == person.id)).one()


def test_asked_for_with_the_password_told_by_mail_and_undone(
    client: FlaskClient, session: Session, zelda: Person
) -> None:
    makers.enter(client, zelda)
    assert send(client, ASK, password="not her password").status_code == 422
    assert queries.open_request(zelda.id) is None

    assert send(client, ASK, password=makers.PASSWORD).location == PAGE
    assert "Keep my account" in client.get(PAGE).text
    assert PAGE in letters(session, zelda.email)[-1].body
    send(client, WITHDRAW)

    assert queries.open_request(zelda.id) is None
    assert queries.due(clock.now() + service.DAYS_TO_THINK) == []


def test_nobody_goes_before_the_day(session: Session, zelda: Person) -> None:
    service.ask(zelda.id, makers.PASSWORD, at=clock.now())
    erase_people()

    assert session.get_one(Person, zelda.id).name == CANARY


def test_on_the_day_a_pseudonym_stays_and_nobody_signs_in(
    client: FlaskClient, session: Session, zelda: Person, brewery: Business
) -> None:
    makers.enter(client, zelda)
    session.add(Membership(person_id=zelda.id, business_id=brewery.id, role="member", since=clock.now()))
    overdue(session, zelda)
    erase_people()
    erase_people()

    session.expire_all()
    left = session.get_one(Person, zelda.id)
    assert left.name == "Former member"
    assert left.email == f"erased-{zelda.id}@erased.invalid"
    assert not passwords.opens(left.password_hash, makers.PASSWORD)
    assert client.get(PAGE).status_code != 200
    assert session.get_one(Membership, (zelda.id, brewery.id)).ended_at is not None
    assert not any(invariants.broken().values())


def test_who_is_suspended_does_not_come_back_by_going(
    client: FlaskClient, session: Session, zelda: Person, mona: Person, run_jobs: Callable[[], None]
) -> None:
    address, reasons = zelda.email, Reasons(MeasureGround.CONDUCT, "Threatened a driver.")
    with unit_of_work():
        measure = measures.suspend_person(zelda.id, reasons, until=None, by=mona.id, at=clock.now())
    overdue(session, zelda)
    erase_people()
    kept = session.scalars(sa.select(BarredAddress)).one()
    assert address not in kept.address_hash

    fields = {"name": "Zelda", "password": "warp and weft 59", "number": makers.a_siren(), "company": "Zelda & Co"}
    answers = [send(client, "/sign-up", email=email, **fields) for email in (address, "somebody.else@x.example")]
    assert answers[0].status_code == answers[1].status_code == 303
    assert answers[0].location == answers[1].location
    assert accounts.person_by_email(address) is None
    assert accounts.is_taken(address, by_other_than=mona.id, at=clock.now()), "nobody moves to it either"

    with unit_of_work():
        measures.lift(measure.id, by=mona.id, at=clock.now())
    assert not accounts.is_taken(address, by_other_than=None, at=clock.now())
    assert retention.run(clock.now() + timedelta(minutes=1))["barred addresses"] == 1
    send(client, "/sign-up", email=address, **fields)
    assert accounts.person_by_email(address) is not None


def test_the_last_manager_invites_another_one_first(session: Session, zelda: Person, anna: Person) -> None:
    mill = makers.a_business("Moulin", member=zelda)
    session.add(Membership(person_id=anna.id, business_id=mill.id, role="member", since=clock.now()))
    session.flush()

    with pytest.raises(Conflict, match="last_manager") as refused:
        service.ask(zelda.id, makers.PASSWORD, at=clock.now())
    assert "Moulin" in refused.value.message, "it says where"


def test_a_company_of_one_ends_its_business_first(session: Session, zelda: Person) -> None:
    site: Site = makers.a_site(makers.a_business("Moulin", member=zelda), makers.LILLE, name="Mill")
    makers.a_lot(site, title="Bran")

    with pytest.raises(Conflict, match="unsettled_business") as refused:
        service.ask(zelda.id, makers.PASSWORD, at=clock.now())
    assert "Bran" in refused.value.message


def test_who_took_on_something_meanwhile_stays(session: Session, zelda: Person) -> None:
    site = makers.a_site(makers.a_business("Moulin", member=zelda), makers.LILLE, name="Mill")
    request = overdue(session, zelda)
    makers.a_lot(site, title="Bran")

    assert not service.erase(request.id, at=clock.now())
    assert session.get_one(Person, zelda.id).name == CANARY


def test_what_is_kept_has_its_reason_and_nothing_is_half_dropped() -> None:
    for name, table in declared().items():
        rules = {one.erasure for one in table.personal.values()}
        assert Erasure.DROPPED not in rules or rules == {Erasure.DROPPED}, f"{name}: rows go whole or stay"
    kept = {one.term for table in declared().values() for one in table.personal.values() if one.erasure is Erasure.KEPT}
    assert kept == reasons().keys()


def test_the_database_lets_every_blank_through(session: Session, zelda: Person) -> None:
    """A register that was refused keeps a file, so that it can be tried again: an empty one."""
    said = {"file_name": f"{CANARY}.csv", "source": "Register 2025", "encoding": "utf-8", "content": b"by Zelda"}
    times = {"created_at": clock.now(), "moved_at": clock.now(), "finished_at": clock.now()}
    refused = FlowImport(started_by=zelda.id, keeps_good_rows=True, state=ImportState.REFUSED, **said, **times)
    session.add(refused)
    session.flush()
    for statement in statements(zelda, name="Former member"):
        session.execute(statement)

    left = session.execute(sa.select(FlowImport.content, FlowImport.file_name)).one()
    assert tuple(left) == (b"", "[…].csv")
    assert session.scalar(sa.select(Person.name).where(Person.id == zelda.id)) == "Former member"


def test_no_column_of_any_table_names_them_but_what_is_declared_as_kept(
    session: Session, zelda: Person, run_jobs: Callable[[], None]
) -> None:
    run_jobs()
    _without_promises(session)
    for name in declared():
        _type_canary(session, name, zelda)
    assert len(_holding(session)) > 100, "the canary was typed"

    for statement in statements(zelda, name="Former member"):
        session.execute(statement)

    kept = {
        f"{name}.{column}"
        for name, table in declared().items()
        for column, one in table.personal.items()
        if one.erasure is Erasure.KEPT
    }
    assert _holding(session) - kept == set()


def _without_promises(session: Session) -> None:
    """The same tables without CHECKs, keys and triggers, in front of the real ones until the test rolls back."""
    for name in declared():
        session.execute(sa.text(f'CREATE TEMPORARY TABLE "{name}" (LIKE public."{name}" INCLUDING GENERATED)'))


def _type_canary(session: Session, name: str, person: Person) -> None:
    """One row of hers: the canary wherever a person may stand, her id wherever an id stands."""
    words = f"so says {CANARY}, {person.email}"
    values = {}
    for column in Base.metadata.tables[name].columns:
        if column.computed is not None or (name, column.name) == ("membership", "ended_at"):
            continue  # who has left a company no longer speaks for it
        is_mail = f"mail:{column.name}" in declared()[name].about
        told = person.email if is_mail else words if column.name in declared()[name].personal else "x"
        values[column.name] = _like(column, told, person)
    marks = ", ".join(f"CAST(:{column} AS {kind})" for column, (kind, _) in values.items())
    columns = ", ".join(f'"{column}"' for column in values)
    session.execute(
        sa.text(f'INSERT INTO "{name}" ({columns}) VALUES ({marks})'),
        {column: value for column, (_, value) in values.items()},
    )


def _like(column: sa.Column[object], told: str, person: Person) -> tuple[str, object]:
    kind = _kind(column)
    if kind.startswith(("TEXT", "VARCHAR")) and not kind.endswith("[]"):
        return kind, told[: getattr(column.type, "length", None)]
    if kind.endswith("[]"):
        return kind, "{}"
    typed = {"UUID": str(person.id), "JSONB": f'{{"words": "{told}"}}', "BYTEA": told.encode(), "BOOLEAN": True}
    return kind, typed.get(kind) or _OTHERS.get(kind, "1")


def _kind(column: sa.Column[object]) -> str:
    return str(column.type.compile(dialect=postgresql.dialect()))


_OTHERS = {
    "INT4RANGE": "empty", "INT4MULTIRANGE": "{}", "point": "(1,1)", "circle": "<(1,1),1>", "box": "(1,1),(0,0)",
    "DATE": "2026-11-23", "TIMESTAMP WITH TIME ZONE": "2026-11-23", "TIME WITHOUT TIME ZONE": "10:00",
}  # fmt: skip


def _holding(session: Session) -> set[str]:
    """Every column in which the canary stands."""
    found = set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            kind = _kind(column)
            text = f"encode(\"{column.name}\", 'escape')" if kind == "BYTEA" else f'"{column.name}"::text'
            asked = sa.text(f'SELECT 1 FROM "{table.name}" WHERE {text} ILIKE :canary LIMIT 1')
            if session.execute(asked, {"canary": f"%{CANARY}%"}).first():
                found.add(f"{table.name}.{column.name}")
    return found
