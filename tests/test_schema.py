"""The migrated database makes the promises that the models name, and no others."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from exchange.kernel.append_only import APPEND_ONLY
from exchange.kernel.orm import Base

PROMISES = """
    SELECT conname FROM pg_constraint WHERE conrelid = to_regclass(:table) AND contype IN ('c', 'u', 'p', 'f')
    UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = to_regclass(:table)
"""


def named(table: sa.Table) -> set[str]:
    """What the model names: checks, keys and indexes. A table of differences has no key."""
    kept = [one for one in table.constraints if one is not table.primary_key or one.columns]
    constraints = {str(constraint.name) for constraint in kept if constraint.name}
    return constraints | {str(index.name) for index in table.indexes}


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_every_promise_of_the_model_is_in_the_migrated_database(session: Session, table: sa.Table) -> None:
    assert set(session.scalars(sa.text(PROMISES), {"table": table.name})) == named(table)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_only_grows_cannot_be_changed_by_the_application(session: Session, table: str) -> None:
    rights = sa.text(
        "SELECT has_table_privilege('navette_app', :table, one) FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) one"
    )

    assert not any(session.scalars(rights, {"table": table}))


def test_no_column_without_bounds_stores_a_nan() -> None:
    """PostgreSQL stores NaN in an open numeric: every one is named by a check of its table."""
    open_columns = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.Numeric)
        and not isinstance(column.type, sa.Float)
        and not any(
            column.name in str(check.sqltext) for check in table.constraints if isinstance(check, sa.CheckConstraint)
        )
    ]

    assert open_columns == []
