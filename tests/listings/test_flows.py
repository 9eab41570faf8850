"""Register files: strictly read, stored once, for the facilitator's eyes only."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from exchange.accounts.models import Business, Site, Standing
from exchange.kernel.jobs import Job
from exchange.kernel.place import Place
from exchange.kernel.trade import Country
from exchange.listings.flows import scotland, service
from exchange.listings.flows.reading import BadFile, read
from exchange.listings.flows.rows import REQUIRED, Role
from exchange.listings.models import Need, Offer, StockMovement
from tests import makers

KNOWN = {"wood", "paper"}
GOOD = {
    "establishment_id": "E-1", "name": "Scierie du Test", "lat": "50.63", "lon": "3.06", "role": "offer",
    "material": "wood", "quantity_kg": "1500.5", "period_start": "2018-01-01", "period_end": "2018-12-31",
    "reach_km": "50",
}  # fmt: skip


def a_file(*rows, header=None):
    text = io.StringIO()
    writer = csv.DictWriter(text, header or [*GOOD, *{name: None for row in rows for name in row if name not in GOOD}])
    writer.writeheader()
    writer.writerows({**GOOD, **row} for row in rows)
    return io.BytesIO(text.getvalue().encode())


def rows_of(*rows):
    reading = read(a_file(*rows), KNOWN)
    assert reading.errors == []
    return reading.rows


def imported(in_one_go, *rows):
    done = in_one_go(service.import_flows, rows_of(*rows), at=makers.MONDAY)
    return done.created, done.changed, done.unchanged


def test_a_good_line_is_read_to_the_gram_and_the_cent():
    line = {"registration_number": "200 093 201 00016", "price_eur_per_t": "-12.345", "min_lot_kg": "20",
            "waste_code": "20 01 38*", "country": "BE"}  # fmt: skip
    [row] = rows_of(line)

    assert (row.line, row.role, row.quantity_kg, row.place) == (2, Role.OFFER, Decimal("1500.500"), Place(50.63, 3.06))
    assert (row.first, row.last, row.reach_km) == (date(2018, 1, 1), date(2018, 12, 31), 50)
    assert (row.registration.number, row.registration.siret) == ("200093201", "20009320100016")
    assert (row.price_eur_per_t, row.min_lot_kg) == (Decimal("-12.34"), Decimal(20))
    assert (row.waste_code, row.is_hazardous, row.country) == ("200138", True, Country.BE)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("establishment_id", ""), ("establishment_id", "x" * 81), ("name", " "), ("name", "a\x00b"),
        ("lat", "91"), ("lat", "50,63"), ("lat", "NaN"), ("lon", "1e2"), ("lon", "181"), ("role", "Offer"),
        ("role", ""), ("material", "unobtainium"), ("quantity_kg", "0"), ("quantity_kg", "0.0001"),
        ("quantity_kg", "-5"), ("quantity_kg", "1_000"), ("quantity_kg", "١٢"), ("quantity_kg", "99999999999"),
        ("period_start", "2018-13-01"), ("period_start", "01/01/2018"), ("period_end", "2017-12-31"),
        ("reach_km", "12.5"), ("reach_km", "1001"), ("reach_km", ""), ("registration_number", "123456789"),
        ("price_eur_per_t", "free"), ("min_lot_kg", "-1"), ("waste_code", "2001"), ("country", "XX"),
    ],
)  # fmt: skip
def test_a_broken_cell_is_named_by_line_and_column(column, cell):
    reading = read(a_file({}, {"establishment_id": "E-2", column: cell}), KNOWN)

    assert [(error.line, error.column) for error in reading.errors] == [(3, column)]
    assert len(reading.rows) == 1


def test_line_numbers_count_lines_not_rows():
    reading = read(a_file({"name": "two\nlines"}, {"establishment_id": "E-2", "role": "?"}), KNOWN)

    assert [(error.line, error.column) for error in reading.errors] == [(2, "name"), (4, "role")]


def test_the_same_flow_twice_and_one_establishment_at_two_places_are_errors():
    reading = read(a_file({}, {}, {"material": "paper", "lat": "50.7"}), KNOWN)

    assert [str(error) for error in reading.errors] == [
        "line 3, establishment_id: the same flow as in line 2",
        "line 4, establishment_id: another place than in line 2",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"establishment_id,name\n", ",".join([*REQUIRED, "colour"]).encode(),
        ",".join([*REQUIRED, "name"]).encode(), ",".join(REQUIRED).encode() + b"\n\xff\xfe",
        ",".join(REQUIRED).encode() + b'\n"open',
    ],
    ids=["empty", "columns missing", "column unknown", "column twice", "not UTF-8", "quote left open"],
)  # fmt: skip
def test_a_file_that_is_no_register_file_is_refused_as_a_whole(content):
    with pytest.raises(BadFile):
        read(io.BytesIO(content), KNOWN)


def test_a_row_with_cells_too_many_is_an_error():
    content = a_file({}).getvalue().rstrip() + b",surplus\n"
    assert [str(error) for error in read(io.BytesIO(content), KNOWN).errors] == [
        "line 2, row: another number of cells than the header has"
    ]


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_the_reader(noise):
    try:
        read(io.BytesIO(",".join(REQUIRED).encode() + b"\n" + noise), KNOWN)
    except BadFile:
        return


def test_an_import_makes_an_unclaimed_business_with_observed_flows(session, in_one_go, jobs):
    assert imported(in_one_go, {}, {"role": "need", "material": "paper", "price_eur_per_t": "7"}) == (2, 0, 0)

    business, site = session.scalars(sa.select(Business)).one(), session.scalars(sa.select(Site)).one()
    offer, need = session.scalars(sa.select(Offer)).one(), session.scalars(sa.select(Need)).one()
    assert (business.standing, site.place) == (Standing.UNCLAIMED, Place(50.63, 3.06))
    assert (offer.state, offer.observed_ref, offer.free_kg) == ("observed", "E-1", Decimal("1500.5"))
    assert (offer.legal_status, offer.delivers_within_km) == (None, 50)
    assert (need.wanted_kg, need.collects_within_km, need.highest_eur_per_t) == (Decimal("1500.5"), 50, Decimal(7))
    assert session.scalars(sa.select(StockMovement.quantity_kg)).all() == [Decimal("1500.5")]
    assert jobs() == [(Job.PAIR_ALL, {})]


def test_the_same_file_again_changes_nothing(session, in_one_go, jobs):
    imported(in_one_go, {}, {"role": "need"})

    assert imported(in_one_go, {}, {"role": "need"}) == (0, 0, 2)
    assert session.scalar(sa.select(sa.func.count()).select_from(Business)) == 1


def test_a_corrected_quantity_is_a_correction_in_the_ledger(session, in_one_go):
    imported(in_one_go, {}, {"role": "need"})
    less = {"quantity_kg": "1000"}

    assert imported(in_one_go, less, {"role": "need", **less}) == (0, 2, 0)
    offer = session.scalars(sa.select(Offer)).one()
    assert offer.free_kg == offer.declared_kg == Decimal(1000)
    assert session.scalars(sa.select(StockMovement.quantity_kg).order_by(StockMovement.number)).all() == [
        Decimal("1500.5"), Decimal("500.5"),
    ]  # fmt: skip
    assert session.scalars(sa.select(Need.wanted_kg)).one() == Decimal(1000)


def test_an_establishment_that_the_register_moves_takes_its_flows_along(session, in_one_go, jobs, run_jobs):
    imported(in_one_go, {}, {"role": "need"})
    run_jobs()
    imported(in_one_go, {"lat": "50.7"})
    assert jobs() == [(Job.PAIR_ALL, {})], "whoever was near may be far now"

    offer, need = session.scalars(sa.select(Offer)).one(), session.scalars(sa.select(Need)).one()
    assert offer.uz == need.uz == Place(50.7, 3.06).unit[2]


def test_establishments_of_one_number_belong_to_one_business_that_may_be_here_already(session, in_one_go, brewery):
    number = {"registration_number": brewery.registration_number}
    imported(in_one_go, number, {"establishment_id": "E-2", **number})

    assert set(session.scalars(sa.select(Offer.business_id))) == {brewery.id}
    assert session.scalar(sa.select(sa.func.count()).select_from(Site)) == 2


SCOTLAND = "establishment_id,name,lat,lon,year,role,ewc_stat_material,tonnes\n"


def test_scottish_returns_become_flows_and_what_cannot_is_counted(session):
    source = SCOTLAND + (
        "P1,Yard,55.5,-4.4,2018,offer,Wood wastes,12.34\n"
        "P1,Yard,55.5,-4.4,2017,offer,Wood wastes,99\n"
        "P1,Yard,55.5,-4.4,2018,need,,1\n"
        "P1,Yard,55.5,-4.4,2018,need,Glass wastes,-8.56\n"
        "P2,Gone,,,2018,need,Glass wastes,5\n"
    )
    target = io.StringIO()
    done = scotland.convert(io.BytesIO(source.encode()), target, year=2018)

    assert done.written == 1
    assert done.dropped == {"no class of material": 1, "no quantity": 1, "no coordinates": 1}
    [row] = read(io.BytesIO(target.getvalue().encode()), KNOWN).rows
    assert (row.material_code, row.quantity_kg, row.country) == ("wood", Decimal(12340), Country.GB)
    assert (row.first, row.last, row.reach_km) == (date(2018, 1, 1), date(2018, 12, 31), 50)


@pytest.fixture
def run(app, session):
    return app.test_cli_runner().invoke


def test_one_broken_row_keeps_the_file_out_unless_asked(run, session, tmp_path):
    path = tmp_path / "flows.csv"
    path.write_bytes(a_file({}, {"establishment_id": "E-2", "material": "unobtainium"}).getvalue())

    refused = run(args=["flows", "import", str(path)])
    assert refused.exit_code == 1
    assert "line 3, material: unknown material 'unobtainium'" in refused.output
    assert session.scalar(sa.select(sa.func.count()).select_from(Offer)) == 0

    kept = run(args=["flows", "import", str(path), "--keep-good-rows"])
    assert kept.exit_code == 0, kept.output
    assert "1 flows new" in kept.output
