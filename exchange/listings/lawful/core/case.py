"""A lot before the law: what it is, what its holder declares, and what the words around it say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from exchange.kernel.trade import Country, LegalStatus
from exchange.kernel.words import folded

DONATED_AHEAD = timedelta(days=2)
"""How long before its use-by date food is handed over as a gift (Code de l'environnement, D541-310)."""


class CodeIs(StrEnum):
    """What the typed waste code is on a day."""

    UNREADABLE = "unreadable"
    MIXED = "mixed"
    OUT_OF_FORCE = "out_of_force"
    PLAIN = "plain"
    STARRED = "starred"


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """When an entry of the list of waste holds, first and last day included, and whether it carries a star."""

    is_hazardous: bool
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the list has the entry on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Topic:
    """Beginnings of words that name something, and phrases that say that it is not there."""

    words: tuple[str, ...]
    denials: tuple[str, ...] = ()

    def is_named_in(self, text: str) -> bool:
        """Whether folded text names it, denials left out.

        >>> Topic(("amiant",), ("sans amiante",)).is_named_in("plaques sans amiante")
        False
        """
        return bool(self._named.search(self._denied.sub(" ", text)))

    @cached_property
    def _named(self) -> re.Pattern[str]:
        return _beginning(self.words)

    @cached_property
    def _denied(self) -> re.Pattern[str]:
        return _beginning(self.denials) if self.denials else re.compile(r"(?!)")


def _beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})")


@dataclass(frozen=True, slots=True, kw_only=True)
class LotCase:
    """Everything that a rule about a lot may look at. ``codes`` are the entries that the typed code may mean."""

    status: LegalStatus | None
    materials: frozenset[str] = frozenset()
    """The node and all above it."""
    words: str = ""
    """Title, description and composition, as typed."""
    open_tests: frozenset[str] = frozenset()
    """Of the four tests of a by-product, those that nobody answered."""
    codes_typed: int = 0
    code: str = ""
    """Six digits, with a star where one was typed; empty where none was read."""
    codes: tuple[CodeSpan, ...] = ()
    is_hazardous: bool = False
    is_pop: bool = False
    act: str = ""
    act_since: date | None = None
    animal_category: int | None = None
    feed_registration: bool = False
    use_by: date | None = None
    is_free: bool = False
    has_safety_sheet: bool = False
    is_donation_refused: bool = False
    country: Country = Country.FR

    def facts(self, on: date, topics: Mapping[str, Topic]) -> Mapping[str, frozenset[str]]:
        """What is so on a day, by the names that the data file uses."""
        text = folded(self.words)
        told: dict[str, frozenset[str]] = {
            "status": frozenset({str(self.status)}),
            "material": self.materials,
            "says": frozenset(name for name, topic in topics.items() if topic.is_named_in(text)),
            "open_test": self.open_tests,
            "code": frozenset({str(self._code_on(on))}) if self.status is LegalStatus.WASTE else frozenset(),
            "six_digits": frozenset({self.code.rstrip("*")}),
            "act": frozenset({self._act_on(on)}),
            "animal": frozenset({str(self.animal_category)}),
            "country": frozenset({str(self.country)}),
            "has": frozenset(self._has()),
            "food": frozenset(self._food(on)),
        }
        return told

    def _code_on(self, day: date) -> CodeIs:
        if self.codes_typed > 1:
            return CodeIs.MIXED
        if not self.code:
            return CodeIs.UNREADABLE
        entry = next((one for one in self.codes if one.holds_on(day)), None)
        if entry is None:
            return CodeIs.OUT_OF_FORCE
        return CodeIs.STARRED if entry.is_hazardous else CodeIs.PLAIN

    def _act_on(self, day: date) -> str:
        if not self.act:
            return "missing"
        return "in_force" if self.act_since is None or self.act_since <= day else "not_yet"

    def _has(self) -> Iterator[str]:
        told = {
            "hazard": self.is_hazardous, "pop": self.is_pop, "feed_registration": self.feed_registration,
            "use_by": self.use_by is not None, "safety_sheet": self.has_safety_sheet,
            "refused_donation": self.is_donation_refused, "no_price": self.is_free,
        }  # fmt: skip
        return (name for name, is_so in told.items() if is_so)

    def _food(self, day: date) -> Iterator[str]:
        if self.use_by is not None and self.use_by < day:
            yield "past_use_by"
        elif self.use_by is not None and self.use_by < day + DONATED_AHEAD:
            yield "too_late_to_donate"


Facts = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A refusal of the data file: broken while all of ``when`` is so and none of ``unless``, in force on the day."""

    name: str
    field: str
    """The answer to mend, by its name in the posting form."""
    ground: str
    act: str
    since: date
    until: date | None = None
    when: Facts
    unless: Facts
    is_checked: bool = True
    """Whether the date was read in a source; otherwise it is from memory and to be checked."""

    def is_in_force(self, day: date) -> bool:
        """First and last day included."""
        return self.since <= day and (self.until is None or day <= self.until)

    def is_broken_by(self, facts: Facts) -> bool:
        """Whether a lot of these facts may not be offered."""
        holds = all(values & facts[name] for name, values in self.when.items())
        return holds and not any(values & facts[name] for name, values in self.unless.items())


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules about lots, in the order in which they are best mended, and the words by which topics are known."""

    rules: tuple[Rule, ...]
    topics: Mapping[str, Topic]
    acts: Mapping[str, date]
    """End-of-waste acts and the day since which each may be relied on."""

    def broken(self, case: LotCase, on: date) -> list[Rule]:
        """What a case breaks on a day; of several about one answer only the first, so that one thing is said of it."""
        facts = case.facts(on, self.topics)
        found: dict[str, Rule] = {}
        for rule in self.rules:
            if rule.is_in_force(on) and rule.is_broken_by(facts):
                found.setdefault(rule.field, rule)
        return list(found.values())

    def names(self, topic: str, words: str) -> bool:
        """Whether words name a topic."""
        return self.topics[topic].is_named_in(folded(words))
