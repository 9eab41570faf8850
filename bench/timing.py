"""Taking times: one clock, milliseconds, percentiles."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of many questions of one kind."""

    ms: Sequence[float]

    def at(self, percent: float) -> float:
        """The percentile, in milliseconds."""
        return float(np.percentile(self.ms, percent))

    @property
    def p50(self) -> float:
        """Half of the questions took no longer."""
        return self.at(50)

    @property
    def p95(self) -> float:
        """Nineteen of twenty took no longer."""
        return self.at(95)

    def __str__(self) -> str:
        return " / ".join(_short(self.at(percent)) for percent in (50, 95, 99))


def timed(ask: Callable[[], Answer]) -> tuple[Answer, float]:
    """An answer and the milliseconds it took."""
    began = time.perf_counter()
    answer = ask()
    return answer, (time.perf_counter() - began) * 1000


def _short(ms: float) -> str:
    return f"{ms:,.0f}" if ms >= 100 else f"{ms:.1f}" if ms >= 10 else f"{ms:.2f}"
