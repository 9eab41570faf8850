"""A match as templates and programs read it: sentences beside the values, the next step beside both."""

import json
from dataclasses import dataclass
from typing import Any

from flask import url_for

from exchange.matching import labels
from exchange.matching.core.facts import Side
from exchange.matching.core.verdict import FlagKind
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


def block(found: Found, side: Side) -> Block:
    """A match for the page of the listing on ``side``: the weightiest terms first."""
    match = found.match
    kind = "needs" if side is Side.OFFER else "offers"
    return Block(
        title=found.title,
        href=f"/{kind}/{found.other_id}",
        place=found.place,
        distance_km=match.distance_km,
        score=match.score,
        terms=sorted(map(spoken, match.terms), key=lambda term: -term["points"]),
        flags=[flag_sentence(flag) for flag in match.flags],
        left_out=[str(labels.term(name)) for name in missing(match.terms)],
        propose_href=url_for("deals.new", offer_id=match.offer_id, need_id=match.need_id),
        is_observed=match.is_observed,
    )


def spoken(term: dict[str, Any]) -> dict[str, Any]:
    """A stored term with its label and its evidence as a sentence."""
    evidence = evidence_sentence(term["evidence"])
    return {"label": labels.term(TermName(term["name"])), "points": term["points"], "max": term["max"],
            "evidence": evidence}  # fmt: skip


def missing(terms: list[dict[str, Any]]) -> list[TermName]:
    """Terms without data, whose points went to the others: the page says so."""
    known = {term["name"] for term in terms}
    return [name for name in TermName if name not in known]


def for_programs(terms: list[dict[str, Any]], flags: list[dict[str, Any]]) -> dict[str, Any]:
    """Terms and flags as JSON: the sentence as ``evidence``, the values beside it."""
    terms, flags = plain(terms), plain(flags)
    return {
        "terms": [
            {**term, "evidence": evidence_sentence(term["evidence"]), "values": term["evidence"]} for term in terms
        ],
        "left_out": missing(terms),
        "flags": [{"kind": FlagKind(flag["kind"]), "sentence": flag_sentence(flag), "values": flag} for flag in flags],
    }


def plain(values: Any) -> Any:
    """Values as they come back from the database: masses and prices as text, days in ISO form."""
    return json.loads(json.dumps(values, default=str))
