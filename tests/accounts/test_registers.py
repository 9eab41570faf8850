"""A public register that runs beside the test: asked once for a new company, never trusted with more than a badge."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.core.registers import (
    Difference,
    Entry,
    UnreadableAnswer,
    are_one_name,
    differences,
    read_answer,
)
from exchange.accounts.models import Business, Person
from exchange.accounts.registers.asking import NoAnswer
from exchange.accounts.registers.models import RegisterAnswer
from exchange.accounts.registers.settings import know_registers
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.registration import RegistrationKind
from tests import makers
from tests.accounts.browsing import a_sign_up, letters, link
from tests.kernel.talker import Talker, certified, talking
from tests.makers import MONDAY, send

LISTED = {
    "siren": "", "nom_complet": "FILATURE DU PONT SARL", "etat_administratif": "A", "activite_principale": "13.10Z",
    "date_creation": "1998-04-01", "date_fermeture": None, "statut_diffusion": "O",
    "siege": {"libelle_commune": "ROUBAIX", "adresse": "1 RUE DU FIL"},
}  # fmt: skip
"""As the interface writes it; the company is made up."""
ENTRY = Entry("FILATURE DU PONT SARL", "1310Z", "ROUBAIX", date(1998, 4, 1), None, is_open=True, withholds=False)


def answering(*results: dict[str, Any]) -> bytes:
    return json.dumps({"results": list(results), "total_results": len(results)}).encode()


class Register:
    """What the register beside the test says next, and where it stands."""

    def __init__(self) -> None:
        self.status, self.body = "200 OK", answering()
        self.talker: Talker

    def knows(self, number: str, **changes: Any) -> None:
        self.body = answering({**LISTED, "siren": number, **changes})

    def says(self, _over: Event) -> list[bytes]:
        return [f"HTTP/1.1 {self.status}\r\ncontent-length: {len(self.body)}\r\n\r\n".encode(), self.body]


@pytest.fixture
def register(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """It answers with TLS on this machine, and the settings name it."""
    tls, sheet = certified(tmp_path, name="127.0.0.1")
    register = Register()
    with talking(register.says, tls) as register.talker:
        monkeypatch.setitem(app.config, "REGISTER_FR_URL", f"https://127.0.0.1:{register.talker.port}")
        monkeypatch.setitem(app.config, "REGISTER_FR_CERTIFICATES", sheet)
        yield register


@pytest.fixture
def filature(session: Session) -> Business:
    """A company that waits to be verified."""
    return makers.a_business("Filature du Pont", member=makers.a_person("Nora"), verified=False)


@pytest.fixture
def desk(session: Session, client: FlaskClient, mona: Person) -> FlaskClient:
    """Mona's browser."""
    makers.enter(client, mona)
    session.commit()
    return client


def press(desk: FlaskClient, business: Business) -> Any:
    return send(desk, f"/desk/businesses/{business.id}/register")


def page(desk: FlaskClient, business: Business) -> str:
    return desk.get(f"/desk/businesses/{business.id}?lang=en").text


def kept(session: Session) -> list[RegisterAnswer]:
    return list(session.scalars(sa.select(RegisterAnswer).execution_options(populate_existing=True)))


def test_a_new_company_is_looked_up_once_its_manager_has_answered_a_mail(
    register: Register, client: FlaskClient, session: Session, run_jobs: Callable[[], None]
) -> None:
    number = makers.a_siren()
    register.knows(number)
    send(client, "/sign-up", **a_sign_up(number=number))
    run_jobs()
    assert register.talker.asked == [], "an address that nobody answered makes us ask nobody"

    send(client, link(letters(session, "nora@filature.example")[0]))
    run_jobs()
    [question] = register.talker.asked
    assert question.startswith(f"GET /search?q={number}&minimal=true&include=siege&".encode())
    assert [answer.entry for answer in kept(session)] == [ENTRY]


def test_what_agrees_is_said_and_what_does_not_is_marked(
    register: Register, desk: FlaskClient, filature: Business, run_jobs: Callable[[], None]
) -> None:
    register.knows(str(filature.registration_number))
    press(desk, filature)
    run_jobs()
    for there in (page(desk, filature), desk.get("/desk/businesses?lang=en").text, desk.get("/desk?lang=en").text):
        assert "FILATURE DU PONT SARL" in there
        assert "Agrees with the register" in there

    changes = {"etat_administratif": "C", "date_fermeture": "2024-02-29", "nom_complet": "GARAGE DE L'ÉCLUSE"}
    register.knows(str(filature.registration_number), **changes)
    press(desk, filature)
    run_jobs()
    shown = page(desk, filature)
    assert "Agrees with the register" not in shown
    for mark in ("Closed, says the register", "Another name in the register", "Closed on 29 Feb 2024"):
        assert mark in shown


def test_a_number_that_the_register_does_not_know_is_marked(
    register: Register, desk: FlaskClient, filature: Business, run_jobs: Callable[[], None]
) -> None:
    register.body = answering({**LISTED, "siren": "356000000"})
    press(desk, filature)
    run_jobs()
    assert "Not in the register" in page(desk, filature)


