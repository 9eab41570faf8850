"""Lots by file: handed in, columns chosen, checked, imported, reported row by row."""

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from exchange.accounts.models import Business, Person, Site
from exchange.kernel import clock
from exchange.kernel.jobs import Job
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.bulk import service, tasks
from exchange.listings.models import ListingState, LotImport, LotImportState, Offer
from tests.conftest import Jobs
from tests.listings.bulk.hostile_files import TABLES, an_xlsx
from tests.makers import enter, send

HEADER = "Désignation;Matière;Quantité;Unité;État;Statut;Prix\n"
GOOD = (
    "Drêches du lundi;drêches;2,5;t;bon état;produit;-12,50\nDrêches du mardi;food.spent_grain;1 200;kg;5;produit;0\n"
)
BROKEN = "Drêches du jeudi;drêches;deux;t;bon état;produit;\nChose;xyzzy;1;t;bon;produit;\n"
RunJobs = Callable[[], None]


@pytest.fixture
def hand_in(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site
) -> Callable[..., str]:
    """Anna hands a file in; the address of its page."""
    enter(client, anna, brewery)

    def send_it(content: str | bytes, name: str = "../lots.csv") -> str:
        raw = content.encode() if isinstance(content, str) else content
        answer = send(client, "/company/import", file=(BytesIO(raw), name))
        assert answer.status_code == 303, answer.text
        return str(answer.headers["Location"])

    return send_it


def chosen(client: FlaskClient, page: str, **changed: str) -> dict[str, str]:
    """The answers as the page proposes them: what its selects have selected."""
    text = client.get(page).text
    answers = {}
    for name, inside in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        options = re.findall(r'<option( selected)? value="([^"]*)"|<option value="([^"]*)"', inside)
        picked = [value or other for selected, value, other in options if selected]
        answers[name] = picked[0] if picked else re.findall(r'value="([^"]*)"', inside)[0]
    return {**answers, "broken": "all", "numbers": "fr", **changed}


def run(client: FlaskClient, page: str, run_jobs: RunJobs, **changed: str) -> str:
    answer = send(client, f"{page}/run", **chosen(client, page, **changed))
    assert answer.status_code == 303, answer.text
    run_jobs()
    return client.get(page).text


def lots(session: Session) -> list[Offer]:
    return list(session.scalars(sa.select(Offer).order_by(Offer.title).execution_options(populate_existing=True)))


def the_import(session: Session) -> LotImport:
    return session.scalars(sa.select(LotImport).execution_options(populate_existing=True)).one()


def test_a_checked_file_posts_nothing_and_says_that_all_is_good(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs
) -> None:
    page = run(client, hand_in(HEADER + GOOD), run_jobs, check="1")

    assert "All 2 rows are good" in page
    assert lots(session) == []
    assert the_import(session).state is LotImportState.CHECKED


def test_an_imported_file_posts_its_lots_as_the_form_would(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs, brewhouse: Site
) -> None:
    page = run(client, hand_in(HEADER + GOOD), run_jobs, **{"import": "1"})
    monday, tuesday = lots(session)

    assert "2 lots are in" in page
    assert (monday.title, monday.declared_kg, monday.free_kg) == ("Drêches du lundi", Decimal(2500), Decimal(2500))
    assert (monday.unit, monday.price_eur_per_t, monday.condition) == ("t", Decimal("-12.50"), 4)
    assert (tuesday.declared_kg, tuesday.price_eur_per_t, tuesday.site_id) == (Decimal(1200), 0, brewhouse.id)
    assert {monday.state, tuesday.state} == {ListingState.PUBLISHED}
    assert {lot.material_code for lot in (monday, tuesday)} == {"food.spent_grain"}


@pytest.mark.parametrize(("broken", "posted", "state"), [("all", 0, "refused"), ("good", 2, "done")])
def test_broken_rows_keep_all_out_or_only_themselves(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs, broken: str, posted: int,
    state: str,
) -> None:  # fmt: skip
    address = hand_in(HEADER + GOOD + BROKEN)

    page = run(client, address, run_jobs, broken=broken, **{"import": "1"})
    report = client.get(f"{address}/report.csv").text

    assert len(lots(session)) == posted
    assert the_import(session).state == state
    assert "“deux” is no number." in page
    assert "4,Quantité," in report
    assert "5,Matière," in report


def test_what_the_form_refuses_is_refused_here_in_its_words(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs
) -> None:
    rows = (
        "A;drêches;2;palette;bon état;produit;\nB;drêches;2;t;bon état;déchet;\nC;drêches;0;t;bon état;produit;\n"
        "D;drêches;2;t;bon état;sous-produit;\nE;drêches;2;furlong;sublime;produit;gratuit\n"
    )
    page = run(client, hand_in(HEADER + rows), run_jobs, check="1")

    assert "How many kilograms" in page
    assert "A by-product meets all four tests" in page
    assert "is no unit that we know" in page
    assert the_import(session).good_rows == 0


def test_the_template_in_any_language_can_be_imported_as_it_stands(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs
) -> None:
    hand_in(HEADER + GOOD)
    for language in ("fr", "en", "nl"):
        for kind in ("csv", "xlsx"):
            content = client.get(f"/company/import/template.{kind}?lang={language}").data
            numbers = "en" if language == "en" else "fr"
            page = run(client, hand_in(content, f"lots.{kind}"), run_jobs, check="1", numbers=numbers)
            assert "The row is good" in page, (language, kind, page)


