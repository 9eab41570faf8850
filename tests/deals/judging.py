"""After a move: nothing that a refusal touched, each change one step, each step told once to whom it concerns."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from exchange.deals.invariants import (
    bound_stock_off_the_deals,
    counters_off_the_ledger,
    delivered_off_the_loads,
    gaps_in_the_terms,
    held_stock_off_the_holds,
    loads_off_their_deal,
    samples_off_the_stock,
    steps_off_the_journal,
)
from exchange.deals.models import Deal, Movement
from exchange.journal.models import JournalEntry
from exchange.kernel.orm import session
from exchange.listings.models import Account, ListingState, Need, Offer
from exchange.notices.models import Notice
from tests.deals.world import World

PROMISES = (
    counters_off_the_ledger, bound_stock_off_the_deals, held_stock_off_the_holds, samples_off_the_stock,
    delivered_off_the_loads, loads_off_their_deal, gaps_in_the_terms, steps_off_the_journal,
)  # fmt: skip
INSIDE = [account for account in Account if account is not Account.OUTSIDE]
BESIDE = {"deal_load_capped"}
"""Told beside a line: a day of a rhythm that gets less, once for each figure."""
BY_STOCK = {ListingState.PUBLISHED, ListingState.EXHAUSTED}
"""Between these a lot goes by what is left of it; everything else is somebody's act."""
FOLLOWS = {"weight_corrected"}
"""Lines that follow from the one before and are told with it: a claim that was agreed says its weight."""
Told = Counter[tuple[UUID, str, str]]


@dataclass(frozen=True)
class Picture:
    """What can be seen of the deals and lots at one moment, and how long the journal and the bell's list are."""

    deals: dict[UUID, Any]
    lots: dict[UUID, Any]
    needs: dict[UUID, Any]
    told: Told
    journal: int


def taken() -> Picture:
    """The picture now."""
    current = session()
    columns = (Deal.state, Deal.current_version, Deal.turn_of, Deal.clock_stopped_at, Deal.expires_at, Deal.steps)
    loads = sa.select(Movement.deal_id, Movement.state, Movement.received_kg).order_by(Movement.deal_id, Movement.id)
    moved: dict[UUID, list[Any]] = {}
    for deal_id, *load in current.execute(loads):
        moved.setdefault(deal_id, []).append(load)
    deals = {row[0]: (*row[1:], moved.get(row[0])) for row in current.execute(sa.select(Deal.id, *columns))}
    counters = [getattr(Offer, f"{account}_kg") for account in INSIDE]
    lots = {row[0]: row[1:] for row in current.execute(sa.select(Offer.id, Offer.state, Offer.declared_kg, *counters))}
    needs = {row[0]: row[1:] for row in current.execute(sa.select(Need.id, Need.state, Need.covered_kg))}
    return Picture(deals, lots, needs, _told(), current.scalar(sa.select(sa.func.max(JournalEntry.number))) or 0)


def _told() -> Told:
    about = sa.select(Notice.person_id, Notice.kind, Notice.path).where(Notice.path.like("/deals/%"))
    rows = session().execute(about.where(Notice.kind.not_in({"deal_reminder", *BESIDE})))
    return Counter((person_id, kind, path) for person_id, kind, path in rows)


def judge(world: World, before: Picture, *, refused: bool) -> Picture:
    """The picture after one move. Raises AssertionError for whatever should not be."""
    after = taken()
    if refused:
        assert after == before, "a refusal touched something"
        return after
    lines = list(session().scalars(sa.select(JournalEntry).where(JournalEntry.number > before.journal)))
    _ensure_conserved(after)
    _ensure_journalled(before, after, lines)
    _ensure_told(world, before, after, lines)
    broken = {promise.__doc__: promise() for promise in PROMISES}
    assert not any(broken.values()), broken
    return after


def _ensure_conserved(after: Picture) -> None:
    """What is declared is what is in the accounts, and no account is below nothing."""
    for _state, declared_kg, *accounts in after.lots.values():
        assert declared_kg == sum(accounts)
        assert min(accounts) >= 0


def _ensure_journalled(before: Picture, after: Picture, lines: list[JournalEntry]) -> None:
    """What changed took one step, and each step one line that says from where to where."""
    steps = {(line.subject_id, line.details["step"]): line for line in lines if "step" in line.details}
    assert len(steps) == sum("step" in line.details for line in lines), "one step, one line"
    for deal_id, now in after.deals.items():
        *_then, count, _loads = before.deals.get(deal_id, (None,) * 5 + (0, None))
        state = before.deals.get(deal_id, (None,))[0]
        beside = [line for line in lines if line.subject_id == deal_id and "step" not in line.details]
        assert now[5] - count in {0, 1, 2}, "a move is one step, or an agreement with what it brings along"
        assert now[5] > count or beside or now == before.deals[deal_id], "nothing changes without a step"
        for number in range(count + 1, now[5] + 1):
            line = steps.pop((deal_id, number), None)
            assert line is not None, "a step without its line"
            assert line.details["from"] == state
            state = line.details["to"]
        assert state == now[0], "the lines lead where the deal stands"
    assert not steps, "no line without its step"
    for lot_id, now in after.lots.items():
        was = before.lots.get(lot_id, (None,))[0]
        acts = [line for line in lines if line.subject_id == lot_id]
        assert was == now[0] or {was, now[0]} <= BY_STOCK or acts, "a lot's state is somebody's act"


def _ensure_told(world: World, before: Picture, after: Picture, lines: list[JournalEntry]) -> None:
    """Each line about a deal was told to both sides but to who did it, once; and nothing else was told."""
    both = {world.acts.giver.person_id, world.acts.taker.person_id}
    told = after.told - before.told
    expected: Told = Counter()
    for line in lines:
        if line.subject == "deal" and line.verb not in FOLLOWS:
            kind, path = f"deal_{line.verb}", f"/deals/{line.subject_id}"
            expected.update((person_id, kind, path) for person_id in both - {line.actor_id})
    assert told == expected
