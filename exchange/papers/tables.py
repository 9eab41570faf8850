"""The room's own data files, read once: lists of entries, regions, rubrics, lawful operations."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exchange.catalogue.files import cells
from exchange.papers.core.answers import BaselList, Region

_DATA = Path(__file__).parent / "data"
_RUBRIC = re.compile(r"(?<!\d)(\d{4})(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of annexes I and II of directive 2008/98; in French as the ministry words it."""

    code: str
    kind_fr: str
    label_fr: str
    label_en: str
    label_nl: str


def basel_list(entry: str) -> BaselList:
    """On which list a Basel or OECD entry is.

    >>> str(basel_list("B3020")), str(basel_list("A1180")), str(basel_list("X1"))
    ('green', 'amber', 'unlisted')
    """
    return next((found for shape, found in _entries() if shape.fullmatch(entry)), BaselList.UNLISTED)


@cache
def _entries() -> list[tuple[re.Pattern[str], BaselList]]:
    return [(re.compile(row["pattern"]), BaselList(row["list"])) for row in _rows("basel_entries.csv")]


def region_of(postal_code: str) -> Region | None:
    """The Belgian region of a postal code; None for what is no such code.

    >>> str(region_of("8500")), str(region_of("7700"))
    ('flanders', 'wallonia')
    """
    if not re.fullmatch(r"\d{4}", postal_code, re.ASCII):
        return None
    spans = ((int(row["first"]), int(row["last"]), Region(row["region"])) for row in _rows("belgian_regions.csv"))
    return next((region for first, last, region in spans if first <= int(postal_code) <= last), None)


def may_take_hazardous(rubric: str) -> bool:
    """Whether a permit, as its paper words it, is of a class that takes hazardous waste.

    >>> may_take_hazardous("2718-1 A"), may_take_hazardous("2714-1")
    (True, False)
    """
    known = {row["rubric"] for row in _rows("icpe_hazardous.csv")}
    return bool(known.intersection(_RUBRIC.findall(rubric)))


@cache
def operations() -> dict[str, Operation]:
    """The operations that may be named; D6 and D7 are not among them."""
    rows = cells("processing_operations.csv")
    return {row["code"]: Operation(**row) for row in rows}


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
