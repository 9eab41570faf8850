"""Verdicts become rows: new ones appear, changed ones follow, the rest are left as they are."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.kernel.orm import session
from exchange.matching.core.verdict import Verdict
from exchange.matching.models import Match

_PUT = sa.text(
    """
    INSERT INTO match (
        offer_id, need_id, score, distance_km, terms, flags, is_observed, is_live, created_at, matched_at)
    SELECT offer_id, need_id, score, distance_km, terms, flags, is_observed, true, :at, :at
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS fresh(
        offer_id uuid, need_id uuid, score smallint, distance_km float8, terms jsonb, flags jsonb, is_observed bool)
    ON CONFLICT (offer_id, need_id) DO UPDATE SET
        score = excluded.score, distance_km = excluded.distance_km, terms = excluded.terms, flags = excluded.flags,
        is_observed = excluded.is_observed, is_live = true, matched_at = excluded.matched_at
    WHERE (match.score, match.distance_km, match.terms, match.flags, match.is_observed, match.is_live)
        IS DISTINCT FROM
        (excluded.score, excluded.distance_km, excluded.terms, excluded.flags, excluded.is_observed, true)
    """
)
_BEGIN_SEEN = sa.text("CREATE TEMPORARY TABLE seen_pair (offer_id uuid, need_id uuid) ON COMMIT DROP")
_SEE = "COPY seen_pair (offer_id, need_id) FROM STDIN"
_RETIRE_UNSEEN = sa.text(
    """
    UPDATE match SET is_live = false, matched_at = :at
    WHERE is_live AND NOT EXISTS (
        SELECT FROM seen_pair WHERE seen_pair.offer_id = match.offer_id AND seen_pair.need_id = match.need_id)
    """
)
_END_SEEN = sa.text("DROP TABLE seen_pair")


def put(verdicts: Iterable[tuple[Verdict, bool]], *, at: datetime) -> None:
    """Store compatible pairs, each with whether a side is observed only. What did not change is not written."""
    rows = [_row(verdict, is_observed) for verdict, is_observed in verdicts]
    if rows:
        session().execute(_PUT, {"rows": json.dumps(rows, default=str), "at": at})


def retire_others(mine: sa.ColumnElement[bool], other: Any, kept: Collection[UUID], *, at: datetime) -> None:
    """Pairs of one listing that were not found again live no longer."""
    gone = sa.update(Match).where(mine, Match.is_live, other.not_in(kept))
    session().execute(gone.values(is_live=False, matched_at=at).execution_options(synchronize_session=False))


class Seen:
    """The pairs of a full evaluation, kept in a table of the transaction while batches pass."""

    def __enter__(self) -> "Seen":
        session().execute(_BEGIN_SEEN)
        return self

    def __exit__(self, *_: object) -> None:
        session().execute(_END_SEEN)

    def add(self, verdicts: Iterable[Verdict]) -> None:
        """These pairs live."""
        cursor = session().connection().connection.cursor()
        with cursor.copy(_SEE) as copy:
            for verdict in verdicts:
                copy.write_row((verdict.offer_ref, verdict.need_ref))

    def retire_unseen(self, *, at: datetime) -> None:
        """All other pairs live no longer."""
        session().execute(_RETIRE_UNSEEN, {"at": at})


def _row(verdict: Verdict, is_observed: bool) -> dict[str, Any]:
    return {
        "offer_id": verdict.offer_ref,
        "need_id": verdict.need_ref,
        "score": verdict.score,
        "distance_km": verdict.distance_km,
        "terms": terms_of(verdict),
        "flags": flags_of(verdict),
        "is_observed": is_observed,
    }


def terms_of(verdict: Verdict) -> list[dict[str, Any]]:
    """The terms as stored and sent: values only, sentences are made where languages are known."""
    return [
        {
            "name": term.name,
            "points": term.points,
            "max": term.maximum,
            "evidence": {"kind": term.evidence.kind, **term.evidence.values},
        }
        for term in verdict.terms
    ]


def flags_of(verdict: Verdict) -> list[dict[str, Any]]:
    """What to mind, as stored and sent."""
    return [{"kind": flag.kind, **flag.values} for flag in verdict.flags]
