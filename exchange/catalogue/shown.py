"""What the catalogue's pages show, gathered from the snapshot."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from exchange.catalogue import asking, labels
from exchange.catalogue.core.entries import MaterialEntry
from exchange.catalogue.core.snapshot import Catalogue
from exchange.catalogue.queries import current

_MOST_FACTORS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A suggested material as a choice: its label, and where it hangs so that namesakes can be told apart."""

    code: str
    label: str
    above: str
    icon: str
    score: float


def found(catalogue: Catalogue, text: str, language: str) -> list[Found]:
    """Suggestions for typed words, best first, drawn in a language."""
    suggestions = catalogue.suggest(text, language=language, most=asking.MOST_SUGGESTIONS)
    return [choice(catalogue, one.code, language, one.score) for one in suggestions]


def choice(catalogue: Catalogue, code: str, language: str, score: float = 1.0) -> Found:
    """One node as a choice. Raises KeyError for an unknown code."""
    above = " › ".join(node.label(language) for node in catalogue.path(code)[:-1])
    material = catalogue.materials[code]
    return Found(code, material.label(language), above, material.icon, score)


def unit(code: str, quantity: Decimal | int = 1) -> str:
    """A trade unit on this page, as said beside a quantity of it; its code where the catalogue does not know it."""
    entry = current().units.get(code)
    return labels.unit(entry, quantity) if entry else code


def facts(catalogue: Catalogue, material: MaterialEntry, today: date) -> dict[str, Any]:
    """Everything on a material's page."""
    code = material.code
    return {
        "material": material,
        "path": catalogue.path(code),
        "children": catalogue.children(code),
        "waste_codes": catalogue.waste_codes_for(code, today),
        "factors": catalogue.factors_along(code)[:_MOST_FACTORS],
        "stand_ins": catalogue.substitutions_into(code),
        "processes": catalogue.processes_from(code),
        "units": catalogue.units_for(code),
    }


def sources(catalogue: Catalogue) -> dict[str, list[tuple[str, int]]]:
    """Distinct sources by kind of row, with how many rows rest on each, most first."""
    kinds: dict[str, Iterable[Any]] = {
        "materials": catalogue.materials.values(),
        "substitutions": catalogue.substitutions,
        "processes": catalogue.processes,
        "units": catalogue.units.values(),
        "factors": catalogue.factors.of_materials,
        "transport": catalogue.factors.of_transport,
    }
    return {kind: Counter(row.source for row in rows).most_common() for kind, rows in kinds.items()}
