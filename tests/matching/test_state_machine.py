"""Whatever happens in whatever order: once the jobs have run, what is stored equals a full evaluation, told once."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from exchange.accounts import service as accounts
from exchange.kernel.orm import db, session
from exchange.listings import service as listings
from exchange.listings.models import Need, Offer
from exchange.matching.core.weights import TermName, Weights
from tests.matching import drafts, truth
from tests.matching.events import DECK, EVENTS, FIRST_LOTS, FIRST_NEEDS
from tests.matching.world import World

EXAMPLES, ENOUGH = 12, 10
seen: Counter[str] = Counter()


class Awake(RuleBasedStateMachine):
    """One random history of a small territory; jobs run now or later, in any order, and may die."""

    connection: sa.Connection
    settled: World

    @initialize(deck=st.permutations(DECK), pause=st.sampled_from([1, 1, 1, 3, len(DECK)]))
    def begin(self, deck: list[str], pause: int) -> None:
        """The same firms, the same few things posted. After every ``pause`` steps all jobs run and all is checked.

        Often, because a later evaluation of everything would hide what one step forgot; rarely, because jobs that
        pile up run in other orders.
        """
        self.deck, self.pause, self.steps = list(deck), pause, 0
        self.world = World(firms=self.settled.firms, moderator_id=self.settled.moderator_id)
        self.weights = Weights()
        self.told: dict[Any, Any] = {}
        self.savepoint = self.connection.begin_nested()
        for firm, told in FIRST_LOTS:
            self.post_lot(firm, told, 0)
        for firm, told in FIRST_NEEDS:
            self.post_need(firm, told, 0)

    def teardown(self) -> None:
        """Check once more, then undo all of it."""
        if hasattr(self, "savepoint"):
            try:
                self.everything_follows()
            finally:
                db.session.remove()
                self.savepoint.rollback()

    @rule(data=st.data())
    def happen(self, data: st.DataObject) -> None:
        """The next card of the deck."""
        if self.deck:
            name = self.deck.pop()
            told = {what: data.draw(choices, label=what) for what, choices in EVENTS[name].items()}
            getattr(self, name)(**told)

    def post_lot(self, firm: int, told: Any, days: int) -> None:
        self.world.post("offer", self.world.firms[firm], self._lot(firm, told, days))

    def post_need(self, firm: int, told: Any, days: int) -> None:
        self.world.post("need", self.world.firms[firm], self._need(firm, told, days))

    def edit_lot(self, which: int, told: Any, days: int) -> None:
        self._edit("offer", Offer, which, lambda firm: self._lot(firm, told, days))

    def edit_need(self, which: int, told: Any, days: int) -> None:
        self._edit("need", Need, which, lambda firm: self._need(firm, told, days))

    def turn(self, kind: str, which: int, verb: str) -> None:
        if listing_id := self._pick(kind, which):
            self.world.turn(verb, kind, listing_id)

    def deal(self, which: int, other: int, for_need: bool, kg: Decimal, end: str) -> None:
        offer_id, need_id = self._pick("offer", which), self._pick("need", other)
        if offer_id and need_id:
            self.world.deal(offer_id, need_id if for_need else None, self.world.firm_of("need", need_id), kg, end)

    def permit(self, firm: int, days: int, verify: bool) -> None:
        self.world.state_permit(self.world.firms[firm], days, verify=verify)

    def stand(self, firm: int, verb: str) -> None:
        reason = {"reason": "Forged papers"} if verb == "suspend" else {}
        with self.world.act() as at:
            business_id, by = self.world.firms[firm].business_id, self.world.moderator_id
            getattr(accounts, f"{verb}_business")(business_id, by=by, at=at, **reason)

    def move(self, firm: int, place: Any) -> None:
        self.world.move(self.world.firms[firm], place)

    def weigh(self, weights: Weights) -> None:
        self.world.weigh(weights)
        self.weights = weights

    def load_other_rules(self, code: str) -> None:
        self.world.toggle_rule(code)

    def observe(self, role: Any, material: str, tonnes: int, establishment: int, place: Any) -> None:
        self.world.import_flow(establishment, role, material, tonnes, place)

    def time_passes(self, days: int) -> None:
        self.world.pass_days(days)

    def one_job(self, which: int, dies: bool) -> None:
        if waiting := self.world.waiting():
            self.world.run(waiting[which % len(waiting)], and_die=dies)
            self._nobody_is_told_twice()

    @invariant()
    def now_and_then(self) -> None:
        """Not after every step: see ``begin``."""
        self.steps += 1
        if self.steps % self.pause == 0:
            self.everything_follows()

    def everything_follows(self) -> None:
        """The promise: incremental equals full, to the point and the metre."""
        self.world.run_all()
        expected = truth.evaluated(
            self.world.today, {name: self.weights.of(name) for name in TermName}, self.world.rules
        )
        rows = session().execute(sa.text("SELECT * FROM match WHERE is_live")).all()
        assert {(str(row.offer_id), str(row.need_id)): (row.score, row.distance_km) for row in rows} == expected
        seen["pairs"] += len(rows)
        observed = self._observed()
        for row in rows:
            assert row.is_observed == bool({row.offer_id, row.need_id} & observed)
            assert (row.told_at is None) == row.is_observed, "whoever is here was told, registers never"
        for table in ("offer", "need"):
            waiting = f"SELECT id FROM {table} WHERE matched_at IS NULL AND observed_ref IS NULL"
            assert session().scalars(sa.text(waiting)).all() == [], "its page waits for ever"
        self._nobody_is_told_twice()

    def _nobody_is_told_twice(self) -> None:
        """The moment never changes while both listings stay as they are; registers' pairs have none."""
        rows = """
            SELECT offer_id, need_id, offer.version, need.version, told_at, is_observed FROM match
            JOIN offer ON offer.id = offer_id JOIN need ON need.id = need_id WHERE told_at IS NOT NULL
        """
        for *version, told_at, is_observed in session().execute(sa.text(rows)):
            assert not is_observed
            assert self.told.setdefault(tuple(version), told_at) == told_at
            seen["told"] += 1

    def _observed(self) -> set[UUID]:
        seen_only = "SELECT id FROM {} WHERE observed_ref IS NOT NULL"
        rows = f"{seen_only.format('offer')} UNION {seen_only.format('need')}"
        return set(session().scalars(sa.text(rows)))

    def _pick(self, kind: str, which: int) -> UUID | None:
        ids = self.world.ids(kind)
        return ids[which % len(ids)] if ids else None

    def _lot(self, firm: int, told: Any, days: int) -> Any:
        window = {"available_from": self.world.today, "available_until": self._until(days)}
        return drafts.a_lot(self.world.firms[firm].site_id, **told, **window)

    def _need(self, firm: int, told: Any, days: int) -> Any:
        window = {"wanted_from": self.world.today, "wanted_until": self._until(days)}
        return drafts.a_need(self.world.firms[firm].site_id, **told, **window)

    def _until(self, days: int) -> Any:
        return self.world.today.fromordinal(self.world.today.toordinal() + days) if days else None

    def _edit(self, kind: str, table: Any, which: int, draft: Callable[[int], Any]) -> None:
        listing_id = self._pick(kind, which)
        if listing_id is None:
            return
        firm, version = self.world.firm_of(kind, listing_id), session().get_one(table, listing_id).version
        with self.world.act() as at:
            new = draft(self.world.firms.index(firm))
            getattr(listings, f"edit_{kind}")(listing_id, new, version=version, **firm.by, at=at)


def test_incremental_equals_full_after_any_history(app: Flask, session: Any) -> None:
    Awake.settled, Awake.connection = World(), session.connection()
    Awake.settled.settle()
    session.commit()
    bounded = settings(max_examples=EXAMPLES, stateful_step_count=len(DECK), deadline=None)
    run_state_machine_as_test(Awake, settings=bounded)


def test_the_histories_above_had_something_to_tell() -> None:
    """A guard against a search that never finds a pair."""
    assert seen["pairs"] > ENOUGH
    assert seen["told"] > ENOUGH
