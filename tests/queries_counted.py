"""How many statements a page costs: above its ceiling the test prints them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine


@contextmanager
def at_most(ceiling: int) -> Iterator[list[str]]:
    """Run a page; fails with all its SQL when it took more statements than ``ceiling``."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    sa.event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(Engine, "before_cursor_execute", note)
    listing = "\n\n".join(statements)
    assert len(statements) <= ceiling, f"{len(statements)} statements, ceiling {ceiling}:\n\n{listing}"
