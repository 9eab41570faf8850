"""From posting to telling, through the real verbs, queue and worker."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import numpy as np
import psycopg

from bench.cluster import Stage
from bench.columns import Needs, Offers
from bench.drafts import need_draft, offer_draft
from bench.ids import Kind, row_id
from bench.questions import new_needs, new_offers
from bench.timing import Times, timed
from bench.world import World
from exchange.kernel import clock
from exchange.kernel.background import BackgroundWorker
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service

SEED = 95
PATIENCE_S = 120
PAUSE_S = 0.002
_FOLLOWED = "SELECT matched_at IS NOT NULL FROM {side} WHERE id = %s"
_TOLD = "SELECT count(*), count(told_at) FROM match WHERE {side}_id = %s AND is_live AND NOT is_observed"
_NOTICES = "SELECT count(*) FROM notice WHERE starts_with(path, %s)"
_IDLE = "SELECT NOT EXISTS (SELECT FROM procrastinate_jobs WHERE status = 'doing')"
_NO_LETTERS = "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name IN ('send_mail', 'mail_notices')"


class NotTold(AssertionError):
    """A posted listing was matched and somebody heard nothing of it."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted on one side: milliseconds for the poster, until all were told, and how many pairs each found."""

    name: str
    verb: Times
    told: Times
    pairs: list[int]


def post_and_wait(stage: Stage, world: World, rows: int) -> list[Posted]:
    """Post new needs, then new offers, one at a time; wait until the worker has told both sides of each.

    Letters that wait are dropped between two posts: sending mail is not what is measured.
    """
    posters = _Posters(world)
    needs, offers = new_needs(world, rows * 2, SEED), new_offers(world, rows * 2, SEED)
    with BackgroundWorker(stage.app):
        return [
            _post_all(stage, "need", [partial(posters.need, needs, row) for row in _active(world, needs, rows)]),
            _post_all(stage, "offer", [partial(posters.offer, offers, row) for row in _active(world, offers, rows)]),
        ]


def _active(world: World, listings: Needs | Offers, rows: int) -> list[int]:
    active: list[int] = np.flatnonzero(~world.sites.is_suspended[listings.business])[:rows].tolist()
    return active


@dataclass(frozen=True, slots=True)
class _Posters:
    world: World

    def need(self, needs: Needs, row: int) -> UUID:
        by, business = _who(int(needs.business[row]))
        with unit_of_work():
            draft = need_draft(self.world, needs, row)
            return service.post_need(draft, by=by, business_id=business, at=clock.now()).id

    def offer(self, offers: Offers, row: int) -> UUID:
        by, business = _who(int(offers.business[row]))
        with unit_of_work():
            draft = offer_draft(self.world, offers, row)
            return service.post_offer(draft, by=by, business_id=business, at=clock.now()).id


def _who(business: int) -> tuple[UUID, UUID]:
    return UUID(row_id(Kind.PERSON, business)), UUID(row_id(Kind.BUSINESS, business))


def _post_all(stage: Stage, side: str, posts: list[Callable[[], UUID]]) -> Posted:
    rounds = [_post(stage, side, post) for post in posts]
    verbs, tolds, pairs = zip(*rounds, strict=True)
    return Posted(side, Times(verbs), Times(tolds), list(pairs))


def _post(stage: Stage, side: str, post: Callable[[], UUID]) -> tuple[float, float, int]:
    """Milliseconds of the verb, and of the way from its commit to the row that says that all were told."""
    with stage.app.app_context():
        listing, verb_ms = timed(post)
    _, told_ms = timed(lambda: _until(stage.owner, _FOLLOWED.format(side=side), listing))
    pairs, told = _row(stage.owner, _TOLD.format(side=side), listing)
    notices = _row(stage.owner, _NOTICES, f"/{side}s/{listing}#match-")[0]
    if pairs != told or (pairs and not notices):
        raise NotTold(f"{side} {listing}: {told} of {pairs} pairs told, {notices} notices to its own business")
    stage.owner.execute(_NO_LETTERS)
    _until(stage.owner, _IDLE)
    return verb_ms, told_ms, pairs


def _until(connection: psycopg.Connection, question: str, *values: object) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not _row(connection, question, *values)[0]:
        if time.monotonic() > deadline:
            raise NotTold(f"not within {PATIENCE_S} s: {question} {values}")
        time.sleep(PAUSE_S)


def _row(connection: psycopg.Connection, question: str, *values: object) -> tuple[int, ...]:
    row = connection.execute(question.encode(), values).fetchone()
    assert row is not None
    return tuple(row)
