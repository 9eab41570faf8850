"""The whole catalogue as one value: read once, shared by every request, never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter

from exchange.catalogue.core import index, suggest
from exchange.catalogue.core.entries import (
    MaterialEntry,
    ProcessEntry,
    SubstitutionEntry,
    UnitEntry,
    WasteCodeEntry,
)
from exchange.catalogue.core.factors import FactorEntry, TransportFactorEntry
from exchange.catalogue.core.telling import telling
from exchange.catalogue.core.tree import Span
from exchange.kernel.words import folded

ALWAYS_OFFERED_UNITS = ("kg", "t")


@dataclass(frozen=True, slots=True)
class FactorBook:
    """All factors of one version of the catalogue."""

    version: int
    of_materials: tuple[FactorEntry, ...]
    of_transport: tuple[TransportFactorEntry, ...]


@dataclass(frozen=True)
class Catalogue:
    """Materials in tree order by code, and everything that refers to them."""

    version: int
    materials: Mapping[str, MaterialEntry]
    substitutions: tuple[SubstitutionEntry, ...]
    processes: tuple[ProcessEntry, ...]
    waste_codes: Mapping[str, WasteCodeEntry]
    units: Mapping[str, UnitEntry]
    factors: FactorBook

    def material(self, code: str) -> MaterialEntry | None:
        """The node of a code, retired ones included, or None."""
        return self.materials.get(code)

    def label(self, code: str, language: str) -> str:
        """What people of this language call it; the code itself if the catalogue never held it."""
        entry = self.materials.get(code)
        return entry.label(language) if entry else code

    @cached_property
    def families(self) -> tuple[MaterialEntry, ...]:
        """The roots that are still listed, in the order of the files."""
        return tuple(entry for entry in self.materials.values() if entry.is_family and not entry.is_retired)

    def children(self, code: str) -> tuple[MaterialEntry, ...]:
        """What hangs directly under a node and is still listed."""
        return tuple(e for e in self.materials.values() if e.parent_code == code and not e.is_retired)

    def path(self, code: str) -> tuple[MaterialEntry, ...]:
        """From the family down to the node itself; empty for an unknown code."""
        nodes: list[MaterialEntry] = []
        entry = self.materials.get(code)
        while entry is not None:
            nodes.insert(0, entry)
            entry = self.materials.get(entry.parent_code or "")
        return tuple(nodes)

    def below(self, code: str) -> tuple[MaterialEntry, ...]:
        """The node and all that lies under it and is still listed."""
        span = self.span(code)
        return tuple(e for e in self.materials.values() if span.holds(e.span) and not e.is_retired)

    def span(self, code: str) -> Span:
        """The node's interval, for matching. Raises KeyError for an unknown code."""
        return self.materials[code].span

    def lies_under(self, code: str, above: str) -> bool:
        """Whether a material is the other or lies under it; False where either is unknown."""
        lower, upper = self.materials.get(code), self.materials.get(above)
        return lower is not None and upper is not None and upper.span.holds(lower.span)

    def substitutions_into(self, code: str) -> tuple[SubstitutionEntry, ...]:
        """Rules that let something else serve where this material is accepted.

        A rule counts when what it replaces lies under the node or above it, and its substitute does not lie
        under the node anyway. Each has its condition, which the matching must show.
        """
        return tuple(
            rule
            for rule in self.substitutions
            if (self.lies_under(rule.replaced_code, code) or self.lies_under(code, rule.replaced_code))
            and not self.lies_under(rule.substitute_code, code)
        )

    @cached_property
    def code_at(self) -> dict[int, str]:
        """The material whose interval begins at a number: each node has its own."""
        return {entry.span.lft: code for code, entry in self.materials.items()}

    @cached_property
    def lets_in(self) -> tuple[tuple[str, Span, bool], ...]:
        """What each node lets in where it is accepted: (its code, interval, whether that is a substitute's)."""
        return tuple(
            (code, span, is_substitute)
            for code, entry in self.materials.items()
            for span, is_substitute in (
                (entry.span, False),
                *((self.span(rule.substitute_code), True) for rule in self.substitutions_into(code)),
            )
        )

    def processes_from(self, code: str) -> tuple[ProcessEntry, ...]:
        """What can be made of a material: processes that take it or a node above it."""
        found = [ranked for node in self.path(code) for ranked in self._processes_of.get(node.code, ())]
        return tuple(process for _, process in sorted(found, key=itemgetter(0)))

    @cached_property
    def _processes_of(self) -> Mapping[str, list[tuple[int, ProcessEntry]]]:
        """By the node that they take, with their place in the files."""
        by_input: dict[str, list[tuple[int, ProcessEntry]]] = {}
        for place, process in enumerate(self.processes):
            by_input.setdefault(process.input_code, []).append((place, process))
        return by_input

    def waste_codes_for(self, code: str, day: date) -> tuple[WasteCodeEntry, ...]:
        """Entries of the list of waste proposed for a material and valid on a day, likeliest first.

        A node without codes of its own borrows those of the nearest node above. Proposed, never decided:
        the holder confirms.
        """
        for node in reversed(self.path(code)):
            if node.waste_codes:
                known = (self.waste_codes.get(starred) for starred in node.waste_codes)
                return tuple(entry for entry in known if entry is not None and entry.is_valid_on(day))
        return ()

    def factors_along(self, code: str) -> tuple[FactorEntry, ...]:
        """Factors of the node and of those above, nearest first, preferred before others, then by rank."""
        nearness = {node.code: near for near, node in enumerate(reversed(self.path(code)))}
        found = [factor for code in nearness for factor in self._factors_of.get(code, ())]
        return tuple(sorted(found, key=lambda f: (nearness[f.material_code], not f.is_preferred, f.rank, f.code)))

    @cached_property
    def _factors_of(self) -> Mapping[str, list[FactorEntry]]:
        """By the node that they are about."""
        by_material: dict[str, list[FactorEntry]] = {}
        for factor in self.factors.of_materials:
            by_material.setdefault(factor.material_code, []).append(factor)
        return by_material

    def units_for(self, code: str) -> tuple[UnitEntry, ...]:
        """Units in which the material is usually traded, then kilograms and tonnes."""
        entry = self.materials.get(code)
        codes = dict.fromkeys((*(entry.typical_units if entry else ()), *ALWAYS_OFFERED_UNITS))
        return tuple(self.units[unit] for unit in codes if unit in self.units)

    def unit_named(self, text: str) -> UnitEntry | None:
        """The unit that people write so, in any language: «tonnes», «m³», «palette», «stuks»."""
        wanted = folded(text.strip().rstrip("."))
        return self._unit_names.get(wanted) or self._unit_names.get(wanted.rstrip("s"))

    def suggest(
        self, text: str, *, language: str | None = None, most: int = 10, guesses: bool = True
    ) -> list[suggest.Suggestion]:
        """Materials that typed words may mean, best first; without guesses one slip in a word at most."""
        return suggest.suggest(self._index, text, language=language, most=most, guesses=guesses)

    def corrected(self, text: str) -> str | None:
        """The words as the trades would spell them, where nobody knows them as typed; None when nothing is better."""
        return suggest.corrected(self._index, text)

    def telling(self, text: str) -> dict[str, float]:
        """The typed words, each with its share of what they tell: rare ones most."""
        return telling(self._index, text)

    @cached_property
    def _index(self) -> index.Index:
        return index.build(self.materials.values())

    @cached_property
    def _unit_names(self) -> dict[str, UnitEntry]:
        names: dict[str, UnitEntry] = {}
        for unit in self.units.values():
            for name in (unit.code, *_flat(unit.aliases.values())):
                names.setdefault(folded(name), unit)
        return names


def _flat(groups: Iterable[Iterable[str]]) -> Iterable[str]:
    return (word for group in groups for word in group)
