"""Reading the data files: text in cells becomes rows of the tables."""

import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from exchange.catalogue.core.activities import ActivityBook, ActivityProcess
from exchange.catalogue.core.tree import numbered

DATA = Path(__file__).parent / "data"
LANGUAGES = ("fr", "en", "nl")

Row = dict[str, Any]


def digest() -> str:
    """SHA-256 over all data files, names included: the same data is the same version."""
    sum_ = hashlib.sha256()
    for path in sorted(DATA.glob("*.csv")):
        sum_.update(path.name.encode() + b"\0" + path.read_bytes())
    return sum_.hexdigest()


def materials() -> Iterator[Row]:
    """Nodes of the taxonomy, numbered, each with the icon of its family."""
    rows, spoken = cells("materials.csv"), trade_words()
    spans = numbered({row["code"]: row["parent"] or None for row in rows})
    icons = {row["code"]: row["icon"] for row in rows if row["icon"]}
    for row in rows:
        span = spans[row["code"]]
        yield {
            **_kept(row, "code", "label_fr", "label_en", "label_nl", "source", "confidence"),
            "parent_code": row["parent"] or None,
            "lft": span.lft,
            "end_": span.end,
            "depth": span.depth,
            "synonyms": {
                language: _list(row[f"synonyms_{language}"]) + spoken.get((row["code"], language), [])
                for language in LANGUAGES
            },
            "density_kg_per_m3": _decimal(row["density_kg_per_m3"]),
            "piece_mass_kg": _decimal(row["piece_mass_kg"]),
            "perishable": row["perishable"] == "1",
            "typical_units": _list(row["typical_units"]),
            "waste_codes": _list(row["low_codes"]),
            "impact_proxy": dict(share.split("=") for share in _list(row["impact_proxy"])),
            "icon": icons[row["code"].partition(".")[0]],
            "note": "" if row["notes"] == "Family node" else row["notes"],
        }


def trade_words() -> dict[tuple[str, str], list[str]]:
    """What the yard, the counter and the workshop say besides, by material and language; each row names its source."""
    spoken: dict[tuple[str, str], list[str]] = {}
    for row in cells("trade_words.csv"):
        spoken.setdefault((row["material"], row["language"]), []).extend(_list(row["words"]))
    return spoken


def substitutions() -> Iterator[Row]:
    """What can replace what."""
    words = ("application_en", "application_fr", "condition", "quality_loss", "regulatory_check")
    for row in cells("substitutions.csv"):
        yield {
            **_kept(row, *words, "source", "confidence"),
            "code": row["substitution_id"],
            "replaced_code": row["replaced_material"],
            "substitute_code": row["substitute_material"],
            **_decimals(row, "max_share_pct", "mass_ratio_kg_per_kg"),
        }


def processes() -> Iterator[Row]:
    """What turns one material into another."""
    for row in cells("processes.csv"):
        yield {
            **_kept(row, "credit_rule", "yield_unit", "acceptance", "source", "confidence"),
            "code": row["process_code"],
            "label_en": row["process_en"],
            "label_fr": row["process_fr"],
            "input_code": row["input_material"],
            "output_code": row["output_material"] or None,
            "displaces_code": row["displaces_material"] or None,
            "operation": row["operation_code"],
            **_decimals(row, "displacement_ratio", "yield_typical", "yield_low", "yield_high"),
        }


def waste_codes() -> Iterator[Row]:
    """Entries of the list of waste with their first and last day."""
    words = ("code", "label_fr", "label_en", "label_nl", "labels_source", "source", "confidence")
    for row in cells("waste_codes.csv"):
        yield {
            **_kept(row, *words),
            "is_hazardous": row["is_hazardous"] == "1",
            "valid_from": _day(row["valid_from"]),
            "valid_to": _day(row["valid_to"]),
        }


def units() -> Iterator[Row]:
    """Units of the trade. A typical mass of a mass unit would only repeat its definition, rounded."""
    for row in cells("units.csv"):
        yield {
            **_kept(row, "dimension", "note", "source", "confidence"),
            "code": row["unit"],
            "to_si": Decimal(row["to_si_factor"]),
            "typical_mass_kg": None if row["dimension"] == "mass" else _decimal(row["typical_mass_kg"]),
            "aliases": {language: _list(row[f"aliases_{language}"]) for language in LANGUAGES},
        }


def stat_classes() -> dict[str, str | None]:
    """The node that each class of European waste statistics is read as; None where it cannot be told."""
    return {row["stat_class"]: row["material_code"] or None for row in cells("stat_class_materials.csv")}


@cache
def activity_book() -> ActivityBook:
    """The headings of NAF rev. 2 and which of them runs which process."""
    return ActivityBook(
        {row["code"]: row["label_fr"] for row in cells("naf_codes.csv")},
        tuple(
            ActivityProcess(
                row["process_code"], row["naf_code"], row["nace_class"].replace(".", ""), row["input_material"],
                row["output_material"] or None, row["source"], row["confidence"],
            )
            for row in cells("processes.csv")
            if row["naf_code"]
        ),
    )  # fmt: skip


def cells(name: str) -> list[dict[str, str]]:
    """All rows of a data file as text."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _kept(row: dict[str, str], *names: str) -> Row:
    return {name: row[name] for name in names}


def _decimals(row: dict[str, str], *names: str) -> Row:
    return {name: _decimal(row[name]) for name in names}


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _list(text: str) -> list[str]:
    return [part for part in text.split("|") if part]
