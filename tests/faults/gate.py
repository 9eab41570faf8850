"""A gate in the database: who writes to a table waits at it inside the transaction, until the test opens it."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.running import wait_for

GATE = 590_001
"""The key of the advisory lock; no code of the product knows it."""
_WAIT = f"""
    CREATE OR REPLACE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared({GATE}); RETURN NULL; END $$;
"""
_WAITING = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
_ALIVE = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY(%s)"
AT_THE_END = "deal"
"""The gate of this table stands at the commit itself: the constraint trigger is deferred."""


_COUNTED = f"""
    CREATE SEQUENCE steps;
    CREATE OR REPLACE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN IF nextval('steps') = %s THEN PERFORM pg_advisory_xact_lock_shared({GATE}); END IF; RETURN NULL; END $$;
"""


@contextmanager
def closed_gate(owner_url: str, table: str, *, leaves: bool = False, deletion: int = 0) -> Iterator["Gate"]:
    """A gate after each statement that writes to a table; the one of ``deal`` stands at the commit.

    ``leaves``: the server is gone by the end; its gate stays and stands open. ``deletion``: it
    stands after the deletion of that number instead, counted from one, in a database that nobody else has.
    """
    url = owner_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url, autocommit=True) as keeper:
        keeper.execute(_COUNTED.replace("%s", str(deletion)) if deletion else _WAIT)
        keeper.execute(_trigger(table, "DELETE" if deletion else "INSERT"))
        keeper.execute("SELECT pg_advisory_lock(%s)", (GATE,))
        yield Gate(keeper)
        if not leaves:
            keeper.execute("SELECT pg_advisory_unlock_all()")
            keeper.execute(f"DROP TRIGGER gate ON {table}")


def _trigger(table: str, verb: str) -> str:
    if table == AT_THE_END:
        return (
            f"CREATE CONSTRAINT TRIGGER gate AFTER INSERT OR UPDATE ON {table} DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION wait_at_the_gate()"
        )
    return f"CREATE TRIGGER gate AFTER {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION wait_at_the_gate()"


class Gate:
    """What the keeper of a closed gate sees and does."""

    def __init__(self, keeper: "psycopg.Connection[tuple[object, ...]]") -> None:
        self.keeper = keeper
        self.seen: list[object] = []

    def wait_for_somebody(self) -> None:
        """Until a transaction stands at the gate."""
        self.seen = wait_for(lambda: [pid for (pid,) in self.keeper.execute(_WAITING, (GATE,))], "somebody at the gate")

    def open_after_them(self) -> None:
        """Let the backend of who was killed go on, and wait until it has noticed and is gone."""
        self.keeper.execute("SELECT pg_advisory_unlock_all()")
        wait_for(lambda: self._left() == 0, "the backends of the dead")

    def _left(self) -> int:
        row = self.keeper.execute(_ALIVE, (self.seen,)).fetchone()
        assert row
        return int(str(row[0]))
