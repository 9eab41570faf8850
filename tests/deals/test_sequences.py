"""Whatever two sides, the clock, the lot's holder and staff come up with: after each move everything still adds up."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from exchange.deals import policy
from exchange.deals.core.contract import Verb
from exchange.deals.core.movement import LoadVerb
from exchange.deals.models import Deal
from exchange.kernel import invariants
from exchange.kernel.refusals import Forbidden, Refusal
from tests.deals import flows, holders, quarrels
from tests.deals.judging import Picture, judge, taken
from tests.deals.world import MOVES, Pick, World

__all__ = ["flows", "holders", "quarrels"]
QUANTITIES = (1, 250, 400, 600, 1000)
ONWARDS: dict[Verb | LoadVerb, str] = {
    LoadVerb.CONFIRM: "confirm", Verb.ACCEPT: "accept", LoadVerb.HAND_OVER: "hand_over", LoadVerb.WEIGH: "weigh",
    LoadVerb.TAKE_BACK: "take_back",
}  # fmt: skip
REGULAR = 400
"""Who asks for as much goes on with regular loads."""
AT_THE_GATE = {250: "refuse_part", 600: "refuse_all"}
"""What the taker does instead of weighing: so that refusals are reached as often as weights."""
ASIDE: tuple[Verb | LoadVerb, ...] = (
    Verb.GRANT_HOLD, Verb.ASK_LONGER, Verb.EXTEND_HOLD, Verb.RELEASE_HOLD, Verb.REFUSE_HOLD, Verb.ASK_HOLD,
    Verb.JUDGE_SAMPLE, Verb.GIVE_SAMPLE, Verb.REFUSE_SAMPLE, Verb.DROP_SAMPLE, Verb.ASK_SAMPLE,
    LoadVerb.AGREE_SLOT, LoadVerb.PROPOSE_SLOT,
)  # fmt: skip
"""What is held, tried or timed, for those who ask for most or least: random moves alone rarely answered one."""
_FIRST, _SECOND, _LAST = Pick(0, True, 400), Pick(1, True, 250), Pick(2, True, 1)
TOUR: list[tuple[str, Pick]] = [
    *((name, _FIRST) for name in ("accept", "cancel", "propose", "edit", "duplicate")),
    *((name, _SECOND) for name in ("accept", "propose_rhythm", "decline_rhythm", "propose_rhythm", "withdraw_rhythm")),
    *((name, _SECOND) for name in ("hand_over", "pass_on", "weigh", "confirm", "raise_claim", "answer_claim")),
    *((name, _SECOND) for name in ("escalate_claim", "decide_claim", "raise_claim", "drop_claim")),
    *((name, _LAST) for name in ("ask_sample", "drop_sample", "ask_sample", "refuse_sample", "counter", "decline")),
    *((name, _LAST) for name in ("pause", "resume", "take_down", "put_back", "take_off", "renew")),
    *((name, _LAST) for name in ("suspend", "restore", "follow_stock")),
]
"""What chance makes least, in an order in which each can be made."""
RARE = {"suspend", "take_off", "take_down", "lots_expire", "lapse"}
"""What ends most of what could follow: drawn less often."""
NAMES = st.one_of(
    st.just("onward"), st.just("onward"), st.sampled_from(sorted(MOVES.keys() - RARE)), st.sampled_from(sorted(MOVES))
)
PICKS = st.builds(Pick, st.integers(0, 6), st.booleans(), st.sampled_from(QUANTITIES))
Moves = list[tuple[str, Pick]]
QUIETLY = [HealthCheck.too_slow, HealthCheck.data_too_large]
PHASES = (Phase.explicit, Phase.generate)
"""A shrunk example takes minutes here, and the move that broke something is named anyway."""


def test_after_every_move_stock_terms_and_journal_add_up(world: World, session: Session) -> None:
    search(world, session, examples=15, least=20, most=30)

    assert all(world.made[name] >= 3 for name in ("accept", "hand_over", "weigh", "confirm")), world.made


def test_what_chance_rarely_makes_adds_up_too(world: World, session: Session) -> None:
    play(world, session, TOUR)

    assert {name for name, _pick in TOUR} == world.made.keys() - {"allow_claims"}


@pytest.mark.long
def test_after_ten_thousand_moves_everything_adds_up(world: World, session: Session) -> None:
    search(world, session, examples=200, least=50, most=50)
    play(world, session, TOUR)

    assert MOVES.keys() == world.made.keys(), "what was only ever refused was not proved"


def search(world: World, session: Session, *, examples: int, least: int, most: int) -> None:
    """Play as many sequences, the same each time."""

    @settings(max_examples=examples, phases=PHASES, derandomize=True, suppress_health_check=QUIETLY)
    @given(moves=st.lists(st.tuples(NAMES, PICKS), min_size=least, max_size=most))
    def sequence(moves: Moves) -> None:
        play(world, session, moves)

    sequence()


def play(world: World, session: Session, moves: Moves) -> None:
    """Make the moves from the same beginning each time, and judge after each; at the end every room's promises."""
    session.commit()
    connection = session.connection()
    assert isinstance(connection, sa.Connection)
    session.rollback()
    savepoint = connection.begin_nested()
    world.deals, world.lots = [world.acts.propose(quantity).id for quantity in (400, 600, 1000)], []
    try:
        MOVES["allow_claims"](world, Pick(0, True, 1))
        seen = taken()
        for name, pick in moves:
            seen = step(world, name, pick, seen)
        assert not {name: rows for name, rows in invariants.broken().items() if rows}
    finally:
        session.rollback()
        savepoint.rollback()
        session.expunge_all()


