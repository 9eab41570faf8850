"""Judged pairs become rows: new ones appear, changed ones follow, the rest are left as they are."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.kernel.orm import session
from exchange.matching.core.facts import Side
from exchange.matching.models import LiveOffer, Match
from exchange.matching.policy import other_side
from exchange.matching.queries.fitting import Fitting

_PUT = """
    INSERT INTO match ({own}_id, {other}_id, score, distance_km, is_observed, is_live, created_at, matched_at)
    SELECT :id, fresh.id, fresh.score, fresh.haul_m / 1000.0::float8, fresh.is_observed, true, :at, :at
    FROM unnest(CAST(:ids AS uuid[]), CAST(:scores AS int[]), CAST(:hauls AS int[]), CAST(:observed AS bool[]))
        AS fresh(id, score, haul_m, is_observed)
    ON CONFLICT (offer_id, need_id) DO UPDATE SET
        score = excluded.score, distance_km = excluded.distance_km, is_observed = excluded.is_observed,
        is_live = true, matched_at = excluded.matched_at
    WHERE (match.score, match.distance_km, match.is_observed, match.is_live)
        IS DISTINCT FROM (excluded.score, excluded.distance_km, excluded.is_observed, true)
"""
# nosemgrep: sql-from-text — constants
_PUT_OF = {side: sa.text(_PUT.format(own=side, other=other_side(side))) for side in Side}


def put(side: Side, listing_id: UUID, found: Fitting, *, at: datetime) -> None:
    """Make these the live pairs of a listing. What did not change is not written."""
    ids = found.refs()
    if ids:
        numbers = {"scores": found.score.tolist(), "hauls": found.haul_m.tolist()}
        rows = {"ids": ids, "observed": found.is_observed.tolist(), **numbers}
        session().execute(_PUT_OF[side], {"id": listing_id, "at": at, **rows})
    own, other = (Match.offer_id, Match.need_id) if side is Side.OFFER else (Match.need_id, Match.offer_id)
    _retire(own == listing_id, other != sa.all_(sa.literal(ids, ARRAY(sa.Uuid))), at=at)


def retire_dead(*, at: datetime) -> None:
    """Pairs of offers that are not live any more live no longer."""
    _retire(~sa.exists().where(LiveOffer.offer_id == Match.offer_id), at=at)


def _retire(*which: Any, at: datetime) -> None:
    gone = sa.update(Match).where(Match.is_live, *which).values(is_live=False, matched_at=at)
    session().execute(gone.execution_options(synchronize_session=False))
