"""Rows of the tables, or of the files, become values: both have the same columns."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from exchange.catalogue.core.entries import (
    MaterialEntry,
    ProcessEntry,
    SubstitutionEntry,
    UnitEntry,
    WasteCodeEntry,
    Words,
)
from exchange.catalogue.core.factors import FactorEntry, TransportFactorEntry
from exchange.catalogue.core.tree import Span
from exchange.catalogue.core.units import Measure, Substance

Row = Mapping[str, Any]


def material(row: Row) -> MaterialEntry:
    """A node, with what is known of its mass."""
    return MaterialEntry(
        code=row["code"],
        parent_code=row["parent_code"],
        span=Span(row["code"], row["lft"], row["end_"], row["depth"]),
        label=Words({language: row[f"label_{language}"] for language in ("fr", "en", "nl")}),
        synonyms={language: tuple(words) for language, words in row["synonyms"].items()},
        substance=Substance(row["density_kg_per_m3"], row["piece_mass_kg"]),
        typical_units=tuple(row["typical_units"]),
        waste_codes=tuple(row["waste_codes"]),
        impact_proxy={code: Decimal(share) for code, share in row["impact_proxy"].items()},
        is_retired=row.get("is_retired", False),
        **{name: row[name] for name in ("perishable", "icon", "note", "source", "confidence")},
    )


def substitution(row: Row) -> SubstitutionEntry:
    """A rule of replacement."""
    application = Words({"en": row["application_en"], "fr": row["application_fr"]})
    return SubstitutionEntry(application=application, **_same(SubstitutionEntry, row, "application"))


def process(row: Row) -> ProcessEntry:
    """A process."""
    label = Words({"en": row["label_en"], "fr": row["label_fr"]})
    return ProcessEntry(label=label, **_same(ProcessEntry, row, "label"))


def waste_code(row: Row) -> WasteCodeEntry:
    """An entry of the list of waste."""
    label = Words({language: row[f"label_{language}"] for language in ("fr", "en", "nl")})
    return WasteCodeEntry(label=label, **_same(WasteCodeEntry, row, "label"))


def unit(row: Row) -> UnitEntry:
    """A trade unit."""
    measure = Measure(row["code"], row["dimension"], row["to_si"], row["typical_mass_kg"])
    aliases = {language: tuple(words) for language, words in row["aliases"].items()}
    return UnitEntry(measure=measure, aliases=aliases, **_same(UnitEntry, row, "measure", "aliases"))


def factor(row: Row) -> FactorEntry:
    """A factor of a material."""
    return FactorEntry(**_same(FactorEntry, row))


def transport_factor(row: Row) -> TransportFactorEntry:
    """A factor of carriage."""
    return TransportFactorEntry(**_same(TransportFactorEntry, row))


def _same(kind: Any, row: Row, *besides: str) -> dict[str, Any]:
    """The columns that the value calls by the same name."""
    return {field.name: row[field.name] for field in fields(kind) if field.name not in besides}
