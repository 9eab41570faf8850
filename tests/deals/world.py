"""What two sides and timers can do to the deals on a lot, each by its name; other rooms' moves stand beside."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from exchange.deals import queries, service
from exchange.deals.models import Deal, SampleEnd
from exchange.deals.service import Party
from exchange.kernel.unit_of_work import unit_of_work
from exchange.listings.service import OfferDraft
from tests.deals.acts import FRIDAY, TUESDAY, Acts
from tests.deals.states import LONG_AFTER
from tests.makers import MONDAY

MOST_DEALS, SMALL_KG = 7, Decimal(500)


@dataclass(frozen=True, slots=True)
class Pick:
    """What chance decided of a move: which deal, whose hand, how much."""

    which: int
    giver: bool
    kg: int


@dataclass
class World:
    """A lot of a tonne and a small gift of one holder, who may post more; a taker with a need; what came of them."""

    acts: Acts
    gift_id: UUID
    staff: UUID
    draft: OfferDraft
    need_id: UUID
    deals: list[UUID] = field(default_factory=list)
    lots: list[UUID] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)
    """How often each move was made, and not refused."""
    turns: int = 0
    """How many moves were tried: what differs from one choice to the next, and is the same each time."""

    def deal(self, pick: Pick) -> Deal:
        """The deal that a move is about."""
        deal = queries.whole(self.deals[pick.which % len(self.deals)])
        assert deal is not None
        return deal

    def by(self, pick: Pick) -> Party:
        """Whose hand moves."""
        return self.acts.giver if pick.giver else self.acts.taker

    def hand(self) -> dict[str, Any]:
        """The holder's, for the verbs of a lot."""
        return {"by": self.acts.giver.person_id, "business_id": self.acts.giver.business_id, "at": MONDAY}


Move = Callable[[World, Pick], Any]
MOVES: dict[str, Move] = {}


def move(made: Move) -> Move:
    """Make a function one of the moves, under its own name."""
    MOVES[made.__name__] = made
    return made


def _verb(name: str, verb: Callable[..., Any], **facts: Any) -> None:
    def made(world: World, pick: Pick) -> None:
        with unit_of_work():
            verb(world.deal(pick).id, **facts, by=world.by(pick), at=MONDAY)

    MOVES[name] = made


def _end(name: str) -> None:
    MOVES[name] = lambda world, pick: world.acts.end(name, world.deal(pick), world.by(pick))


for _name in ("decline", "withdraw", "cancel"):
    _end(_name)
_verb("ask_hold", service.ask_hold, until=FRIDAY)
_verb("grant_hold", service.grant_hold)
_verb("refuse_hold", service.refuse_hold)
_verb("ask_longer", service.ask_longer, until=FRIDAY + timedelta(days=1))
_verb("extend_hold", service.extend_hold, until=FRIDAY + timedelta(days=2))
_verb("release_hold", service.release_hold)
_verb("give_sample", service.give_sample)
_verb("refuse_sample", service.refuse_sample, reason="None to spare")
_verb("drop_sample", service.drop_sample)
_verb("judge_sample", service.judge_sample, judgement=SampleEnd.SUITS, words="")


@move
def propose(world: World, pick: Pick) -> None:
    """One talk more about the lot."""
    if len(world.deals) < MOST_DEALS:
        world.deals.append(world.acts.propose(pick.kg).id)


@move
def claim(world: World, pick: Pick) -> None:
    """The gift, at one press."""
    with unit_of_work():
        world.deals.append(service.claim(world.gift_id, most_kg=SMALL_KG, by=world.by(pick), at=MONDAY).id)


@move
def counter(world: World, pick: Pick) -> None:
    """Other terms."""
    world.acts.counter(world.deal(pick), pick.kg, by=world.by(pick))


@move
def accept(world: World, pick: Pick) -> None:
    """Yes."""
    world.acts.accept(world.deal(pick), by=world.by(pick))


@move
def propose_slot(world: World, pick: Pick) -> None:
    """A time."""
    world.acts.propose_slot(world.deal(pick), by=world.by(pick))


@move
def agree_slot(world: World, pick: Pick) -> None:
    """Yes to the time."""
    world.acts.agree_slot(world.deal(pick), by=world.by(pick))


@move
def hand_over(world: World, pick: Pick) -> None:
    """Loaded; the taker knows the code."""
    deal = world.deal(pick)
    world.acts.hand_over(deal, by=world.by(pick), code=deal.load.code if deal.load else "")


@move
def weigh(world: World, pick: Pick) -> None:
    """What the scale shows, which need not be what was agreed."""
    world.acts.weigh(world.deal(pick), pick.kg, by=world.by(pick))


@move
def refuse_part(world: World, pick: Pick) -> None:
    """A quarter is not taken."""
    world.acts.refuse(world.deal(pick), Decimal(pick.kg) / 4, pick.kg, by=world.by(pick))


@move
def refuse_all(world: World, pick: Pick) -> None:
    """Nothing is taken."""
    world.acts.refuse(world.deal(pick), pick.kg, None, by=world.by(pick))


@move
def take_back(world: World, pick: Pick) -> None:
    """The giver agrees to that."""
    world.acts.take_back(world.deal(pick), by=world.by(pick))


@move
def confirm(world: World, pick: Pick) -> None:
    """The weight that was read is right."""
    deal = world.deal(pick)
    told_kg = deal.load.received_kg if deal.load else None
    world.acts.confirm(deal, told_kg or Decimal(1), by=world.by(pick))


@move
def lapse(world: World, pick: Pick) -> None:
    """The timer of terms."""
    with unit_of_work():
        service.expire(world.deal(pick).id, at=LONG_AFTER)


@move
def lapse_hold(world: World, pick: Pick) -> None:
    """The timer of holds."""
    with unit_of_work():
        service.lapse_hold(world.deal(pick).id, at=FRIDAY + timedelta(days=3))


@move
def ask_sample(world: World, pick: Pick) -> None:
    """A little to try; now and then too much."""
    world.acts.ask_sample(world.deal(pick), pick.kg // 10 or 1, by=world.by(pick))


@move
def lapse_sample(world: World, pick: Pick) -> None:
    """The timer of samples."""
    with unit_of_work():
        service.lapse_sample(world.deal(pick).id, at=LONG_AFTER)


@move
def silence(world: World, pick: Pick) -> None:
    """The timer of weights and refusals."""
    late, deal_id = TUESDAY + queries.SILENCE, world.deal(pick).id
    with unit_of_work():
        _ = service.confirm_by_silence(deal_id, 1, at=late) or service.take_back_by_silence(deal_id, 1, at=late)


@move
def remind(world: World, pick: Pick) -> None:
    """The timer of turns."""
    with unit_of_work():
        service.remind(world.deal(pick).id, at=FRIDAY)


@move
def follow_stock(world: World, pick: Pick) -> None:
    """The worker, after a change of the lot."""
    world.acts.follow_stock()
