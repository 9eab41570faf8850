"""Doors of matching for programs: ranked matches with their reasons, and why two do not fit."""

from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel import clock
from exchange.kernel.refusals import NotFound, Unprocessable
from exchange.matching import policy
from exchange.matching.api_answers import MOST, NEAR, PAIR, RANKED
from exchange.matching.core.facts import Side
from exchange.matching.explaining import as_values, explanation
from exchange.matching.listed import Listed
from exchange.matching.looking import looking
from exchange.matching.queries import matches
from exchange.matching.queries.matches import Found
from exchange.matching.queries.misses import NearMiss, near_misses
from exchange.matching.shown import for_programs
from exchange.web.audiences import Audience, open_to
from exchange.web.described import described
from exchange.web.visitor import visitor

bp = Blueprint("matching_api", __name__, url_prefix="/api/v1")


@bp.get("/offers/<uuid:listing_id>/matches", endpoint="of_offer", defaults={"side": Side.OFFER})
@bp.get("/needs/<uuid:listing_id>/matches", endpoint="of_need", defaults={"side": Side.NEED})
@open_to(Audience.CONFIRMED)
@described(RANKED)
def ranked(listing_id: UUID, side: Side) -> ResponseReturnValue:
    """Live matches of one's own listing, best first; ``limit`` 1 to 100, ``after`` a cursor of the answer before."""
    listing, who = _listed(side, listing_id), visitor()
    if not policy.may_see_matches(listing, **looking()):
        raise NotFound
    page = matches.ranked(
        listing, with_observed=who.may_facilitate, day=clock.today(), size=_limit(), after=request.args.get("after")
    )
    items = [_item(found, side) for found in page.rows]
    return jsonify(items=items, next=page.next_cursor, is_waiting=listing.is_waiting)


@bp.get("/offers/<uuid:listing_id>/near-misses", endpoint="near_of_offer", defaults={"side": Side.OFFER})
@bp.get("/needs/<uuid:listing_id>/near-misses", endpoint="near_of_need", defaults={"side": Side.NEED})
@open_to(Audience.CONFIRMED)
@described(NEAR)
def near(listing_id: UUID, side: Side) -> ResponseReturnValue:
    """Pairs that one soft rule keeps apart, the smallest change first, at most ten: the change that would do, and
    ``own_change`` where the side that asks can make one alone.
    """
    listing = _listed(side, listing_id)
    if not policy.may_see_matches(listing, **looking()):
        raise NotFound
    found = near_misses(listing, day=clock.today(), with_observed=visitor().may_facilitate)
    return jsonify(items=[_near_item(one, side) for one in found])


@bp.get("/pairs/<uuid:offer_id>/<uuid:need_id>")
@open_to(Audience.CONFIRMED)
@described(PAIR)
def pair(offer_id: UUID, need_id: UUID) -> ResponseReturnValue:
    """The score with its terms, or the failing rules with the smallest changes that would pass."""
    offer, need = _listed(Side.OFFER, offer_id), _listed(Side.NEED, need_id)
    if not policy.may_compare(offer, need, **looking()):
        raise NotFound
    return jsonify(explanation(offer_id, need_id, at=clock.now()))


def _listed(side: Side, listing_id: UUID) -> Listed:
    listing = matches.listed(side, listing_id)
    if listing is None:
        raise NotFound
    return listing


def _limit() -> int:
    text = request.args.get("limit", str(matches.PAGE))
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST):
        raise Unprocessable("bad_limit", _("A limit is a whole number from 1 to %(most)s.", most=MOST))
    return int(text)


def _near_item(near: NearMiss, side: Side) -> dict[str, Any]:
    missed = near.missed
    own = missed.own_change(side)
    return {
        "id": str(near.other_id),
        "kind": policy.other_side(side),
        "title": near.title,
        "place": near.place,
        "distance_km": missed.distance_km,
        "is_observed": near.is_observed,
        "rule": missed.rule,
        "change": as_values(missed.change, missed.offer, missed.need),
        "own_change": as_values(own, missed.offer, missed.need) if own else None,
    }


def _item(found: Found, side: Side) -> dict[str, Any]:
    hit, verdict = found.hit, found.verdict
    return {
        "id": str(hit.other_id),
        "kind": policy.other_side(side),
        "title": hit.title,
        "place": hit.place,
        "score": verdict.score,
        "distance_km": verdict.distance_km,
        "is_observed": hit.match.is_observed,
        **for_programs(verdict),
    }
