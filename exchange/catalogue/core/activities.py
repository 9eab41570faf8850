"""What businesses of an activity probably give off and take in: only what the table of processes says, never more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from exchange.kernel.words import folded

CLASS_DIGITS = 4
"""French NAF and Belgian NACE-BEL share the first four digits of NACE rev. 2; what follows is each country's own."""
_CODE = re.compile(r"(\d{2})\.?(\d{2})(?:\.?([0-9A-Za-z]))?", re.ASCII)
_MOST_FOUND = 20


class Flow(StrEnum):
    """Given off or taken in."""

    OFFER = "offer"
    NEED = "need"


@dataclass(frozen=True, slots=True)
class Activity:
    """A heading of the classification: a French sub-class (3832Z) or a class of four digits (3832)."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ActivityProcess:
    """Which activity runs a process: its NAF sub-class, and the class of NACE rev. 2 as four digits."""

    process_code: str
    naf_code: str
    nace_class: str
    input_code: str
    output_code: str | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A guess: businesses of this activity run these processes, so that they take this in, or give it off."""

    flow: Flow
    material_code: str
    because: tuple[ActivityProcess, ...]
    is_exact: bool
    """Whether a process names the very heading; otherwise it names another sub-class of the same class."""


@dataclass(frozen=True)
class ActivityBook:
    """The headings and who runs what."""

    headings: Mapping[str, str]
    processes: tuple[ActivityProcess, ...]

    def read(self, typed: str) -> str | None:
        """The heading that a typed code names; a code of which only the class is known means the class.

        >>> book = ActivityBook({"3832Z": "Tri", "3832": "Tri"}, ())
        >>> book.read("38.32Z"), book.read("38.320"), book.read("3899Z")
        ('3832Z', '3832', None)
        """
        found = _CODE.fullmatch(typed.strip())
        if found is None:
            return None
        class_, rest = found[1] + found[2], (found[3] or "").upper()
        return next((code for code in (class_ + rest, class_) if code in self.headings), None)

    def find(self, words: str) -> list[Activity]:
        """Headings whose words begin with all the words typed, or that a code names; at most 20, by code."""
        wanted = folded(words).split()
        if code := self.read(words):
            return [self._activities[code]]
        if not wanted:
            return []
        found = (self._activities[code] for code, known in self._words.items() if _answers(known, wanted))
        return sorted(found, key=lambda one: one.code)[:_MOST_FOUND]

    def label(self, code: str) -> str:
        """The heading's words; the code itself for an unknown one."""
        return self.headings.get(code, code)

    def proposals(self, code: str) -> list[Proposal]:
        """What the processes of a heading take in and give off, the surest first, each material once per direction."""
        grouped: dict[tuple[Flow, str], list[ActivityProcess]] = {}
        for process in self.processes:
            if process.nace_class == code[:CLASS_DIGITS]:
                grouped.setdefault((Flow.NEED, process.input_code), []).append(process)
                if process.output_code:
                    grouped.setdefault((Flow.OFFER, process.output_code), []).append(process)
        found = [
            Proposal(flow, material, tuple(because), any(_is_exact(process, code) for process in because))
            for (flow, material), because in grouped.items()
        ]
        return sorted(found, key=lambda one: (not one.is_exact, one.flow, one.material_code))

    @cached_property
    def _activities(self) -> dict[str, Activity]:
        """What a business can choose: classes and sub-classes, no divisions or groups."""
        chosen = {code: label for code, label in self.headings.items() if len(code) >= CLASS_DIGITS}
        return {code: Activity(code, label) for code, label in chosen.items()}

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        """Of the sub-classes only: their classes say the same, and are for Belgian codes."""
        return {
            code: re.findall(r"\w+", folded(one.label))
            for code, one in self._activities.items()
            if len(code) > CLASS_DIGITS
        }


def _is_exact(process: ActivityProcess, code: str) -> bool:
    return process.naf_code == code or len(code) == CLASS_DIGITS


def _answers(words: Iterable[str], wanted: Iterable[str]) -> bool:
    known = list(words)
    return all(any(word.startswith(wish) for word in known) for wish in wanted)
