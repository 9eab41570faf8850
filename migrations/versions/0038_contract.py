"""A contract can wait for a sample, for a hold's end or for stock, run and be suspended; stock moves for more causes.

Expand: the running release writes none of the new words, and every row of today keeps the wider checks.
"""

from collections.abc import Iterable

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

OPEN = "negotiating", "agreed"
FINAL = "completed", "declined", "withdrawn", "cancelled", "expired"
CAUSES = "posted", "corrected", "agreed", "cancelled", "handed_over", "weighed", "confirmed"
NEW_OPEN = "negotiating", "sample", "held", "on_hold", "agreed", "active", "suspended"
NEW_CAUSES = (*CAUSES, "held", "released", "sampled", "refused", "returned", "claimed")


def upgrade() -> None:
    replace(NEW_OPEN, NEW_CAUSES)


def downgrade() -> None:
    replace(OPEN, CAUSES)


def replace(still_open: Iterable[str], causes: Iterable[str]) -> None:
    """Put the checks in the place of the old ones, without a long lock: believed first, read through after."""
    checks = {
        ("deal", "deal_dealstate_check"): f"state IN ({_list([*still_open, *FINAL])})",
        ("deal", "deal_open_ones_wait_for_somebody_check"): f"(turn_of IS NOT NULL) = (state IN ({_list(still_open)}))",
        ("deal", "deal_closed_ones_have_a_moment_check"): f"(closed_at IS NULL) = (state IN ({_list(still_open)}))",
        ("stock_movement", "stock_movement_cause_check"): f"cause IN ({_list(causes)})",
    }
    for (table, name), check in checks.items():
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, check, postgresql_not_valid=True)
    with op.get_context().autocommit_block():  # each statement on its own: no long lock
        op.execute("SET statement_timeout = '10min'")
        for table, name in checks:
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


def _list(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
