"""Asking for pages, with what they cost: time on the wall, and on the processors whoever else uses the machine."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.cluster import Stage

_BACKENDS = "SELECT pid FROM pg_stat_activity WHERE usename = 'navette_app' OR pid = pg_backend_pid() ORDER BY pid"
_NANOSECONDS_PER_MS = 1e6


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one answer: on the wall; on processors, of the client and of its server processes."""

    wall_ms: float
    cpu_ms: float


def page(stage: Stage, address: str) -> tuple[str, Cost]:
    """The page as a guest gets it. Raises AssertionError where there is none."""
    client = stage.app.test_client()
    backends, ran, began = _backends(stage), time.process_time_ns(), time.perf_counter_ns()
    before = _ran_ns(backends)
    answer = client.get(address)
    html = answer.get_data(as_text=True)
    wall, served, mine = time.perf_counter_ns() - began, _ran_ns(backends) - before, time.process_time_ns() - ran
    if answer.status_code != 200:
        raise AssertionError(f"{address}: {answer.status_code}")
    return html, Cost(wall / _NANOSECONDS_PER_MS, (served + mine) / _NANOSECONDS_PER_MS)


def statements(stage: Stage, asked: Sequence[bytes]) -> tuple[list[list[tuple[object, ...]]], Cost]:
    """The rows of some statements, one after the other on one connection."""
    backends, ran, began = _backends(stage), time.process_time_ns(), time.perf_counter_ns()
    before = _ran_ns(backends)
    rows = [list(stage.owner.execute(statement).fetchall()) for statement in asked]
    wall, served, mine = time.perf_counter_ns() - began, _ran_ns(backends) - before, time.process_time_ns() - ran
    return rows, Cost(wall / _NANOSECONDS_PER_MS, (served + mine) / _NANOSECONDS_PER_MS)


def _backends(stage: Stage) -> list[int]:
    return [int(pid) for (pid,) in stage.owner.execute(_BACKENDS)]


def _ran_ns(backends: list[int]) -> int:
    """What the server processes have run so far; those that have ended count nothing."""
    found = [Path(f"/proc/{pid}/schedstat") for pid in backends]
    return sum(int(one.read_text().split()[0]) for one in found if one.exists())
