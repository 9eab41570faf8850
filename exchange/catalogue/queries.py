"""The door of all other rooms: one shared, read-only snapshot of the catalogue."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import sqlalchemy as sa

from exchange.catalogue import files
from exchange.catalogue.core import reading
from exchange.catalogue.core.snapshot import Catalogue, FactorBook
from exchange.catalogue.models import (
    CatalogueVersion,
    ImpactFactor,
    Material,
    Process,
    Substitution,
    TransportFactor,
    Unit,
    WasteCode,
)
from exchange.kernel.orm import Base, session

Entry = TypeVar("Entry")

_KNOWN = "catalogue.current"
_shared: dict[tuple[int, str], Catalogue] = {}
"""The latest snapshot of this process, by version and digest of its files."""


class NothingLoaded(RuntimeError):
    """The tables are empty: run `flask --app wsgi catalogue load`."""


def current() -> Catalogue:
    """The catalogue as it stands. One small query per request or task, none after it; share it freely.

    Raises NothingLoaded before the first load.
    """
    known = session().info.get(_KNOWN)
    if isinstance(known, Catalogue):
        return known
    latest = session().execute(
        sa.select(CatalogueVersion.number, CatalogueVersion.digest).order_by(CatalogueVersion.number.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    if latest is None:
        raise NothingLoaded
    number, digest = latest
    if (number, digest) not in _shared:
        fresh = _read(number)
        _shared.clear()
        _shared[number, digest] = fresh
    session().info[_KNOWN] = _shared[number, digest]
    return _shared[number, digest]


def forget() -> None:
    """After a load in the same session: read anew at the next question."""
    session().info.pop(_KNOWN, None)


def factor_book(version: int) -> FactorBook:
    """The factors of an earlier version, so that an old figure recomputes to the gram."""
    return FactorBook(
        version,
        tuple(_entries(ImpactFactor, reading.factor, ImpactFactor.version == version, by=[ImpactFactor.code])),
        tuple(
            _entries(TransportFactor, reading.transport_factor, TransportFactor.version == version,
                     by=[TransportFactor.code])
        ),
    )  # fmt: skip


def material_of_stat_class(name: str) -> str | None:
    """The node that a class of European waste statistics is read as; None for unknown or unclassified."""
    return files.stat_classes().get(name.strip())


def _read(version: int) -> Catalogue:
    living = Substitution.is_retired.is_(False), Process.is_retired.is_(False)
    materials = _entries(Material, reading.material, by=[Material.lft])
    waste = _entries(WasteCode, reading.waste_code, by=[WasteCode.code, WasteCode.is_hazardous])
    units = _entries(Unit, reading.unit, by=[Unit.code])
    return Catalogue(
        version,
        {entry.code: entry for entry in materials},
        tuple(_entries(Substitution, reading.substitution, living[0], by=[Substitution.code])),
        tuple(_entries(Process, reading.process, living[1], by=[Process.code])),
        {entry.starred: entry for entry in waste},
        {entry.code: entry for entry in units},
        factor_book(version),
    )


def _entries(
    table: type[Base], read: Callable[[reading.Row], Entry], *only: sa.ColumnElement[bool], by: list[Any]
) -> Iterable[Entry]:
    rows = session().execute(sa.select(*table.__table__.columns).where(*only).order_by(*by))
    return [read(row._asdict()) for row in rows]
