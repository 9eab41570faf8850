"""The one verb of reference data: bring the tables to what the data files say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert, insert

from exchange.catalogue import factor_files, files, queries
from exchange.catalogue.judged_by import have_followed, judged_by
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

_ONE_AT_A_TIME = 0x6E617663
"""Advisory lock of loading («navc»): two starts at once must not number the same version twice."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The version that stands now, and whether this load made it."""

    version: int
    is_new: bool
    has_moved: bool
    """Whether intervals of materials changed: the job that follows has listings take over theirs."""


def load(*, at: datetime) -> Loaded:
    """Bring the tables to the data files; the same files change nothing.

    Rows are inserted or updated in place. One that vanished from the files is retired, never deleted:
    listings and old figures refer to it. Factors are stored afresh under each version. Whatever matches rest on
    what changed is judged anew, by a job of the same transaction.
    """
    current = session()
    current.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    digest = files.digest()
    latest = current.scalar(sa.select(CatalogueVersion).order_by(CatalogueVersion.number.desc()).limit(1))
    if latest is not None and latest.digest == digest:
        return Loaded(latest.number, is_new=False, has_moved=False)
    before = None if latest is None else judged_by(latest.number)
    has_moved = _load_reference()
    number = 1 if latest is None else latest.number + 1
    _load_factors(number, digest, at)
    queries.forget()
    if before is not None:
        have_followed(before, judged_by(number))
    return Loaded(number, is_new=True, has_moved=has_moved and latest is not None)


def _load_reference() -> bool:
    before = _intervals()
    _bring(Material, files.materials(), ["code"])
    _renumber_retired()
    _bring(Substitution, files.substitutions(), ["code"])
    _bring(Process, files.processes(), ["code"])
    _bring(WasteCode, files.waste_codes(), ["code", "is_hazardous"])
    _bring(Unit, files.units(), ["code"])
    return before != _intervals()


def _intervals() -> set[tuple[Any, ...]]:
    return {tuple(row) for row in session().execute(sa.select(Material.code, Material.lft, Material.end_))}


def _bring(table: type[Base], rows: Iterable[files.Row], key: list[str]) -> None:
    """Insert or update all rows, then retire what the files no longer hold."""
    current = list(rows)
    statement = insert(table)
    changed = {name: statement.excluded[name] for name in current[0] if name not in key}
    _write(statement.on_conflict_do_update(index_elements=key, set_={**changed, "is_retired": False}), current)
    columns = sa.tuple_(*(getattr(table, name) for name in key))
    kept = [tuple(row[name] for name in key) for row in current]
    session().execute(sa.update(table).where(columns.not_in(kept)).values(is_retired=True))


def _write(statement: Insert, rows: Iterable[files.Row]) -> None:
    """Many rows by one prepared statement: one VALUES list of thousands takes seconds to compile."""
    session().connection().execute(statement, list(rows))


def _renumber_retired() -> None:
    """A retired node gets an interval of its own behind all others: it matches nothing but itself."""
    behind = sa.select(sa.func.max(Material.end_)).where(Material.is_retired.is_(False)).scalar_subquery()
    place = sa.select(
        Material.code, (behind + sa.func.row_number().over(order_by=Material.code)).label("lft")
    ).where(Material.is_retired).subquery()  # fmt: skip
    session().execute(
        sa.update(Material).where(Material.code == place.c.code).values(lft=place.c.lft, end_=place.c.lft + 1)
    )


def _load_factors(number: int, digest: str, at: datetime) -> None:
    session().execute(insert(CatalogueVersion).values(number=number, digest=digest, loaded_at=at))
    _write(insert(ImpactFactor), factor_files.impact_factors(number))
    _write(insert(TransportFactor), factor_files.transport_factors(number))
