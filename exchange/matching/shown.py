"""A match as templates and programs read it: sentences beside the values, the next step beside both."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from exchange.matching import labels, reasons
from exchange.matching.core.facts import Side
from exchange.matching.core.verdict import FlagKind, Verdict
from exchange.matching.core.weights import TermName
from exchange.matching.queries.matches import Found
from exchange.matching.sentences import evidence_sentence, flag_sentence


@dataclass(frozen=True, slots=True)
class Block:
    """What ui/match.html draws, and where its button leads."""

    title: str
    href: str
    place: str
    distance_km: float
    score: int
    terms: list[dict[str, Any]]
    flags: list[str]
    left_out: list[str]
    propose_href: str
    is_observed: bool
    other_id: UUID
    why: str
    """One sentence that sums it up."""
    steps: list[tuple[str, int]]
    """What the side could do to fit better, with the points that it brings."""


def block(found: Found, side: Side) -> Block:
    """A match for the page of the listing on ``side``: the weightiest terms first."""
    hit, verdict = found.hit, found.verdict
    kind = "needs" if side is Side.OFFER else "offers"
    return Block(
        title=hit.title,
        href=f"/{kind}/{hit.other_id}",
        place=hit.place,
        distance_km=verdict.distance_km,
        score=verdict.score or 0,
        terms=sorted(map(spoken, terms_of(verdict)), key=lambda term: -term["points"]),
        flags=[flag_sentence(flag) for flag in flags_of(verdict)],
        left_out=[str(labels.term(name)) for name in verdict.left_out],
        propose_href=url_for("deals.new", offer_id=hit.match.offer_id, need_id=hit.match.need_id),
        is_observed=hit.match.is_observed,
        other_id=hit.other_id,
        why=reasons.why(found.offer, found.need, verdict, side),
        steps=reasons.steps(found.offer, found.need, verdict, side, found.weights),
    )


def spoken(term: dict[str, Any]) -> dict[str, Any]:
    """A term with its label and its evidence as a sentence."""
    evidence = evidence_sentence(term["evidence"])
    return {"label": labels.term(TermName(term["name"])), "points": term["points"], "max": term["max"],
            "evidence": evidence}  # fmt: skip


def for_programs(verdict: Verdict) -> dict[str, Any]:
    """Terms and flags as JSON: the sentence as ``evidence``, the values beside it."""
    return {
        "terms": [
            {**term, "evidence": evidence_sentence(term["evidence"]), "values": term["evidence"]}
            for term in terms_of(verdict)
        ],
        "left_out": list(verdict.left_out),
        "flags": [
            {"kind": FlagKind(flag["kind"]), "sentence": flag_sentence(flag), "values": flag}
            for flag in flags_of(verdict)
        ],
    }


def terms_of(verdict: Verdict) -> list[dict[str, Any]]:
    """The terms as plain values; sentences are made where languages are known."""
    terms = [
        {
            "name": term.name,
            "points": term.points,
            "max": term.maximum,
            "evidence": {"kind": term.evidence.kind, **term.evidence.values},
        }
        for term in verdict.terms
    ]
    return _plain(terms)


def flags_of(verdict: Verdict) -> list[dict[str, Any]]:
    """What to mind, as plain values."""
    return _plain([{"kind": flag.kind, **flag.values} for flag in verdict.flags])


def _plain(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Masses and prices as text, days in ISO form, words as text."""
    plain: list[dict[str, Any]] = json.loads(json.dumps(values, default=str))
    return plain
