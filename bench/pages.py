"""The page with twenty matches, through the whole application as a signed-in member gets it."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID

import numpy as np
from flask.testing import FlaskClient

from bench.cluster import Stage
from bench.columns import NO_PRICE, OPEN_END, Needs
from bench.drafts import need_draft
from bench.ids import Kind, row_id
from bench.questions import needs_in
from bench.timing import Times, timed
from bench.world import World
from exchange.accounts.models import SignIn
from exchange.accounts.secret import hashed
from exchange.kernel import clock
from exchange.kernel.orm import session
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings import service as listings
from exchange.matching import service as matching

PAGES = 3
ROUNDS = 40
REACH_KM = 75
FULL = 20
SEED = 20


class TooFew(AssertionError):
    """The page that should show twenty matches shows fewer."""


def page_times(stage: Stage, world: World) -> Times:
    """Milliseconds of GET /needs/<id>/matches over several needs, each asked for again and again."""
    needs = _easy_to_please(world)
    posted = [_posted(stage, world, needs, row) for row in range(PAGES)]
    clients = [_signed_in(stage, int(needs.business[row])) for row in range(PAGES)]
    taken = []
    for _ in range(ROUNDS):
        for need_id, client in zip(posted, clients, strict=True):
            answer, ms = timed(partial(client.get, f"/needs/{need_id}/matches"))
            shown = answer.get_data(as_text=True).count('class="match__head"')
            if answer.status_code != 200 or shown != FULL:
                raise TooFew(f"/needs/{need_id}/matches: {answer.status_code}, {shown} matches")
            taken.append(ms)
    return Times(taken)


def _easy_to_please(world: World) -> Needs:
    """In the densest city, for the three most popular materials, from afar: enough fits at any size."""
    needs = needs_in(world, world.towns.densest, PAGES, SEED)
    anything = np.zeros(PAGES, np.int64)
    return replace(
        needs, nodes=np.tile(world.materials.leaves[:3], (PAGES, 1)), reach_km=np.full(PAGES, REACH_KM),
        smallest_g=anything, last=np.full(PAGES, OPEN_END), highest_cents=np.full(PAGES, NO_PRICE),
        lowest_grade=anything, statuses=anything,
    )  # fmt: skip


def _posted(stage: Stage, world: World, needs: Needs, row: int) -> UUID:
    """Posted and matched, as the worker would."""
    business = int(needs.business[row])
    with stage.app.app_context(), unit_of_work():
        need = listings.post_need(
            need_draft(world, needs, row), by=UUID(row_id(Kind.PERSON, business)),
            business_id=UUID(row_id(Kind.BUSINESS, business)), at=clock.now(),
        )  # fmt: skip
        matching.pair_need(need.id, at=clock.now())
        return need.id


def _signed_in(stage: Stage, business: int) -> FlaskClient:
    now = clock.now()
    with stage.app.app_context(), unit_of_work():
        sign_in = SignIn(
            person_id=UUID(row_id(Kind.PERSON, business)), business_id=UUID(row_id(Kind.BUSINESS, business)),
            secret_hash=hashed("secret"), created_at=now, expires_at=now + timedelta(hours=12), device="bench",
        )  # fmt: skip
        session().add(sign_in)
        session().flush()
        name = sign_in.id
    client = stage.app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = f"{name}:secret"
    return client
