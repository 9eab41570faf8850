"""Asking the index, the SQL and the scan the same questions. Answers that differ end the run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bench import ours
from bench.ours import Found
from bench.plain import Plain
from bench.questions import Side, need_facts, needs_in, new_needs, new_offers, offer_facts, offers_in
from bench.scan import Answer, Scan
from bench.timing import Times, timed
from bench.world import World
from exchange.catalogue.core.snapshot import Catalogue
from exchange.matching.core.weights import Weights

WARMING = 60
"""More questions at the head of each set, which are checked but not counted: a server has met most materials."""
SEED = 59
Facts = TypeVar("Facts")
Given = TypeVar("Given")


class NotExact(AssertionError):
    """Two ways to the same answer differ: nothing else counts then."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in each way."""

    mine: Callable[[], Found]
    plain: Callable[[], Answer]
    closer: Callable[[], Answer]
    scan: Callable[[], Answer]
    read: Callable[[Found], Answer]
    """Brings ours into the form of the others."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The times of one set of questions, and how much was found."""

    name: str
    ours: Times
    plain: Times
    closer: Times
    scan: Times
    found: list[int]


NEW_NEED = "top 20 offers for a new need"
NEW_OFFER = "top 20 needs for a new offer"
SERVED = "all needs that a new offer serves"
DENSEST, MEDIAN = ", densest city, popular material", ", median town, same material"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that can be asked."""

    world: World
    known: Catalogue
    plain: Plain
    scan: Scan
    weights: Weights

    def measure(self, questions: int) -> list[Measured]:
        """All sets of questions; the sets of one town are a third as large. Raises NotExact."""
        towns, few, questions = self.world.towns, max(questions // 3, 1) + WARMING, questions + WARMING
        return [
            _measure(NEW_NEED, self._of_needs(None, questions)),
            _measure(NEW_NEED + DENSEST, self._of_needs(towns.densest, few)),
            _measure(NEW_NEED + MEDIAN, self._of_needs(towns.median, few)),
            _measure(NEW_OFFER, self._of_offers(None, questions)),
            _measure(NEW_OFFER + DENSEST, self._of_offers(towns.densest, few)),
            _measure(NEW_OFFER + MEDIAN, self._of_offers(towns.median, few)),
            _measure(SERVED, self._served(questions)),
        ]

    def _of_needs(self, town: int | None, rows: int) -> list[Asked]:
        needs = new_needs(self.world, rows, SEED) if town is None else needs_in(self.world, town, rows, SEED)
        facts = need_facts(self.world, needs, self.known)
        mine = partial(ours.best_offers, weights=self.weights)
        return _asked(facts, needs, mine, self._plain(Plain.best_offers), self.scan.best_offers)

    def _of_offers(self, town: int | None, rows: int) -> list[Asked]:
        offers = new_offers(self.world, rows, SEED) if town is None else offers_in(self.world, town, rows, SEED)
        facts = offer_facts(self.world, offers)
        mine = partial(ours.best_needs, weights=self.weights)
        return _asked(facts, offers, mine, self._plain(Plain.best_needs), self.scan.best_needs)

    def _served(self, rows: int) -> list[Asked]:
        offers = new_offers(self.world, rows, SEED + 1)
        facts = offer_facts(self.world, offers)
        mine = partial(ours.served_needs, weights=self.weights)
        return _asked(facts, offers, mine, self._plain(Plain.served_needs), self.scan.served_needs, ours.best_first)

    def _plain(self, ask: Callable[[Plain, Side], Answer]) -> tuple[Callable[[Side], Answer], Callable[[Side], Answer]]:
        return partial(ask, self.plain), partial(ask, self.plain.looking_closer())


def _asked(
    facts: Sequence[Facts],
    columns: Side,
    mine: Callable[[Facts], Found],
    plain: tuple[Callable[[Side], Answer], Callable[[Side], Answer]],
    scan: Callable[[Side], Answer],
    read: Callable[[Found], Answer] = ours.as_ranked,
) -> list[Asked]:
    ones = [columns.take([row]) for row in range(len(columns))]
    return [
        Asked(partial(mine, fact), partial(plain[0], one), partial(plain[1], one), partial(scan, one), read)
        for fact, one in zip(facts, ones, strict=True)
    ]


def _measure(name: str, questions: list[Asked]) -> Measured:
    """Each way answers all questions in turn before the next way does, as a process that serves nothing else would."""
    mine, mine_ms = _answered([asked.mine for asked in questions])
    ours.rest()
    plain, plain_ms = _answered([asked.plain for asked in questions])
    closer, closer_ms = _answered([asked.closer for asked in questions])
    scan, scan_ms = _answered([asked.scan for asked in questions])
    for asked, one, *others in zip(questions, mine, plain, closer, scan, strict=True):
        _compare(name, asked.read(one), *others)
    return Measured(name, mine_ms, plain_ms, closer_ms, scan_ms, [len(answer) for answer in mine[WARMING:]])


def _answered(ways: Sequence[Callable[[], Given]]) -> tuple[list[Given], Times]:
    answers, times = [], []
    for ask in ways:
        answer, took_ms = timed(ask)
        answers.append(answer)
        times.append(took_ms)
    return answers, Times(times[WARMING:])


def _compare(name: str, answer: Answer, by_plain: Answer, by_closer: Answer, by_scan: Answer) -> None:
    for who, other in (("the scan", by_scan), ("the SQL and its loop", by_plain), ("the closer SQL", by_closer)):
        if answer != other:
            raise NotExact(f"{name}: {who} says\n{_difference(other, answer)}")


def _difference(there: Answer, here: Answer) -> str:
    lacking = [row for row in there if row not in set(here)][:5]
    extra = [row for row in here if row not in set(there)][:5]
    return f"{len(there)} rows, among them {lacking}; we have {len(here)}, among them {extra}"
