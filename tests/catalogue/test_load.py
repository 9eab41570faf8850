from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from exchange.catalogue import files, queries, service
from exchange.catalogue.models import CatalogueVersion, ImpactFactor, Material, WasteCode
from tests.makers import MONDAY


@pytest.fixture
def loaded(session):
    """The catalogue as it stands in the tests' database."""
    return service.load(at=MONDAY)


@pytest.fixture
def other_files(monkeypatch):
    """Make the data files other than they are: a changed digest, and materials through a function."""

    def change(of_materials):
        rows = of_materials(list(files.materials()))
        monkeypatch.setattr(files, "digest", lambda: "other")
        monkeypatch.setattr(files, "materials", lambda: iter(rows))

    return change


def test_loading_twice_changes_nothing(session, loaded):
    again = service.load(at=MONDAY + timedelta(days=1))

    assert (again.version, again.is_new) == (loaded.version, False)
    assert session.scalar(sa.select(sa.func.count()).select_from(CatalogueVersion)) == 1


def test_the_snapshot_holds_what_the_files_say(loaded, catalogue):
    current = queries.current()

    assert list(current.materials) == list(catalogue.materials)
    assert current.waste_codes == catalogue.waste_codes
    assert set(current.units) == set(catalogue.units)
    assert len(current.factors.of_materials) == len(catalogue.factors.of_materials)


def test_the_snapshot_is_shared_and_costs_one_query(session, loaded):
    first = queries.current()
    queries.forget()

    assert queries.current() is first


def test_a_material_that_vanished_is_retired_and_matches_nothing_else(loaded, other_files):
    other_files(lambda rows: [row for row in rows if row["code"] != "wood.bark"])
    after = service.load(at=MONDAY)
    current = queries.current()

    assert (after.is_new, after.has_moved) == (True, True)
    assert current.material("wood.bark").is_retired
    assert not current.lies_under("wood.bark", "wood")
    assert "wood.bark" not in {entry.code for entry in current.children("wood")}
    assert "wood.bark" not in {s.code for s in current.suggest("bark")}


def test_a_material_that_comes_back_is_listed_again(loaded, other_files, monkeypatch):
    other_files(lambda rows: [row for row in rows if row["code"] != "wood.bark"])
    service.load(at=MONDAY)
    monkeypatch.undo()
    monkeypatch.setattr(files, "digest", lambda: "third")
    service.load(at=MONDAY)

    assert not queries.current().material("wood.bark").is_retired
    assert queries.current().lies_under("wood.bark", "wood")


def test_factors_of_an_earlier_version_stay_as_they_were(loaded, other_files):
    other_files(lambda rows: rows)
    later = service.load(at=MONDAY)

    assert later.version == loaded.version + 1
    earlier, now = queries.factor_book(loaded.version), queries.factor_book(later.version)
    assert earlier.of_materials == now.of_materials
    assert len(earlier.of_transport) == len(now.of_transport) > 0


def test_the_database_refuses_an_interval_that_runs_backwards(session, loaded):
    with pytest.raises(IntegrityError, match="interval_runs_forward"):
        session.execute(sa.update(Material).where(Material.code == "wood").values(end_=0, lft=5))


def test_the_database_refuses_a_validity_that_runs_backwards(session, loaded):
    with pytest.raises(IntegrityError, match="validity_runs_forward"):
        session.execute(sa.update(WasteCode).values(valid_from=MONDAY, valid_to=MONDAY - timedelta(days=1)))


def test_the_database_refuses_a_figure_that_is_no_number(session, loaded):
    with pytest.raises(IntegrityError, match="figures_are_numbers"):
        session.execute(sa.update(ImpactFactor).values(virgin_kgco2e="NaN"))
