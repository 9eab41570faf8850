"""Tables that only grow: a trigger refuses change for everybody, rights refuse it for the application."""

import sqlalchemy as sa

from exchange.kernel.orm import Base

REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""

SEAL = """
CREATE OR REPLACE TRIGGER {table}_is_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""

APPEND_ONLY: list[str] = []
"""Names of the sealed tables; migrations take the application's right to change them away."""


def seal(table: type[Base]) -> None:
    """Let a table only grow. Called beside the model."""
    name = table.__tablename__
    APPEND_ONLY.append(name)
    ddl = sa.DDL(SEAL.format(table=name))  # type: ignore[no-untyped-call] # SQLAlchemy left it without types
    sa.event.listen(table.__table__, "after_create", ddl)


_refuse = sa.DDL(REFUSE)  # type: ignore[no-untyped-call] # SQLAlchemy left it without types
sa.event.listen(Base.metadata, "before_create", _refuse)
