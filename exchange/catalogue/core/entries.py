"""What the catalogue knows, as values that never change: safe to share between requests."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from exchange.catalogue.core.tree import Span
from exchange.catalogue.core.units import Measure, Substance

FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the languages that have it."""

    by_language: dict[str, str]

    def __call__(self, language: str) -> str:
        """In this language, or in English where it is missing."""
        return self.by_language.get(language) or self.by_language[FALLBACK_LANGUAGE]


@dataclass(frozen=True, slots=True)
class MaterialEntry:
    """A node of the taxonomy. Waste codes are written as six digits, with a star where hazardous."""

    code: str
    parent_code: str | None
    span: Span
    label: Words
    synonyms: dict[str, tuple[str, ...]]
    substance: Substance
    perishable: bool
    typical_units: tuple[str, ...]
    waste_codes: tuple[str, ...]
    impact_proxy: dict[str, Decimal]
    icon: str
    note: str
    source: str
    confidence: str
    is_retired: bool

    @property
    def is_family(self) -> bool:
        """Whether it is a root of the taxonomy."""
        return self.parent_code is None


@dataclass(frozen=True, slots=True)
class SubstitutionEntry:
    """One material can take another's place for an application, up to a share (percent), on a condition."""

    code: str
    replaced_code: str
    substitute_code: str
    application: Words
    condition: str
    max_share_pct: Decimal | None
    mass_ratio_kg_per_kg: Decimal | None
    quality_loss: str
    regulatory_check: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class ProcessEntry:
    """What turns one material into another, its yield (t out per t in unless ``yield_unit`` says otherwise)."""

    code: str
    label: Words
    input_code: str
    output_code: str | None
    displaces_code: str | None
    credit_rule: str
    displacement_ratio: Decimal | None
    yield_typical: Decimal | None
    yield_low: Decimal | None
    yield_high: Decimal | None
    yield_unit: str
    operation: str
    acceptance: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class WasteCodeEntry:
    """An entry of the European list of waste. The same six digits with and without star are two entries."""

    code: str
    is_hazardous: bool
    valid_from: date | None
    valid_to: date | None
    label: Words

    @property
    def starred(self) -> str:
        """Six digits, with a star where hazardous: the entry's name everywhere."""
        return f"{self.code}*" if self.is_hazardous else self.code

    @property
    def spaced(self) -> str:
        """As the decision prints it: «16 06 04*»."""
        return f"{self.code[:2]} {self.code[2:4]} {self.code[4:]}" + ("*" if self.is_hazardous else "")

    def is_valid_on(self, day: date) -> bool:
        """Whether a handover of that day may use it, first and last day included."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A trade unit and what people call it."""

    code: str
    measure: Measure
    aliases: dict[str, tuple[str, ...]]
    note: str
    source: str
    confidence: str
