"""Alembic's side of Flask-Migrate: migrates as the owner of the tables, one process at a time."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from exchange.kernel.orm import Base

LOCK = 0x6D696772


def include(_object: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """Procrastinate's tables are its own business."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def migrate() -> None:
    """Run the revisions asked for, holding one advisory lock so that two starters do not collide."""
    engine = sa.create_engine(current_app.config["OWNER_URL"], poolclass=sa.NullPool)
    with engine.connect() as guard, engine.connect() as connection:
        guard.execution_options(isolation_level="AUTOCOMMIT")  # an open snapshot would stop CREATE INDEX CONCURRENTLY
        guard.execute(sa.select(sa.func.pg_advisory_lock(LOCK)))
        connection.execute(sa.text("SET lock_timeout = '500ms'"))
        connection.execute(sa.text("SET statement_timeout = '60s'"))
        connection.commit()
        context.configure(
            connection=connection, target_metadata=Base.metadata, include_object=include, compare_type=True,
            transaction_per_migration=True,
        )  # fmt: skip
        with context.begin_transaction():
            context.run_migrations()


migrate()
