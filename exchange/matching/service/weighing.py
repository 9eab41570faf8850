"""Setting the territory's weights: with a reason, never over another's unseen change; everything is judged anew."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert

from exchange.journal import service as journal
from exchange.kernel.ids import new_id
from exchange.kernel.jobs import Job, defer
from exchange.kernel.orm import session
from exchange.kernel.refusals import Conflict, Unprocessable
from exchange.matching.core.weights import Weights
from exchange.matching.models import ScoreWeights
from exchange.matching.queries import weights as stored


class StaleWeights(Conflict):
    """Another administrator set weights meanwhile; what was typed and what is stored are both still there."""

    def __init__(self) -> None:
        message = _("Somebody set other weights meanwhile. Compare, then store yours again.")
        super().__init__("stale_version", message)


def set_weights(weights: Weights, *, version: int, reason: str, by: UUID, at: datetime) -> int:
    """Score every pair by these weights from now on; returns their version.

    ``version`` is the one that was looked at. Raises StaleWeights when another counts by now, Unprocessable
    where nothing would change. Two at once meet at the unique version: the second is told.
    """
    before = stored.setting()
    if before.version != version:
        raise StaleWeights
    if before.weights == weights:
        raise Unprocessable("nothing_changed", _("These weights are in force already."))
    row = {"id": new_id(), "version": version + 1, **asdict(weights), "reason": reason, "set_by": by, "set_at": at}
    made = insert(ScoreWeights).values(row).on_conflict_do_nothing(index_elements=[ScoreWeights.version])
    made_id = session().scalar(made.returning(ScoreWeights.id))
    if made_id is None:
        raise StaleWeights
    journal.record(
        "weights", made_id, "set", at=at, by=by, version=version + 1, reason=reason, before=asdict(before.weights),
        after=asdict(weights),
    )  # fmt: skip
    defer(Job.PAIR_ALL, lock=Job.PAIR_ALL, only_once=Job.PAIR_ALL)
    return version + 1
