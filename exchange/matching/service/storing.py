"""Verdicts become rows: new ones appear, changed ones follow, the rest are left as they are."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

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
_RETIRE = sa.text(
    """
    UPDATE match SET is_live = false, matched_at = :at
    WHERE is_live AND offer_id = ANY(:offers) AND NOT EXISTS (
        SELECT FROM unnest(CAST(:kept_offers AS uuid[]), CAST(:kept_needs AS uuid[])) AS kept(offer_id, need_id)
        WHERE kept.offer_id = match.offer_id AND kept.need_id = match.need_id)
    """
)


def put(verdicts: Iterable[tuple[Verdict, bool]], *, at: datetime) -> None:
    """Store compatible pairs, each with whether a side is observed only. What did not change is not written."""
    rows = [_row(verdict, is_observed) for verdict, is_observed in verdicts]
    if rows:
        session().execute(_PUT, {"rows": json.dumps(rows, default=str), "at": at})


def retire_of_offers(offer_ids: Sequence[UUID], kept: Iterable[Verdict], *, at: datetime) -> None:
    """Pairs of these offers that were not found again live no longer."""
    pairs = [(verdict.offer_ref, verdict.need_ref) for verdict in kept]
    ends = {"kept_offers": [offer for offer, _ in pairs], "kept_needs": [need for _, need in pairs]}
    session().execute(_RETIRE, {"offers": list(offer_ids), "at": at, **ends})


def retire_of_need(need_id: UUID, kept: Iterable[Verdict], *, at: datetime) -> None:
    """Pairs of this need that were not found again live no longer."""
    gone = sa.update(Match).where(Match.need_id == need_id, Match.is_live)
    gone = gone.where(Match.offer_id.not_in([UUID(verdict.offer_ref) for verdict in kept]))
    session().execute(gone.values(is_live=False, matched_at=at).execution_options(synchronize_session=False))


def retire_of_the_rest(offer_ids: Sequence[UUID], *, at: datetime) -> None:
    """Pairs of all offers but these live no longer."""
    gone = sa.update(Match).where(Match.is_live, Match.offer_id != sa.all_(sa.literal(offer_ids, ARRAY(sa.Uuid))))
    session().execute(gone.values(is_live=False, matched_at=at).execution_options(synchronize_session=False))


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
