"""A deal in every state that it can be in, reached by the verbs themselves."""

from collections.abc import Callable
from datetime import timedelta

from exchange.deals import service
from exchange.deals.models import Deal
from exchange.kernel.unit_of_work import unit_of_work
from tests.deals.acts import Acts
from tests.makers import MONDAY

LONG_AFTER = MONDAY + timedelta(days=60)
Build = Callable[[Acts], Deal]


def asked(acts: Acts) -> Deal:
    """Negotiating; the taker moved last."""
    return acts.propose()


def countered(acts: Acts) -> Deal:
    """Negotiating; the giver moved last."""
    deal = acts.propose()
    acts.counter(deal, 400)
    return deal


def hold_asked(acts: Acts) -> Deal:
    """Negotiating; the taker asks to keep it."""
    deal = acts.propose()
    acts.ask_hold(deal)
    return deal


def held(acts: Acts) -> Deal:
    """Held; the taker moved last."""
    deal = acts.propose()
    acts.hold(deal)
    return deal


def sample_asked(acts: Acts) -> Deal:
    """The taker wants to try it first; the taker moved last."""
    deal = acts.propose()
    acts.ask_sample(deal)
    return deal


def sample_given(acts: Acts) -> Deal:
    """The taker has the sample."""
    deal = sample_asked(acts)
    acts.give_sample(deal)
    return deal


def on_hold(acts: Acts) -> Deal:
    """Waiting for stock; the taker moved last."""
    deal, faster = acts.propose(), acts.propose(800)
    acts.accept(faster)
    acts.follow_stock()
    return deal


def planned(acts: Acts) -> Deal:
    deal = acts.propose()
    acts.accept(deal)
    return deal


def slot_named(acts: Acts) -> Deal:
    deal = planned(acts)
    acts.propose_slot(deal)
    return deal


def scheduled(acts: Acts) -> Deal:
    deal = slot_named(acts)
    acts.agree_slot(deal)
    return deal


def on_the_road(acts: Acts) -> Deal:
    deal = planned(acts)
    acts.hand_over(deal)
    return deal


def weighed(acts: Acts) -> Deal:
    deal = on_the_road(acts)
    acts.weigh(deal, 400)
    return deal


def part_refused(acts: Acts) -> Deal:
    deal = on_the_road(acts)
    acts.refuse(deal)
    return deal


def refused(acts: Acts) -> Deal:
    deal = on_the_road(acts)
    acts.refuse(deal, 400, None)
    return deal


def weighed_by_giver(acts: Acts) -> Deal:
    deal = on_the_road(acts)
    acts.weigh(deal, 400, by=acts.giver)
    return deal


def went_back(acts: Acts) -> Deal:
    deal = refused(acts)
    acts.take_back(deal)
    return deal


def completed(acts: Acts) -> Deal:
    deal = weighed(acts)
    acts.confirm(deal)
    return deal


def declined(acts: Acts) -> Deal:
    deal = acts.propose()
    acts.end("decline", deal, acts.giver)
    return deal


def withdrawn(acts: Acts) -> Deal:
    deal = acts.propose()
    acts.end("withdraw", deal, acts.taker)
    return deal


def cancelled(acts: Acts) -> Deal:
    deal = planned(acts)
    acts.end("cancel", deal, acts.taker)
    return deal


def expired(acts: Acts) -> Deal:
    deal = acts.propose()
    with unit_of_work():
        assert service.expire(deal.id, at=LONG_AFTER)
    return deal


STATES = (
    asked, countered, hold_asked, held, sample_asked, sample_given, on_hold, planned, slot_named, scheduled,
    on_the_road, weighed, weighed_by_giver, part_refused, refused, went_back, completed, declined, withdrawn,
    cancelled, expired,
)  # fmt: skip
