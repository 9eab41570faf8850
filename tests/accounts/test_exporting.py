"""Everything that is held about a person: asked for, packed by a job, opened by that person only."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from exchange.accounts import passwords
from exchange.accounts.exporting import service
from exchange.accounts.exporting.about import everything_about
from exchange.accounts.exporting.models import PersonalExport
from exchange.accounts.exporting.packing import pack
from exchange.accounts.exporting.tasks import exports_named
from exchange.accounts.models import Business, Membership, Person, Site
from exchange.kernel import clock, files
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.listings.models import LotWatch, PaperKind, Readers
from exchange.listings.pictures import read_picture
from tests import makers
from tests.accounts.browsing import letters
from tests.makers import MONDAY, send

PAGE, ASK = "/account/data", "/account/data/exports"


@pytest.fixture
def at_home(client: FlaskClient, anna: Person, brewery: Business) -> FlaskClient:
    """Anna's browser; she has a real password."""
    anna.password_hash = passwords.keep(makers.PASSWORD)
    return makers.enter(client, anna, brewery)


def saved(client: FlaskClient, session: Session, person: Person) -> dict[str, Any]:
    """What is in the file that the page offers."""
    export = session.scalars(sa.select(PersonalExport).where(PersonalExport.person_id == person.id)).one()
    answer = client.get(f"{ASK}/{export.id}")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        tables: dict[str, Any] = json.loads(archive.read("everything.json"))
        names = {name for name in archive.namelist() if not name.startswith("files/")}
        assert {f"{name}.csv" for name in tables} | {"everything.json"} == names
    return tables


def told(person: Person) -> dict[str, list[dict[str, Any]]]:
    """What an export of now would hold."""
    return {name: rows for name, _columns, rows in everything_about(person)}


def test_asked_for_it_is_packed_told_and_opens(
    at_home: FlaskClient, session: Session, anna: Person, brewery: Business, run_jobs: Callable[[], None]
) -> None:
    assert send(at_home, ASK).location == PAGE
    assert "Your file is being made" in at_home.get(PAGE).text
    run_jobs()

    assert "Download the file" in at_home.get(PAGE).text
    assert f"{PAGE}" in letters(session, anna.email)[-1].body
    tables = saved(at_home, session, anna)
    assert [row["email"] for row in tables["person"]] == [anna.email]
    assert [row["business_id"] for row in tables["membership"]] == [str(brewery.id)]
    assert {row["verb"] for row in tables["journal_entry"]} == {"asked_for_their_data"}


def test_two_requests_at_once_are_one(
    session: Session, anna: Person, at_home: FlaskClient, jobs: Callable[[], list[tuple[Job, Any]]]
) -> None:
    for _ in range(2):
        service.ask(anna.id, at=MONDAY)

    assert [job for job, _ in jobs()] == [Job.PACK_PERSON]
    session.add(PersonalExport(person_id=anna.id, asked_at=MONDAY))
    with pytest.raises(IntegrityError, match="one_under_way"):
        session.flush()


def an_export(session: Session, person: Person, ready: timedelta) -> UUID:
    """A file that became ready some time ago."""
    at = clock.now() - ready
    id_ = new_id()
    session.add(PersonalExport(id=id_, person_id=person.id, asked_at=at))
    session.flush()
    service.pack(id_, at=at)
    return id_


def test_nobody_else_opens_it_and_after_its_days_nobody(
    client: FlaskClient, session: Session, anna: Person, bram: Person, farm: Business
) -> None:
    fresh, old = an_export(session, anna, timedelta(days=6)), an_export(session, anna, timedelta(days=8))
    makers.enter(client, bram, farm)
    assert client.get(f"{ASK}/{fresh}").status_code == 404
    makers.enter(client, anna)
    assert client.get(f"{ASK}/{fresh}").status_code == 200
    assert client.get(f"{ASK}/{old}").status_code == 404

    names = [service.file_name(id_) for id_ in (fresh, old, new_id())]
    assert exports_named(names) == names[:1], "the sweep deletes the others"


def test_packing_twice_tells_once(session: Session, anna: Person) -> None:
    id_ = an_export(session, anna, timedelta(0))
    service.pack(id_, at=clock.now())

    assert len(letters(session, anna.email)) == 1


