"""Adapter: waste returns of Scottish licensed sites (SEPA, as published by Data Commons Scotland) as observed flows.

What leaves a site is offered, what enters it is wanted; the 34 classes of European waste statistics become nodes of
the taxonomy by the catalogue's table. The register says neither how far a load may go nor who sent what to whom.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import BinaryIO, TextIO

from exchange.catalogue import queries as catalogue
from exchange.kernel.trade import Country
from exchange.listings.flows.rows import REQUIRED

REACH_KM = 50
"""About an hour by lorry, so that a load and the way back fit into half a day. An assumption, not a finding: most of
these materials are heavy and cheap. ``--reach-km`` sets another."""

COLUMNS = (*REQUIRED, "country")


@dataclass(slots=True)
class Converted:
    """How many flows were written, and why other rows of the year were not."""

    written: int = 0
    dropped: Counter[str] = field(default_factory=Counter)


def convert(source: BinaryIO, target: TextIO, *, year: int, reach_km: int = REACH_KM) -> Converted:
    """Write the flows of a year as ``flows import`` reads them. Quantities of one material at one site are summed.

    Raises KeyError where the source lacks a column, ValueError where a number is none.
    """
    done = Converted()
    flows: dict[tuple[str, str, str], dict[str, object]] = {}
    for row in _rows_of(source, year):
        material = _material(row["ewc_stat_material"])
        tonnes = Decimal(row["tonnes"])
        reason = _objection(row, material, tonnes)
        if reason or material is None:
            done.dropped[reason] += 1
            continue
        key = (row["establishment_id"], row["role"], material)
        flow = flows.setdefault(key, _flow(row, material, year, reach_km))
        flow["quantity_kg"] = Decimal(str(flow["quantity_kg"])) + tonnes * 1000
    writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(flows.values())
    done.written = len(flows)
    return done


def _rows_of(source: BinaryIO, year: int) -> Iterator[dict[str, str]]:
    text = io.TextIOWrapper(source, encoding="utf-8-sig", newline="")
    return (row for row in csv.DictReader(text) if row["year"] == str(year))


@cache
def _material(stat_class: str) -> str | None:
    return catalogue.material_of_stat_class(stat_class)


def _objection(row: dict[str, str], material: str | None, tonnes: Decimal) -> str:
    if not row["lat"] or not row["lon"]:
        return "no coordinates"
    if material is None:
        return "no class of material"
    return "" if tonnes > 0 else "no quantity"


def _flow(row: dict[str, str], material: str, year: int, reach_km: int) -> dict[str, object]:
    return {
        "establishment_id": row["establishment_id"],
        "name": row["name"],
        "lat": row["lat"],
        "lon": row["lon"],
        "role": row["role"],
        "material": material,
        "quantity_kg": Decimal(0),
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
        "reach_km": reach_km,
        "country": Country.GB.value,
    }