def test_an_inventory_of_a_building_becomes_drafts_that_nobody_sees(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs
) -> None:
    inventory = an_xlsx(
        ["Famille", "Désignation", "Quantité", "Unité", "Localisation", "État de conservation", "Masse unitaire"],
        ["Palettes bois", "Palettes du sous-sol", 12, "u", "R-1", "Bon", 22.5],
    )
    page = run(
        client, hand_in(inventory, "pemd.xlsx"), run_jobs, as_drafts="y", legal_status="reuse_item", **{"import": "1"}
    )
    (lot,) = lots(session)

    assert "1 lot is in" in page
    assert (lot.state, lot.declared_kg, lot.title) == (ListingState.DRAFT, Decimal(270), "Palettes du sous-sol")
    assert "R-1" in lot.description
    assert client.application.test_client().get(f"/offers/{lot.id}").status_code == 404
    assert client.get(f"/offers/{lot.id}/edit").status_code == 200


@pytest.mark.parametrize("name", ["Plaques amiante-ciment", "Traverses créosotées", "Portes, peinture au plomb"])
def test_asbestos_and_its_like_are_never_for_re_use(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs, name: str
) -> None:
    row = f"{name};wood.pallets;2;t;bon état;réemploi;\n"

    assert "is waste, never" in run(client, hand_in(HEADER + row), run_jobs, check="1")


def test_without_a_column_for_the_quantity_there_is_no_lot(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], jobs: Jobs
) -> None:
    page = hand_in(HEADER + GOOD)

    answer = send(client, f"{page}/run", **chosen(client, page, column_quantity="", check="1"))

    assert answer.status_code == 422
    assert "Choose the column." in answer.text
    assert (Job.IMPORT_LOTS, {"import_id": page.rpartition("/")[2]}) not in jobs()


def test_a_file_is_imported_once_however_often_its_job_runs(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs
) -> None:
    page = hand_in(HEADER + GOOD)
    run(client, page, run_jobs, **{"import": "1"})
    session.commit()

    tasks.import_lots(page.rpartition("/")[2])
    again = send(client, f"{page}/run", **{"column_material": "1", "column_quantity": "2", "column_unit": "3",
                                           "numbers": "fr", "broken": "all", "import": "1",
                                           "site_id": str(lots(session)[0].site_id)})  # fmt: skip

    assert len(lots(session)) == 2
    assert again.status_code == 409


def test_a_worker_killed_on_the_way_has_posted_nothing_and_the_next_one_begins_anew(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs
) -> None:
    page = hand_in(HEADER + GOOD)
    send(client, f"{page}/run", **chosen(client, page, **{"import": "1"}))
    with unit_of_work():
        assert service.begin(the_import(session).id, at=clock.now()) is not None

    run_jobs()

    assert len(lots(session)) == 2


@pytest.mark.parametrize("name", list(TABLES))
def test_a_hostile_file_is_refused_beside_its_field(
    client: FlaskClient, session: Session, anna: Person, brewery: Business, brewhouse: Site, name: str
) -> None:
    enter(client, anna, brewery)
    session.commit()

    answer = send(client, "/company/import", file=(BytesIO(TABLES[name]), "../../etc/lots.xlsx"))

    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text
    assert session.scalars(sa.select(LotImport)).all() == []


def test_formulas_of_a_file_come_back_harmless_in_its_report(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs
) -> None:
    page = hand_in("=cmd()|x;Matière;Quantité;Unité\na;=HYPERLINK(1);1;t\n")
    text = run(client, page, run_jobs, check="1")

    assert "=HYPERLINK(1)" in text
    assert not [cell for cell in re.split(r"[,\n]", client.get(f"{page}/report.csv").text) if cell.startswith("=")]


def test_others_do_not_learn_that_a_file_exists(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], bram: Person, farm: Business, farmyard: Site
) -> None:
    page = hand_in(HEADER + GOOD)
    enter(client, bram, farm)
    session.commit()

    assert client.get(page).status_code == 404
    assert client.get(f"{page}/report.csv").status_code == 404
    assert send(client, f"{page}/run", broken="all").status_code == 404


def test_three_hundred_lots_come_in_by_one_file(
    client: FlaskClient, session: Session, hand_in: Callable[..., str], run_jobs: RunJobs
) -> None:
    rows = "".join(f"Lot {n};drêches;{n};kg;bon;produit;\n" for n in range(1, 301))

    address = hand_in(HEADER + rows)
    send(client, f"{address}/run", **chosen(client, address, **{"import": "1"}))
    tasks.import_lots(address.rpartition("/")[2])

    assert len(lots(session)) == 300
    assert sum(lot.declared_kg for lot in lots(session)) == sum(range(1, 301))


def test_of_files_that_led_to_nothing_the_latest_twenty_stay(
    client: FlaskClient, session: Session, hand_in: Callable[..., Any]
) -> None:
    first = hand_in(HEADER + GOOD)
    for _ in range(service.KEPT_FILES):
        hand_in(HEADER + GOOD)

    assert client.get(first).status_code == 404
    assert session.scalar(sa.select(sa.func.count()).select_from(LotImport)) == service.KEPT_FILES
