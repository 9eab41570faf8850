"""The waste register: one line for each confirmed load in the columns of the national service, never changed."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Permit, Person, Site
from exchange.deals.models import Deal
from exchange.deals.service import Party
from exchange.kernel.jobs import TASKS, Job
from exchange.kernel.trade import Country
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.bulk import exporting
from exchange.listings.models import Offer
from exchange.papers import service, sheets
from exchange.papers.models import Direction, RegisterLine
from exchange.papers.register import reading, writing
from exchange.papers.register.columns import INCOMING, OUTGOING
from tests.deals.acts import Acts
from tests.makers import MONDAY, enter

WRITTEN = MONDAY + timedelta(days=2)
Write = Callable[[], None]
PICK_UP = "du chantier ou du lieu de collecte de l'expéditeur ou du détenteur"


@pytest.fixture
def write() -> Write:
    """What the worker does every ten minutes."""
    return TASKS[Job.WRITE_REGISTER].run


@pytest.fixture
def taken(acts: Acts, waste: Offer, permit: Permit, farmyard: Site, session: Session) -> Deal:
    """390.5 kg of waste went to a farm that has its SIRET; nobody named the operation."""
    farmyard.siret = "99000002800014"
    session.commit()
    deal = acts.propose()
    acts.accept(deal)
    acts.through(deal, "390.5")
    return deal


@pytest.fixture
def told(taken: Deal, taker: Party) -> Deal:
    """The same, with its operation."""
    with unit_of_work():
        service.answer(taken.id, {"operation_code": "R3", "volume_m3": Decimal("1.2")}, by=taker, at=MONDAY)
    return taken


def file_of(business: Business, direction: Direction = Direction.OUTGOING) -> list[dict[str, str]]:
    headings = sheets.header(direction)
    return [dict(zip(headings, row, strict=True)) for row in sheets.rows(direction, business.id)]


def said(row: dict[str, str]) -> dict[str, str]:
    return {heading: cell for heading, cell in row.items() if cell}


def test_the_columns_are_those_of_the_national_service_in_its_order() -> None:
    assert len(OUTGOING) == 101
    assert list(OUTGOING)[:6] == [
        "reason", "publicId", "reportAsCompanySiret", "reportForCompanySiret", "reportForPickupSiteName",
        "reportForPickupSiteAddress",
    ]  # fmt: skip
    assert list(OUTGOING)[-1] == "transporter5RecepisseNumber"
    assert OUTGOING["reportForPickupSiteCity"] == f"Commune {PICK_UP}"
    assert OUTGOING["transporter3RecepisseIsExempted"] == "Exemption de récépissé du transporteur n°3"
    assert len(set(OUTGOING.values())) == len(OUTGOING)
    assert len(set(INCOMING.values())) == len(INCOMING)


def test_a_handover_is_one_line_as_it_is_filed(told: Deal, write: Write, brewery: Business) -> None:
    write()
    write()

    (row,) = file_of(brewery)
    assert said(row) == {
        "Identifiant unique": row["Identifiant unique"],
        "SIRET de l'expéditeur ou du détenteur": "99000001000011",
        f"Référence {PICK_UP}": "Brewhouse",
        f"Libellé de l'adresse {PICK_UP}": "1 rue de la Navette",
        f"Code postal {PICK_UP}": "59000",
        f"Commune {PICK_UP}": "Lille",
        f"Code pays {PICK_UP}": "FR",
        "Dénomination du déchet": "Spent grain",
        "Code déchet": "02 03 04",
        "POP": "NON",
        "Dangereux": "NON",
        "Date d'expédition": "2026-11-24",
        "Poids en tonnes": "0.391",
        "Type de poids": "REEL",
        "Volume en M3": "1.200",
        "Type de destinataire": "ETABLISSEMENT_FR",
        "Numéro d'identification du destinataire": "99000002800014",
        "Raison sociale du destinataire": "Ferme du Lin",
        "Libellé de l'adresse du destinataire": "1 rue de la Navette",
        "Code postal du destinataire": "59100",
        "Commune du destinataire": "Roubaix",
        "Code pays du destinataire": "FR",
        "Libellé de l'adresse de dépôt du destinataire": "1 rue de la Navette",
        "Code postal du lieu de dépôt du destinataire": "59100",
        "Commune du lieu de dépôt du destinataire": "Roubaix",
        "Code pays du lieu de dépôt du destinataire": "FR",
        "Code de traitement prévu": "R 3",
        "Mode de traitement prévu": "RECYCLAGE",
        "Approvisionnement direct (pipeline, convoyeur)": "NON",
        "Mode de transport du transporteur n°1": "ROUTE",
        "Type de transporteur n°1": "ETABLISSEMENT_FR",
        "Numéro d'identification du transporteur n°1": "99000002800014",
        "Raison sociale du transporteur n°1": "Ferme du Lin",
        "Libellé de l'adresse du transporteur n°1": "1 rue de la Navette",
        "Code postal du transporteur n°1": "59100",
        "Commune du transporteur n°1": "Roubaix",
        "Code pays du transporteur n°1": "FR",
        "Exemption de récépissé du transporteur n°1": "OUI",
    }


def test_who_takes_it_in_has_a_line_of_its_own(told: Deal, write: Write, farm: Business) -> None:
    write()

    (row,) = file_of(farm, Direction.INCOMING)
    assert row["SIRET du destinataire"] == "99000002800014"
    assert (row["Date de réception"], row["Heure de pesée"]) == ("2026-11-24", "10:00")
    assert row["Raison sociale de l'expéditeur"] == "Brasserie du Fil"


def test_a_line_waits_until_the_operation_is_named(
    taken: Deal, write: Write, brewery: Business, client: FlaskClient, anna: Person
) -> None:
    write()

    assert file_of(brewery) == []
    assert [deal.id for deal in reading.waiting(brewery.id)] == [taken.id]
    assert "Lines that wait" in enter(client, anna, brewery).get("/company/register?lang=en").text


def test_a_belgian_site_has_no_french_register(
    told: Deal, write: Write, farm: Business, farmyard: Site, session: Session
) -> None:
    farmyard.country = Country.BE
    session.commit()
    write()

    assert file_of(farm, Direction.INCOMING) == []


def test_a_correction_cancels_the_line_and_writes_another(
    told: Deal, write: Write, brewery: Business, session: Session
) -> None:
    write()
    told.movements[0].received_kg = Decimal(380)
    session.commit()
    write()
    write()

    first, cancelling, second = file_of(brewery)
    assert said(cancelling) == said(first) | {"Motif": "ANNULER"}
    assert second["Identifiant unique"] != first["Identifiant unique"]
    assert (second["Motif"], second["Poids en tonnes"]) == ("", "0.380")


@pytest.mark.parametrize("change", ["UPDATE register_line SET columns = '{}'", "DELETE FROM register_line"])
def test_an_issued_line_is_neither_changed_nor_deleted(told: Deal, write: Write, session: Session, change: str) -> None:
    write()
    with pytest.raises(DBAPIError, match=r"append-only|permission denied"), session.begin_nested():
        session.execute(sa.text(change))


def test_the_database_refuses_tonnes_that_do_not_say_how_they_were_found(
    told: Deal, write: Write, session: Session, brewery: Business
) -> None:
    silent = RegisterLine(
        business_id=brewery.id, movement_id=told.movements[0].id, direction=Direction.OUTGOING, serial=1,
        weight_kg=Decimal(1), columns={"weightValue": "0.001"}, at=MONDAY,
    )  # fmt: skip
    session.add(silent)
    with pytest.raises(IntegrityError, match="weight_says_how"):
        session.flush()


def test_the_file_opens_in_a_spreadsheet_and_the_archive_holds_it(
    told: Deal, write: Write, client: FlaskClient, anna: Person, brewery: Business
) -> None:
    write()
    answer = enter(client, anna, brewery).get("/company/register/outgoing.csv?year=2026")
    rows: list[Any] = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))

    assert rows[0] == list(OUTGOING.values())
    assert len(rows) == 2
    assert "register_outgoing" in exporting._SHEETS
    assert client.get("/company/register/outgoing.csv?year=x").status_code == 404
    assert client.get("/company/register/sideways.csv").status_code == 404


def test_two_workers_write_one_line(told: Deal, in_one_go: Callable[..., Any]) -> None:
    movement_id = told.movements[0].id

    assert in_one_go(writing.write, movement_id, Direction.OUTGOING, at=WRITTEN)
    assert not in_one_go(writing.write, movement_id, Direction.OUTGOING, at=WRITTEN)