def test_withheld_names_and_addresses_are_not_kept(
    register: Register, desk: FlaskClient, filature: Business, run_jobs: Callable[[], None], session: Session
) -> None:
    register.knows(str(filature.registration_number), statut_diffusion="P", nom_complet="NORA TEST (FILATURE)")
    press(desk, filature)
    run_jobs()
    [answer] = kept(session)
    assert (answer.name, answer.commune, answer.withholds) == ("", "", True)
    assert "withheld at the wish of the person" in page(desk, filature)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        ("503 Away", b"later"), ("429 Slowly", b"{}"), ("200 OK", b"<html>a page</html>"), ("200 OK", b"{}"),
        ("200 OK", b'{"results": [{"siren": "NUMBER"}]}'), ("200 OK", b"[" * 9000),
        ("200 OK", b'{"results": [{"siren": "NUMBER", "etat_administratif": "?"}]}'), ("200 OK", b"x" * 70_000),
        ("302 Found\r\nlocation: http://127.0.0.1:1/", b""),
    ],
)  # fmt: skip
def test_no_answer_is_kept_as_such_and_tried_again(
    register: Register, desk: FlaskClient, filature: Business, session: Session, status: str, body: bytes
) -> None:
    register.status, register.body = status, body.replace(b"NUMBER", str(filature.registration_number).encode())
    press(desk, filature)
    for times in (1, 2):
        with pytest.raises(NoAnswer):
            TASKS[Job.ASK_REGISTER].run(business_id=str(filature.id))
        [answer] = kept(session)
        assert (answer.failures, answer.answered_at) == (times, None)
    assert "The register did not answer" in page(desk, filature)
    retry = TASKS[Job.ASK_REGISTER].retry
    assert retry
    assert retry.max_attempts == 6, "it ends"


def test_a_register_whose_certificate_nobody_vouches_for_is_not_believed(
    register: Register, desk: FlaskClient, filature: Business, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.knows(str(filature.registration_number))
    monkeypatch.setitem(app.config, "REGISTER_FR_CERTIFICATES", "")
    press(desk, filature)
    with pytest.raises(NoAnswer):
        TASKS[Job.ASK_REGISTER].run(business_id=str(filature.id))
    assert register.talker.asked == []


def test_nobody_is_asked_without_a_register_for_a_belgian_number_or_about_made_up_companies(
    app: Flask, desk: FlaskClient, filature: Business, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "check the number by hand" in page(desk, filature)
    assert press(desk, filature).status_code == 409
    monkeypatch.setitem(app.config, "REGISTER_FR_URL", "https://register.example")
    filature.is_demo = True
    session.commit()
    assert press(desk, filature).status_code == 409
    filature.is_demo, filature.registration_kind = False, RegistrationKind.BCE
    filature.registration_number = "0403019261"
    session.commit()
    assert press(desk, filature).status_code == 409
    assert kept(session) == []


def test_a_press_twice_asks_once(
    register: Register, desk: FlaskClient, filature: Business, run_jobs: Callable[[], None]
) -> None:
    press(desk, filature)
    press(desk, filature)
    run_jobs()
    assert len(register.talker.asked) == 1


@pytest.mark.parametrize("address", ["http://register.example", "register.example", "https://"])
def test_a_site_does_not_start_with_a_register_that_anybody_can_speak_for(app: Flask, address: str) -> None:
    site = Flask("another")
    site.config["REGISTER_FR_URL"] = address
    with pytest.raises(ValueError, match=r"https|address"):
        know_registers(site)


def test_the_database_keeps_no_withheld_name(session: Session, filature: Business) -> None:
    row = RegisterAnswer(
        business_id=filature.id, asked_at=MONDAY, answered_at=MONDAY, is_listed=True, name="Nora", withholds=True
    )
    session.add(row)
    with pytest.raises(IntegrityError, match="withheld_is_not_kept"):
        session.flush()
    session.rollback()


NAMES = [
    ("Brasserie du Fil", "BRASSERIE DU FIL", True), ("Brasserie du Fil", "SAS BRASSERIE DU FIL (LE FIL)", True),
    ("Ets Hénin", "HENIN", True), ("SA", "SARL", False), ("Brasserie du Fil", "BRASSERIE DU PONT", False),
    ("Œuvres d'Émaux", "OEUVRES D EMAUX", True), ("", "X", False), ("Métropole", "METROPOLE EUROPEENNE DE LILLE", True),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_names_are_compared_as_people_would(one: str, other: str, same: bool) -> None:
    assert are_one_name(one, other) is same


@given(st.text(max_size=40), st.text(max_size=40))
@example("", "")
def test_comparing_names_has_no_sides_and_knows_itself(one: str, other: str) -> None:
    assert are_one_name(one, one)
    assert are_one_name(one, other) is are_one_name(other, one)


def test_what_differs_is_told_in_one_order() -> None:
    assert differences(None, name="X", activity_code=None) == (Difference.NOT_LISTED,)
    assert differences(ENTRY, name="Filature du Pont", activity_code="1310") == ()
    closed = Entry("GARAGE", "4520A", "", None, None, is_open=False, withholds=False)
    told = differences(closed, name="Filature", activity_code="1310Z")
    assert told == (Difference.CLOSED, Difference.OTHER_NAME, Difference.OTHER_ACTIVITY)


PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*LISTED, "libelle_commune"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_whatever_a_register_says_is_an_entry_nothing_or_unreadable(said: Any) -> None:
    body = json.dumps({"results": [{**LISTED, "siren": "1", **said}] if isinstance(said, dict) else said}).encode()
    try:
        entry = read_answer(body, "1")
    except UnreadableAnswer:
        return
    assert entry is None or len(entry.name) <= 200