def test_what_a_person_did_is_told_and_what_others_did_is_not(
    session: Session, anna: Person, bram: Person, brewhouse: Site, farmyard: Site
) -> None:
    hers, his = makers.a_lot(brewhouse, title="Drèche d’Anna"), makers.a_lot(farmyard, title="Paille de Bram")
    hers.posted_by, his.posted_by = anna.id, bram.id
    session.add(LotWatch(person_id=anna.id, offer_id=his.id, since=MONDAY, seen_kg=his.declared_kg))
    session.flush()
    tables = told(anna)

    assert [row["title"] for row in tables["offer"]] == ["Drèche d’Anna"]
    assert [row["offer_id"] for row in tables["lot_watch"]] == [his.id]
    everything = json.dumps(tables, default=str, ensure_ascii=False)
    assert not any(his_own in everything for his_own in (bram.email, bram.name, str(bram.id)))


def test_a_company_of_one_is_that_person_s_and_a_shared_one_is_not(
    session: Session, anna: Person, bram: Person, brewery: Business, brewhouse: Site
) -> None:
    assert [row["address"] for row in told(anna)["site"]] == [brewhouse.address]
    session.add(Membership(person_id=bram.id, business_id=brewery.id, role="member", since=MONDAY))
    session.flush()

    assert "site" not in told(anna)
    assert "business" not in told(anna)


def test_what_somebody_uploaded_comes_along_and_nobody_elses(
    at_home: FlaskClient, session: Session, anna: Person, bram: Person, brewhouse: Site, farmyard: Site,
    run_jobs: Callable[[], None],
) -> None:  # fmt: skip
    mine, theirs = (a_lot_with_files(site, person) for site, person in ((brewhouse, anna), (farmyard, bram)))
    session.commit()
    send(at_home, ASK)
    run_jobs()

    export = session.scalars(sa.select(PersonalExport)).one()
    with zipfile.ZipFile(io.BytesIO(at_home.get(f"{ASK}/{export.id}").data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if name.startswith("files/")}
    assert found.keys() == {f"files/{name}" for name in mine}
    for name in mine:
        with closing(files.open_file(name)) as stored:
            assert found[f"files/{name}"] == stored.read()
    assert not found.keys() & {f"files/{name}" for name in theirs}


def a_lot_with_files(site: Site, person: Person) -> list[str]:
    """The stored names of a lot's photo and paper."""
    lot = makers.a_lot(site, posted_by=person.id)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "#a82d28").save(picture, "PNG")
    by = {"by": person.id, "business_id": site.business_id, "at": MONDAY}
    draft = listings.PaperDraft(PaperKind.ANALYSIS, "Analysis", Readers.MEMBERS, b"%PDF-1.4\nstartxref\n%%EOF")
    with unit_of_work():
        photo = listings.add_photo(lot.id, read_picture(picture.getvalue()), description="Red", **by)
        paper = listings.add_paper(lot.id, draft, **by)
    return [f"photos/{photo.id}-large.webp", f"papers/{paper.id}.pdf"]


def test_what_is_too_much_for_one_file_is_named_in_it(app: Flask, session: Session) -> None:
    names = [f"tickets/{new_id()}-large.webp" for _ in range(3)]
    for name in names[:2]:
        files.put(name, b"picture")
    file = io.BytesIO()
    pack(file, [], names, most_bytes=7)
    with zipfile.ZipFile(file) as archive:
        assert archive.read(f"files/{names[0]}") == b"picture"
        assert archive.read("left-out.txt").decode().split() == names[1:]


def test_no_secret_leaves(session: Session, client: FlaskClient, anna: Person, run_jobs: Callable[[], None]) -> None:
    makers.enter(client, anna)
    send(client, "/sign-in/forgotten", email=anna.email)
    run_jobs()
    tables = told(anna)

    assert tables["one_time_token"]
    assert tables["outgoing_mail"]
    assert tables["sign_in"]
    columns = {column for rows in tables.values() for column in rows[0]}
    assert columns.isdisjoint({"password_hash", "token_hash", "secret_hash", "body", "stop_url"})


def test_a_spreadsheet_runs_nothing_of_it() -> None:
    rows = [{"words": "=HYPERLINK(1)", "kg": -3, "list": ["=1"], "raw": b"\x00", "none": None}]
    file = io.BytesIO()
    pack(file, [("message", list(rows[0]), rows)], [])
    with zipfile.ZipFile(file) as archive:
        header, line = archive.read("message.csv").decode("utf-8-sig").splitlines()

    assert header == "words,kg,list,raw,none"
    assert line == '\'=HYPERLINK(1),-3,"[""=1""]",AA==,'
