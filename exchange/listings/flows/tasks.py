"""The door of observed flows for the worker."""

from uuid import UUID

import sqlalchemy as sa

from exchange.kernel import clock
from exchange.kernel.engine import aside
from exchange.kernel.jobs import Job, task
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.flows import importing
from exchange.listings.models import FlowImport


@task(Job.IMPORT_FLOWS)
def import_flows(import_id: str) -> None:
    """Bring a register file in. Running it twice changes nothing; killed on the way, it begins anew."""
    id_ = UUID(import_id)
    with unit_of_work():
        is_to_be_done = importing.begin(id_, at=clock.now())
    if is_to_be_done:
        with unit_of_work():
            importing.carry_out(id_, at=clock.now(), progress=lambda done, total: _note(id_, done, total))


def _note(import_id: UUID, done: int, total: int) -> None:
    """Seen at once by who watches, beside the transaction that is not committed yet."""
    further = sa.update(FlowImport).where(FlowImport.id == import_id)
    with aside() as connection:
        connection.execute(further.values(done_rows=done, total_rows=total, moved_at=clock.now()))