def step(world: World, name: str, pick: Pick, before: Picture) -> Picture:
    """Make one move, by the other hand where this one may not, or be refused; and judge what came of it."""
    world.turns += 1
    if name == "onward":
        name, pick = onward(world, pick)
    refusal = refused(world, name, pick)
    before = judged(world, name, pick, before, refusal)
    if isinstance(refusal, Forbidden):
        other = replace(pick, giver=not pick.giver)
        before = judged(world, name, other, before, refused(world, name, other))
    return before


def refused(world: World, name: str, pick: Pick) -> Refusal | None:
    """How a move was refused; None where it was made."""
    try:
        MOVES[name](world, pick)
    except Refusal as refusal:
        return refusal
    world.made[name] += 1
    return None


def judged(world: World, name: str, pick: Pick, before: Picture, refusal: Refusal | None) -> Picture:
    """What can be seen now; a wrong is told with the move that led to it."""
    try:
        return judge(world, before, refused=refusal is not None)
    except AssertionError as wrong:
        wrong.add_note(f"after {name} {pick}, {refusal or 'made'}")
        raise


def onward(world: World, pick: Pick) -> tuple[str, Pick]:
    """The next step towards the confirmed weight, by a side that may take it; random moves alone rarely get there."""
    deal = world.deal(pick)
    again = flows.next_of_rhythm(world, pick, begins=pick.kg == REGULAR)
    if again is not None:
        return again, pick
    first = world.turns % len(ASIDE)
    turned = ASIDE[first:] + ASIDE[:first] if pick.kg in {min(QUANTITIES), max(QUANTITIES)} else ()
    for verb, name in {**{verb: verb.name.lower() for verb in turned}, **ONWARDS}.items():
        for side in (pick.giver, not pick.giver):
            if may(verb, (world.acts.giver if side else world.acts.taker).business_id, deal):
                at_gate = verb is LoadVerb.WEIGH and pick.kg in AT_THE_GATE
                return (
                    (AT_THE_GATE[pick.kg], replace(pick, giver=False)) if at_gate else (name, replace(pick, giver=side))
                )
    return "raise_claim", pick


def may(verb: Verb | LoadVerb, business_id: object, deal: Deal) -> bool:
    """What the tables say."""
    if isinstance(verb, Verb):
        return policy.may(verb, business_id, deal)  # type: ignore[arg-type] # a business's id
    return deal.load is not None and policy.may_move(verb, business_id, deal, deal.load)  # type: ignore[arg-type]
