"""One transaction around one act: all of it is stored, or none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from exchange.kernel.orm import session

_DEPTH = "unit_of_work.depth"
_LAST = "unit_of_work.last"

Step = Callable[[], None]


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Commit what happens inside, or roll all of it back when anything is raised.

    A unit inside another joins it: only the outermost commits. That is how a retried form and
    the act that it asks for are stored together.
    """
    current = session()
    depth = current.info.get(_DEPTH, 0)
    current.info[_DEPTH] = depth + 1
    try:
        yield current
        if depth == 0:
            _run_last_steps(current)
            current.commit()
    except BaseException:
        if depth == 0:
            current.info.pop(_LAST, None)
            current.rollback()
        raise
    finally:
        current.info[_DEPTH] = depth


def at_the_end(step: Step) -> None:
    """Run a step just before the commit, inside the transaction.

    For rows that take a lock which everybody wants (the journal's chain): taken last, it is held
    shortest and always after the locks on lots and deals, so it cannot deadlock with them.
    """
    session().info.setdefault(_LAST, []).append(step)


def _run_last_steps(current: Session) -> None:
    current.flush()
    for step in current.info.pop(_LAST, []):
        step()


@contextmanager
def snapshot() -> Iterator[Session]:
    """Read everything as of one moment (REPEATABLE READ), for checks and exports. Never writes."""
    current = session()
    current.rollback()
    current.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    try:
        yield current
    finally:
        current.rollback()
