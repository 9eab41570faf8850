"""Counts that are kept, as rows to add up: for searches that ask nothing else than what they are kept by."""

from typing import Any

import sqlalchemy as sa

from exchange.catalogue.core.snapshot import Catalogue
from exchange.listings.models import cell_tally, need_tally, offer_tally
from exchange.listings.search.criteria import Criteria, Kind
from exchange.listings.search.filters import Meant, apart_at_most
from exchange.listings.search.signs import signs_of

EVERYTHING = ""
"""The code under which every material is counted."""


def lots(catalogue: Catalogue, codes: list[str] | None) -> sa.Select[Any]:
    """Lots by material, price, condition and status; under some nodes, none of them under another, or all."""
    tally = offer_tally.c
    grade, status = sa.func.nullif(tally.grade, 0), sa.func.nullif(tally.status, "")
    count = sa.func.sum(tally.listings).label("listings")
    rows: sa.Select[Any] = sa.select(
        tally.material, tally.price, grade.label("grade"), status.label("status"), count
    ).group_by(tally.material, tally.price, tally.grade, tally.status)
    if codes is None:
        return rows
    spans = [catalogue.span(code) for code in codes]
    return rows.where(sa.or_(sa.false(), *(tally.material.between(span.lft, span.end - 1) for span in spans)))


def needs(codes: list[str]) -> sa.Select[Any]:
    """Needs by price and lowest grade, under each of the nodes by itself."""
    tally = need_tally.c
    rows: sa.Select[Any] = sa.select(
        tally.material_code.label("material"), tally.price, sa.func.nullif(tally.grade, 0).label("grade"),
        sa.func.sum(tally.listings).label("listings"),
    ).where(tally.material_code.in_(codes))  # fmt: skip
    return rows.group_by(tally.material_code, tally.price, tally.grade)


def in_cells(criteria: Criteria, codes: list[str]) -> sa.Select[Any]:
    """Listings by public cell under the nodes, none of which lies under another, of the prices and place asked for."""
    tally = cell_tally.c
    rows = sa.select(tally.cell_x_m, tally.cell_y_m, sa.func.sum(tally.listings).label("listings")).where(
        tally.kind == criteria.kind.value, tally.material_code.in_(codes)
    )  # fmt: skip
    if criteria.prices:
        rows = rows.where(tally.price.in_(signs_of(criteria.prices)))
    if criteria.origin and criteria.within_km:
        rows = rows.where(apart_at_most(tally, criteria.origin, criteria.within_km * 1000.0))
    grouped: sa.Select[Any] = rows.group_by(tally.cell_x_m, tally.cell_y_m)
    return grouped


def cells_asked(criteria: Criteria, meanings: list[Meant], others: set[str]) -> list[str] | None:
    """Nodes whose counts by cell make up the answers by material; None where they cannot.

    ``others``: names of the criteria besides material and price. Of words only the part that is found by material.
    """
    if criteria.kind is Kind.NEED:
        codes = list(criteria.materials) or [EVERYTHING]
        is_kept = len(codes) == 1 and "." not in codes[0]
        return codes if is_kept and others <= {"within"} else None
    if others - {"within", "words"}:
        return None
    chosen = list(criteria.materials) or [EVERYTHING]
    return common(chosen, apart(meanings)) if criteria.words else chosen


def apart(meanings: list[Meant]) -> list[str]:
    """The nodes meant without those under another."""
    codes = {one.code for one in meanings}
    return [code for code in sorted(codes) if not any(_is_under(code, other) and code != other for other in codes)]


def common(some: list[str], others: list[str]) -> list[str]:
    """What lies under one of each: of two nodes the finer one, if it lies under the other."""
    found = {one for one in some for other in others if _is_under(one, other)}
    return sorted(found | {other for one in some for other in others if _is_under(other, one)})


def _is_under(code: str, above: str) -> bool:
    return above == EVERYTHING or code == above or code.startswith(f"{above}.")
